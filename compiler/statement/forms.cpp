#include "statement/forms.hpp"

#include "text/ascii.hpp"

#include <algorithm>
#include <array>
#include <vector>

namespace envc {
namespace {

bool is_word(char c) {
  return is_alnum(c) || c == '_';
}

template<typename Predicate>
bool all(std::string_view text, Predicate predicate) {
  return !text.empty() && std::all_of(text.begin(), text.end(), predicate);
}

std::vector<std::string_view> split(std::string_view text, char separator) {
  std::vector<std::string_view> parts;
  std::size_t begin = 0;
  for (std::size_t end = text.find(separator); end != std::string_view::npos; end = text.find(separator, begin)) {
    parts.push_back(text.substr(begin, end - begin));
    begin = end + 1;
  }
  parts.push_back(text.substr(begin));
  return parts;
}

/// Lower-case letters and digits; between them `.`, `_`, `__` or any number of `-`.
bool is_image_part(std::string_view text) {
  const auto plain = [](char c) { return is_lower(c) || is_digit(c); };
  if (text.empty() || !plain(text.front()) || !plain(text.back())) return false;
  for (std::size_t i = 1; i < text.size(); ++i) {
    if (plain(text[i])) continue;
    std::size_t end = i;
    while (end < text.size() && text[end] == text[i]) ++end;
    const std::size_t length = end - i;
    const bool joined = text[i] == '-' || (text[i] == '_' && length <= 2) || (text[i] == '.' && length == 1);
    if (!joined || !plain(text[end])) return false;
    i = end;
  }
  return true;
}

/// Host names may have upper case; a port follows a colon.
bool is_registry(std::string_view text) {
  const std::size_t colon = text.find(':');
  const std::string_view host = text.substr(0, colon);
  if (colon != std::string_view::npos && (!all(text.substr(colon + 1), is_digit) || text.size() - colon > 6)) {
    return false;
  }
  const std::vector<std::string_view> labels = split(host, '.');
  return std::all_of(labels.begin(), labels.end(), [](std::string_view label) {
    return all(label, [](char c) { return is_word(c) ? c != '_' : c == '-'; }) && label.front() != '-' &&
           label.back() != '-';
  });
}

bool is_tag(std::string_view text) {
  return text.size() <= 128 && all(text, [](char c) { return is_word(c) || c == '.' || c == '-'; }) &&
         is_word(text.front());
}

bool is_digest(std::string_view text) {
  constexpr std::string_view algorithm = "sha256:";
  return text.starts_with(algorithm) && text.size() == algorithm.size() + 64 &&
         all(text.substr(algorithm.size()), [](char c) { return is_digit(c) || (c >= 'a' && c <= 'f'); });
}

}  // namespace

bool is_version(std::string_view text, std::size_t least, std::size_t most) {
  const std::vector<std::string_view> numbers = split(text, '.');
  return numbers.size() >= least && numbers.size() <= most &&
         std::all_of(numbers.begin(), numbers.end(),
                     [](std::string_view number) { return number.size() <= 4 && all(number, is_digit); });
}

bool is_identifier(std::string_view text) {
  return all(text, is_word) && !is_digit(text.front());
}

bool is_user_name(std::string_view text) {
  return text.size() <= 32 && !text.empty() && (is_lower(text.front()) || text.front() == '_') &&
         all(text, [](char c) { return is_lower(c) || is_digit(c) || c == '_' || c == '-'; });
}

std::optional<ImageName> image_name(std::string_view text) {
  ImageName image;
  std::string_view rest = text;
  if (const std::size_t at = rest.find('@'); at != std::string_view::npos) {
    image.digest = rest.substr(at + 1);
    if (!is_digest(image.digest)) return std::nullopt;
    rest = rest.substr(0, at);
  }
  const std::size_t slash = rest.rfind('/');
  const std::size_t colon = rest.find(':', slash == std::string_view::npos ? 0 : slash);
  if (colon != std::string_view::npos) {
    image.tag = rest.substr(colon + 1);
    if (!is_tag(image.tag)) return std::nullopt;
    rest = rest.substr(0, colon);
  }
  image.name = rest;
  std::vector<std::string_view> parts = split(rest, '/');
  const bool has_registry =
      parts.size() > 1 && (parts.front().find_first_of(".:") != std::string_view::npos || parts.front() == "localhost");
  if (has_registry) {
    if (!is_registry(parts.front())) return std::nullopt;
    parts.erase(parts.begin());
  }
  if (rest.size() > 255 || !std::all_of(parts.begin(), parts.end(), is_image_part)) return std::nullopt;
  return image;
}

bool is_timezone(std::string_view text) {
  if (text == "UTC") return true;
  const std::vector<std::string_view> parts = split(text, '/');
  const bool lengths = parts.size() == 2 || parts.size() == 3;
  return lengths && std::all_of(parts.begin(), parts.end(), [](std::string_view part) {
           return all(part, [](char c) { return is_word(c) || c == '-' || c == '+'; }) && is_upper(part.front());
         });
}

bool is_locale(std::string_view text) {
  const std::size_t at = text.find('@');
  if (at != std::string_view::npos && !all(text.substr(at + 1), is_lower)) return false;
  const std::string_view plain = text.substr(0, at);
  constexpr std::string_view encoding = ".UTF-8";
  if (!plain.ends_with(encoding)) return false;
  const std::string_view language = plain.substr(0, plain.size() - encoding.size());
  if (language == "C") return at == std::string_view::npos;
  const std::vector<std::string_view> parts = split(language, '_');
  return parts.size() == 2 && (parts[0].size() == 2 || parts[0].size() == 3) && all(parts[0], is_lower) &&
         parts[1].size() == 2 && all(parts[1], is_upper);
}

std::optional<std::string> gpu_architecture(std::string_view text) {
  std::string_view rest = text;
  std::string suffix;
  if (const std::size_t plus = rest.find('+'); plus != std::string_view::npos) {
    if (lower(rest.substr(plus)) != "+ptx") return std::nullopt;
    suffix = "+PTX";
    rest = rest.substr(0, plus);
  }
  if (rest.starts_with("sm_")) rest.remove_prefix(3);
  std::string variant;
  if (!rest.empty() && (rest.back() == 'a' || rest.back() == 'f')) {
    variant = rest.back();
    rest.remove_suffix(1);
  }
  const std::size_t dot = rest.find('.');
  std::string major(rest.substr(0, dot));
  std::string minor(dot == std::string_view::npos ? "" : rest.substr(dot + 1));
  if (dot == std::string_view::npos && major.size() > 1) {
    minor = major.back();
    major.pop_back();
  }
  const bool whole =
      all(major, is_digit) && major.size() <= 2 && major.front() != '0' && minor.size() == 1 && is_digit(minor.front());
  if (!whole) return std::nullopt;
  return major + "." + minor + variant + suffix;
}

bool is_shell_operator(std::string_view text) {
  constexpr std::array operators = {"&&", "||", "|", "|&", ";", "&"};
  if (std::find(operators.begin(), operators.end(), text) != operators.end()) return true;
  if (text.find("$(") != std::string_view::npos || text.find('`') != std::string_view::npos) return true;
  while (!text.empty() && (is_digit(text.front()) || text.front() == '&')) text.remove_prefix(1);
  return !text.empty() && (text.front() == '<' || text.front() == '>');
}

}  // namespace envc
