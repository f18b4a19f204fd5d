// Text for a person's terminal: what of it can be seen, and how wide it is drawn.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace envc {

/// The first character of a text, as it is shown: itself where it can be seen, else `\x1b`, `\t`, `<U+00A0>`.
struct Glyph {
  std::string text;
  std::size_t bytes = 0;  ///< what it takes of the text: 1 for a byte that is no UTF-8
  std::size_t width = 0;  ///< columns in a terminal
};

/// `text` is not empty.
Glyph first_glyph(std::string_view text);

/// The whole text so, on one line.
std::string visible(std::string_view text);

}  // namespace envc
