#include "statement/address.hpp"

#include "statement/checking.hpp"
#include "text/nearest.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace envc {

bool is_web_address(std::string_view text) {
  const std::size_t scheme = text.starts_with("https://") ? 8 : text.starts_with("http://") ? 7 : 0;
  const auto fits = [](char c) { return c > ' ' && c < '\x7f' && c != '"' && c != '\'' && c != '`' && c != '\\'; };
  return scheme != 0 && text.size() > scheme && text[scheme] != '/' && std::all_of(text.begin(), text.end(), fits);
}

bool expect_web_address(const Said<std::string>& word, Checking& checking) {
  if (is_web_address(word.value)) return true;
  checking.error(
      Kind::bad_url, word.where,
      fmt::format("{} is no address, expected one such as `https://example.org/data.zip`", quoted(word.value)));
  return false;
}

std::string_view last_segment(std::string_view address) {
  address = address.substr(0, address.find_first_of("?#"));
  const std::size_t host = address.find("://");
  const std::size_t slash = address.rfind('/');
  if (slash == std::string_view::npos || (host != std::string_view::npos && slash < host + 3)) return {};
  return address.substr(slash + 1);
}

}  // namespace envc
