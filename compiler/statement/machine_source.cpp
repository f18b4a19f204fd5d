#include "statement/machine_source.hpp"

#include "statement/forms.hpp"
#include "text/ascii.hpp"
#include "text/nearest.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace envc {
namespace {

bool has_parent(std::string_view path) {
  for (std::size_t at = 0; at <= path.size();) {
    const std::size_t end = std::min(path.find('/', at), path.size());
    if (path.substr(at, end - at) == "..") return true;
    at = end + 1;
  }
  return false;
}

/// `a//b/` → `a/b`
std::string without_empty_parts(std::string_view path) {
  std::string result;
  for (const char c : path) {
    if (c != '/' || !result.ends_with('/')) result += c;
  }
  if (result.size() > 1 && result.ends_with('/')) result.pop_back();
  return result;
}

}  // namespace

std::optional<MachineFolder> read_machine_source(const Said<std::string>& word, Kind kind, Checking& checking) {
  MachineFolder folder;
  folder.where = word.where;
  const std::string& text = word.value;
  const auto bad = [&](std::string message, std::string help = {}) {
    checking.error(kind, word.where, std::move(message), std::move(help));
    return std::nullopt;
  };
  const bool control = std::any_of(text.begin(), text.end(), [](char c) { return (c >= 0 && c < ' ') || c == '\x7f'; });
  if (text.empty() || control || (text[0] != '~' && text[0] != '$' && text[0] != '/')) {
    auto path = checking.project_path(word);
    if (!path) return std::nullopt;
    folder.path = std::move(*path);
    return folder;
  }
  if (has_parent(text)) {
    checking.error(Kind::bad_path, word.where, fmt::format("{} has `..`; expected a path without it", quoted(text)));
    return std::nullopt;
  }
  if (text[0] == '/') {
    folder.world = PathWorld::machine;
    folder.path = without_empty_parts(text);
    return folder;
  }
  std::size_t end = 1;
  if (text[0] == '~') {
    folder.world = PathWorld::home;
    if (text.size() > 1 && text[1] != '/')
      return bad(fmt::format("{} is another user's home; expected `~/…`", quoted(text)));
  } else {
    const bool braces = text.size() > 1 && text[1] == '{';
    const std::size_t begin = braces ? 2 : 1;
    end = begin;
    while (end < text.size() && (is_alnum(text[end]) || text[end] == '_')) ++end;
    folder.world = PathWorld::variable;
    folder.variable = text.substr(begin, end - begin);
    if (braces && (end == text.size() || text[end++] != '}')) return bad(fmt::format("{} lacks `}}`", quoted(text)));
    if (!is_identifier(folder.variable)) return bad(fmt::format("{} names no variable", quoted(text)));
    if (end < text.size() && text[end] != '/') {
      return bad(fmt::format("{}: a variable stands alone or before `/`", quoted(text)));
    }
  }
  const std::size_t rest = text.find_first_not_of('/', end);
  folder.path = rest == std::string::npos ? "" : without_empty_parts(std::string_view(text).substr(rest));
  return folder;
}

}  // namespace envc
