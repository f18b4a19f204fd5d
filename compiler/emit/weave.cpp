#include "emit/weave.hpp"

#include "text/presume.hpp"

#include <algorithm>
#include <vector>

namespace envc {
namespace {

/// Takes the first line off, with its line end.
std::string_view next_line(std::string_view& rest) {
  const std::size_t end = std::min(rest.find('\n'), rest.size() - 1) + 1;
  const std::string_view line = rest.substr(0, end);
  rest.remove_prefix(end);
  return line;
}

template<typename Value>
const Value& named(const std::map<std::string_view, Value>& values, std::string_view name) {
  const auto found = values.find(name);
  presume(found != values.end(), "a woven text names what its pattern lacks");
  return found->second;
}

}  // namespace

std::string weave(std::string_view text, const Pattern& pattern) {
  constexpr std::string_view if_word = "#if ";
  constexpr std::string_view insert_word = "#insert ";
  std::string out;
  std::vector<bool> shown{true};  // of each open `#if`, and of the text itself
  while (!text.empty()) {
    const std::string_view line = next_line(text);
    const std::string_view bare = line.substr(0, line.find('\n'));
    if (bare.starts_with(if_word)) {
      shown.push_back(shown.back() && named(pattern.conditions, bare.substr(if_word.size())));
    } else if (bare == "#end") {
      shown.pop_back();
      presume(!shown.empty(), "a woven text has an #end too many");
    } else if (shown.back()) {
      out += bare.starts_with(insert_word) ? named(pattern.insertions, bare.substr(insert_word.size())) : line;
    }
  }
  presume(shown.size() == 1, "a woven text lacks an #end");
  return out;
}

}  // namespace envc
