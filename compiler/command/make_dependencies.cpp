#include "command/make_dependencies.hpp"

#include <fmt/format.h>

namespace envc {

std::string make_word(std::string_view path, MakeRole role) {
  std::string text;
  for (std::size_t i = 0; i < path.size(); ++i) {
    switch (path[i]) {
      case '\n':
      case '\r':
        return {};
      case '$':
        text += "$$";
        break;
      case ' ':
      case '\t': {
        // make reads a backslash as itself, except in a row that ends before a blank: that row counts double.
        for (std::size_t k = i; k > 0 && path[k - 1] == '\\'; --k) text += '\\';
        text += '\\';
        text += path[i];
        break;
      }
      case '%':  // a pattern's wildcard, in targets only
        text += role == MakeRole::target ? "\\%" : "%";
        break;
      case '#':
      case ':':
        text += '\\';
        [[fallthrough]];
      default:
        text += path[i];
    }
  }
  return text;
}

std::string make_dependencies(const std::set<std::string>& paths) {
  std::string rule = ".envc.stamp:";
  std::string targets;
  for (const std::string& path : paths) {
    const std::string word = make_word(path, MakeRole::prerequisite);
    if (word.empty()) continue;
    rule += fmt::format(" \\\n  {}", word);
    targets += fmt::format("{}:\n", make_word(path, MakeRole::target));
  }
  return fmt::format("{}\n\n{}", rule, targets);
}

}  // namespace envc
