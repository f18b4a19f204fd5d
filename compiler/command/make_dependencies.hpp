// `-MD`: what the generated files are made from, in make's own syntax.
#pragma once

#include <set>
#include <string>
#include <string_view>

namespace envc {

enum class MakeRole : bool { prerequisite, target };

/// A path as make reads it. Empty: make cannot name it (it holds a line end).
std::string make_word(std::string_view path, MakeRole);

/// The body of envc.d. `.envc.stamp` depends on every path; each path is also a target without a rule, so that make
/// goes on when a file is no longer there.
std::string make_dependencies(const std::set<std::string>& paths);

}  // namespace envc
