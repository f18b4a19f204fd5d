// Characters that are slips wherever they stand bare. The grammar has the same sets for words.
#pragma once

#include <cstddef>
#include <string_view>

namespace envc {

/// A control character other than the tab. A line feed is one too.
bool is_control(char);

/// Length of the typographic quote that `text` begins with, else 0.
std::size_t smart_quote(std::string_view text);

/// Length of the character that `text` begins with if it looks like a blank and is none, else 0.
std::size_t odd_space(std::string_view text);

}  // namespace envc
