// Diagnostics as text for a person and as JSON for a program.
#pragma once

#include "diagnostic/diagnostic.hpp"
#include "text/source.hpp"

#include <string>

namespace envc {

enum class Color : bool { no, yes };

/// `file:line:col: error[name]: sentence`, the source line with carets, labels, `= help:`. Lines longer than 160
/// columns are cut around the caret. Ends with a newline. Bytes that are not printable are shown escaped.
std::string as_text(const Diagnostic&, const Sources&, Color);

/// All of them sorted by file and place (stable; those without a place first), duplicates by (kind, place) dropped,
/// then one line of counts such as "2 errors, 1 warning; nothing was written" (`tail` is what follows the `;`, may be
/// empty).
std::string as_text(const Diagnostics&, const Sources&, Color, std::string_view tail);

/// {"diagnostics":[{"severity","name","message","file","line","column","end_line","end_column","labels":[…],"help"}]}
std::string as_json(const Diagnostics&, const Sources&);

}  // namespace envc
