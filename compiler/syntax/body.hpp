// Lines of a script or a text, the indentation they have in common taken off.
#pragma once

#include "syntax/tree.hpp"
#include "text/source.hpp"

#include <string>
#include <vector>

namespace envc {

/// `lines` are whole lines without their ends, blank ones among them. Blank lines behind the last are dropped.
std::vector<ScriptLine> without_common_indentation(const Source& source, const std::vector<Span>& lines);

/// Every line with a newline behind it.
std::string joined(const std::vector<ScriptLine>& lines);

}  // namespace envc
