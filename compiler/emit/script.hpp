// How the lines of a shell script are put into one RUN.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace envc {

/// Whether the lines, joined by `&&`, do exactly what they do as a script under `bash -euo pipefail`: each is one
/// simple command or pipeline that ends on its line. Conservative: `false` costs only looks.
bool joinable(const std::vector<std::string>& lines);

/// Whether a RUN may hold this one line as it stands, with nothing before it but options.
bool stands_alone(std::string_view line);

/// RUN's exec form of `bash -euo pipefail -c SCRIPT`, without `RUN`: a JSON list, one line of the script a line. Takes
/// UTF-8 only.
std::string exec_form(const std::vector<std::string>& lines);

/// Whether the text has `word` as a word: not as part of a longer name.
bool names_word(std::string_view text, std::string_view word);

/// A `$` in single quotes is an ordinary character in generated text, and perhaps a mistake to shellcheck: the line
/// that tells it so, for the top of the script; empty where none stands in `generated`.
std::string shellcheck_directive(std::string_view generated);

}  // namespace envc
