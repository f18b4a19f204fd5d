// Characters by ASCII alone, whatever the locale.
#pragma once

#include <string>
#include <string_view>

namespace envc {

constexpr bool is_digit(char c) {
  return c >= '0' && c <= '9';
}
constexpr bool is_lower(char c) {
  return c >= 'a' && c <= 'z';
}
constexpr bool is_upper(char c) {
  return c >= 'A' && c <= 'Z';
}
constexpr bool is_alnum(char c) {
  return is_digit(c) || is_lower(c) || is_upper(c);
}
constexpr char lower(char c) {
  return is_upper(c) ? static_cast<char>(c - 'A' + 'a') : c;
}
constexpr bool is_blank(char c) {
  return c == ' ' || c == '\t';
}

/// The text with ASCII letters in lower case.
inline std::string lower(std::string_view text) {
  std::string result(text);
  for (char& c : result) c = lower(c);
  return result;
}

/// Words that stood apart by commas, apart by single blanks: `a, b` → `a b`.
inline std::string without_commas(std::string_view text) {
  std::string result;
  for (const char c : text) {
    const char apart = c == ',' ? ' ' : c;
    if (apart != ' ' || (!result.empty() && result.back() != ' ')) result += apart;
  }
  while (!result.empty() && result.back() == ' ') result.pop_back();
  return result;
}

/// Without blanks at both ends.
constexpr std::string_view trimmed(std::string_view text) {
  while (!text.empty() && is_blank(text.front())) text.remove_prefix(1);
  while (!text.empty() && is_blank(text.back())) text.remove_suffix(1);
  return text;
}

}  // namespace envc
