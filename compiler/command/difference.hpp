// What would change in a file, for a person to read.
#pragma once

#include "diagnostic/render.hpp"

#include <string>
#include <string_view>

namespace envc {

/// A unified diff with three lines of context; empty if the texts are equal. At most `most_lines` lines are shown, the
/// rest is counted. Bytes that are not printable are shown escaped.
std::string difference(std::string_view name, std::string_view old_text, std::string_view new_text, Color color,
                       std::size_t most_lines = 60);

}  // namespace envc
