// Package statements as one canonical line, so that a test compares text.
#pragma once

#include <string>
#include <string_view>

namespace envc {

/// The package statements of a text, joined by ` & `: `pip remove apex`, `conda a=1 -c x`, `pip b -r r.txt -e . --pre`.
/// Warnings are fine; an error gives `error: …` instead.
std::string packages_of(std::string_view text);

/// The canonical names of all packages, joined by blanks.
std::string names_of(std::string_view text);

}  // namespace envc
