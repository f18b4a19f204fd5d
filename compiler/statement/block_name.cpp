#include "statement/block_name.hpp"

#include "statement/checking.hpp"
#include "text/ascii.hpp"
#include "text/nearest.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace envc {

bool is_block_name(std::string_view text) {
  return !text.empty() && text.size() <= 64 && is_alnum(text.front()) &&
         std::all_of(text.begin(), text.end(), [](char c) { return is_alnum(c) || c == '.' || c == '_' || c == '-'; });
}

bool expect_block_name(std::string_view keyword, const Said<std::string>& name, Checking& checking) {
  if (is_block_name(name.value)) return checking.first_time(fmt::format("{} {}", keyword, name.value), name.where);
  checking.error(
      Kind::unsafe_name, name.where,
      fmt::format("{} is no name of a {}, expected letters, digits, `.`, `_` and `-`", quoted(name.value), keyword));
  return false;
}

}  // namespace envc
