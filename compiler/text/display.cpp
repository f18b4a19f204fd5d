#include "text/display.hpp"

#include "text/unicode.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cstdint>

namespace envc {
namespace {

struct Range {
  std::uint32_t first;
  std::uint32_t last;
};

// From Unicode's EastAsianWidth (W and F), whole blocks where nearly all of a block is wide.
constexpr std::array wide{
    Range{0x1100, 0x115F},   Range{0x231A, 0x231B},   Range{0x23E9, 0x23EC},   Range{0x2614, 0x2615},
    Range{0x26A1, 0x26A1},   Range{0x2705, 0x2705},   Range{0x270A, 0x270B},   Range{0x274C, 0x274C},
    Range{0x2753, 0x2755},   Range{0x2795, 0x2797},   Range{0x2B50, 0x2B50},   Range{0x2E80, 0x303E},
    Range{0x3041, 0x33FF},   Range{0x3400, 0x4DBF},   Range{0x4E00, 0x9FFF},   Range{0xA000, 0xA4CF},
    Range{0xA960, 0xA97C},   Range{0xAC00, 0xD7A3},   Range{0xF900, 0xFAFF},   Range{0xFE30, 0xFE6F},
    Range{0xFF00, 0xFF60},   Range{0xFFE0, 0xFFE6},   Range{0x1F300, 0x1F64F}, Range{0x1F680, 0x1F6FC},
    Range{0x1F900, 0x1F9FF}, Range{0x20000, 0x2FFFD}, Range{0x30000, 0x3FFFD}};

// Combining marks and variation selectors: drawn onto the character before them.
constexpr std::array combining{Range{0x0300, 0x036F}, Range{0x0483, 0x0489},  Range{0x0591, 0x05BD},
                               Range{0x064B, 0x065F}, Range{0x1AB0, 0x1AFF},  Range{0x1DC0, 0x1DFF},
                               Range{0x20D0, 0x20F0}, Range{0x3099, 0x309A},  Range{0xFE00, 0xFE0F},
                               Range{0xFE20, 0xFE2F}, Range{0xE0100, 0xE01EF}};

// Spaces that look like a blank and are none, marks that are not drawn at all or turn the text around them.
constexpr std::array unseen{Range{0x80, 0xA0},     Range{0xAD, 0xAD},      Range{0x061C, 0x061C}, Range{0x180E, 0x180E},
                            Range{0x2000, 0x200F}, Range{0x2028, 0x202F},  Range{0x205F, 0x206F}, Range{0x3000, 0x3000},
                            Range{0xFEFF, 0xFEFF}, Range{0xE0000, 0xE007F}};

template<std::size_t N>
bool in(const std::array<Range, N>& ranges, std::uint32_t c) {
  const auto* after = std::upper_bound(ranges.begin(), ranges.end(), c,
                                       [](std::uint32_t value, const Range& range) { return value < range.first; });
  return after != ranges.begin() && c <= std::prev(after)->last;
}

std::size_t width(std::uint32_t c) {
  if (c < 0x300) return 1;
  if (in(combining, c)) return 0;
  return in(wide, c) ? 2 : 1;
}

}  // namespace

Glyph first_glyph(std::string_view text) {
  const auto escaped = [](std::string shown, std::size_t bytes) {
    const std::size_t columns = shown.size();
    return Glyph{std::move(shown), bytes, columns};
  };
  const std::size_t bytes = utf8_length(text);
  if (bytes == 0) return escaped(fmt::format("\\x{:02x}", static_cast<unsigned char>(text.front())), 1);
  const std::uint32_t value = code_point(text.substr(0, bytes));
  if (value == '\n') return escaped("\\n", 1);
  if (value == '\t') return escaped("\\t", 1);
  if (value == '\r') return escaped("\\r", 1);
  if (value < 0x20 || value == 0x7F) return escaped(fmt::format("\\x{:02x}", value), 1);
  if (in(unseen, value)) return escaped(fmt::format("<U+{:04X}>", value), bytes);
  return {std::string(text.substr(0, bytes)), bytes, width(value)};
}

std::string visible(std::string_view text) {
  std::string out;
  while (!text.empty()) {
    const Glyph glyph = first_glyph(text);
    out += glyph.text;
    text.remove_prefix(glyph.bytes);
  }
  return out;
}

}  // namespace envc
