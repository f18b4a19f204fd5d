#include "syntax/body.hpp"

#include <algorithm>
#include <optional>
#include <string_view>

namespace envc {

std::vector<ScriptLine> without_common_indentation(const Source& source, const std::vector<Span>& lines) {
  const auto text_of = [&](Span line) {
    return std::string_view(source.text).substr(line.begin - source.base, line.end - line.begin);
  };
  std::optional<std::string_view> common;
  std::size_t used = 0;  // lines up to the last that is not blank
  for (std::size_t i = 0; i < lines.size(); ++i) {
    const std::string_view line = text_of(lines[i]);
    const std::size_t depth = line.find_first_not_of(" \t");
    if (depth == std::string_view::npos) continue;
    used = i + 1;
    if (!common) common = line.substr(0, depth);
    const auto differ = std::mismatch(common->begin(), common->end(), line.begin(), line.end()).first;
    common = common->substr(0, static_cast<std::size_t>(differ - common->begin()));
  }
  const std::size_t taken_off = common ? common->size() : 0;
  std::vector<ScriptLine> out;
  out.reserve(used);
  for (std::size_t i = 0; i < used; ++i) {
    const auto cut = static_cast<std::uint32_t>(std::min<std::size_t>(taken_off, lines[i].end - lines[i].begin));
    const Span kept{lines[i].begin + cut, lines[i].end};
    out.push_back({std::string(text_of(kept)), kept});
  }
  return out;
}

std::string joined(const std::vector<ScriptLine>& lines) {
  std::string out;
  for (const ScriptLine& line : lines) out += line.text + "\n";
  return out;
}

}  // namespace envc
