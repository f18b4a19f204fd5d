// UTF-8, as far as quoting needs it: what can be shown, and what would fool a reader or a line-based format.
#pragma once

#include <cstdint>
#include <string_view>

namespace envc {

/// Bytes of the code point that `text` begins with, 0 where it begins with none (RFC 3629: no surrogates, nothing
/// overlong).
std::size_t utf8_length(std::string_view text);
bool valid_utf8(std::string_view text);

/// The number of a code point; `text` is exactly one.
std::uint32_t code_point(std::string_view text);

/// As utf8_length, but 0 also for what is not shown or changes how its surroundings are shown: control characters,
/// line and paragraph separators, marks that turn the direction of text, the byte order mark.
std::size_t printable_length(std::string_view text);
bool printable(std::string_view text);

}  // namespace envc
