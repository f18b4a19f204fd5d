#include "text/unicode.hpp"

namespace envc {
namespace {

bool within(std::uint32_t value, std::uint32_t low, std::uint32_t high) {
  return value >= low && value <= high;
}

}  // namespace

std::uint32_t code_point(std::string_view text) {
  const auto first = static_cast<unsigned char>(text[0]);
  if (text.size() == 1) return first;
  std::uint32_t value = first & (0xFFU >> (text.size() + 1));
  for (const char c : text.substr(1)) value = (value << 6U) | (static_cast<unsigned char>(c) & 0x3FU);
  return value;
}

std::size_t utf8_length(std::string_view text) {
  if (text.empty()) return 0;
  const auto first = static_cast<unsigned char>(text[0]);
  if (first < 0x80) return 1;
  const std::size_t length = within(first, 0xC2, 0xDF)   ? 2
                             : within(first, 0xE0, 0xEF) ? 3
                             : within(first, 0xF0, 0xF4) ? 4
                                                         : 0;
  if (length == 0 || text.size() < length) return 0;
  for (const char c : text.substr(1, length - 1)) {
    if ((static_cast<unsigned char>(c) & 0xC0U) != 0x80U) return 0;
  }
  const std::uint32_t value = code_point(text.substr(0, length));
  const bool overlong = (length == 3 && value < 0x800) || (length == 4 && value < 0x10000);
  const bool surrogate = within(value, 0xD800, 0xDFFF);
  return overlong || surrogate || value > 0x10FFFF ? 0 : length;
}

bool valid_utf8(std::string_view text) {
  for (std::size_t i = 0; i < text.size();) {
    const std::size_t length = utf8_length(text.substr(i));
    if (length == 0) return false;
    i += length;
  }
  return true;
}

std::size_t printable_length(std::string_view text) {
  const std::size_t length = utf8_length(text);
  if (length == 0) return 0;
  const std::uint32_t value = code_point(text.substr(0, length));
  const bool control = value < 0x20 || within(value, 0x7F, 0x9F);
  const bool separator = within(value, 0x2028, 0x2029);
  const bool direction =
      within(value, 0x200E, 0x200F) || within(value, 0x202A, 0x202E) || within(value, 0x2066, 0x2069) || value == 0x61C;
  return control || separator || direction || value == 0xFEFF ? 0 : length;
}

bool printable(std::string_view text) {
  for (std::size_t i = 0; i < text.size();) {
    const std::size_t length = printable_length(text.substr(i));
    if (length == 0) return false;
    i += length;
  }
  return true;
}

}  // namespace envc
