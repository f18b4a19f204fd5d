#include "resolve/pattern.hpp"

#include "text/ascii.hpp"

#include <algorithm>

namespace envc {
namespace {

constexpr std::string_view digits = "0123456789";
constexpr std::string_view version = "0123456789.";
constexpr std::string_view word = "0123456789.abcdefghijklmnopqrstuvwxyz";

/// What a hole of this name takes: a CUDA digits, a build or an ABI a word, anything else a version.
std::string_view taken_by(std::string_view hole) {
  if (hole == "cuda") return digits;
  return hole == "build" || hole == "abi" ? word : version;
}

bool match(std::string_view pattern, std::string_view text, std::size_t at, std::vector<Filled>& filled) {
  for (; !pattern.empty() && pattern.front() != '{'; pattern.remove_prefix(1), ++at) {
    if (at == text.size() || lower(text[at]) != lower(pattern.front())) return false;
  }
  if (pattern.empty()) return at == text.size();
  const std::string_view hole = pattern.substr(1, pattern.find('}') - 1);
  const std::string_view rest = pattern.substr(hole.size() + 2);
  std::size_t end = at;
  while (end < text.size() && taken_by(hole).find(lower(text[end])) != std::string_view::npos) ++end;
  for (; end > at; --end) {
    filled.push_back({hole, std::string(text.substr(at, end - at)), at});
    if (match(rest, text, end, filled)) return true;
    filled.pop_back();
  }
  return false;
}

}  // namespace

std::optional<std::vector<Filled>> fill(std::string_view pattern, std::string_view text) {
  std::vector<Filled> filled;
  if (!match(pattern, text, 0, filled)) return std::nullopt;
  return filled;
}

std::string_view in_hole(const std::vector<Filled>& filled, std::string_view hole) {
  const auto found = std::find_if(filled.begin(), filled.end(), [&](const Filled& one) { return one.hole == hole; });
  return found == filled.end() ? std::string_view() : std::string_view(found->text);
}

}  // namespace envc
