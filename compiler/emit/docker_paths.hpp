// Paths where Docker reads them with rules of its own: globs, variables, lists.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace envc {

/// `SRC… DST` of a COPY, each path meaning itself alone: as words, or as a JSON list where a path needs it.
std::string copy_arguments(const std::vector<std::string>& sources, std::string_view target);

/// A line of .dockerignore that matches this path alone (as far as its rules can say it).
std::string ignore_pattern(std::string_view path);

/// Whether an option such as --mount=…,source=PATH can hold the path.
bool option_can_hold(std::string_view path);

/// `./a//b/` is `a/b`.
std::string normal_path(std::string_view path);

}  // namespace envc
