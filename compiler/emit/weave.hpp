// A text of fixed lines, some of which stand only under a condition, some of which are put in.
#pragma once

#include <map>
#include <string>
#include <string_view>

namespace envc {

struct Pattern {
  std::map<std::string_view, bool> conditions;         ///< `#if NAME` … `#end`, which nest
  std::map<std::string_view, std::string> insertions;  ///< `#insert NAME`
};

/// The text without its `#if`, `#end` and `#insert` lines. A name that the pattern lacks is a bug.
std::string weave(std::string_view text, const Pattern&);

}  // namespace envc
