// Paths, told apart by their first character: the project's folder, the image, the machine it runs on.
#include "statement/checking.hpp"
#include "text/nearest.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

namespace envc {
namespace {

/// `a//b/./c` → a, b, c; `..` takes the last one away. nullopt when it leaves the start.
std::optional<std::string> normal(std::string_view path) {
  std::vector<std::string_view> parts;
  for (std::size_t begin = 0; begin <= path.size();) {
    const std::size_t end = std::min(path.find('/', begin), path.size());
    const std::string_view part = path.substr(begin, end - begin);
    begin = end + 1;
    if (part.empty() || part == ".") continue;
    if (part != "..") {
      parts.push_back(part);
    } else if (parts.empty()) {
      return std::nullopt;
    } else {
      parts.pop_back();
    }
  }
  std::string result;
  for (const std::string_view part : parts) {
    if (!result.empty()) result += '/';
    result += part;
  }
  return result;
}

/// Why the path can be in no world at all; empty if it can.
std::string_view fault(std::string_view path) {
  if (path.empty()) return "is empty";
  const bool control = std::any_of(path.begin(), path.end(), [](char c) {
    const auto byte = static_cast<unsigned char>(c);
    return byte < 0x20 || byte == 0x7f;
  });
  return control ? "holds a control character" : "";
}

/// `~` and `$VAR` in front mean the machine that runs the image.
bool is_of_machine(std::string_view path) {
  if (path.starts_with('~')) return true;
  if (path.size() < 2 || path[0] != '$') return false;
  const char next = path[1];
  return next == '{' || next == '_' || (next >= 'A' && next <= 'Z') || (next >= 'a' && next <= 'z');
}

}  // namespace

std::optional<std::string> Checking::project_path(const Said<std::string>& said) {
  const std::string& path = said.value;
  if (const std::string_view why = fault(path); !why.empty()) {
    error(Kind::bad_path, said.where, fmt::format("the path {} {}", quoted(path), why));
    return std::nullopt;
  }
  if (is_of_machine(path)) {
    error(Kind::wrong_path_world, said.where,
          fmt::format("{} is on the machine that runs the image; a build sees only the project's folder", quoted(path)),
          "put it into the project, or mount it where it runs: `mount ~/data /data`");
    return std::nullopt;
  }
  if (path.front() == '/') {
    error(Kind::wrong_path_world, said.where,
          fmt::format("{} is absolute; expected a path in the project's folder, such as `src/setup.py`", quoted(path)));
    return std::nullopt;
  }
  auto result = normal(path);
  if (!result) {
    error(Kind::path_outside_project, said.where, fmt::format("{} leaves the project's folder", quoted(path)),
          "put it into the project, or mount it where it runs");
    return std::nullopt;
  }
  if (result->empty()) return ".";
  return result;
}

std::optional<std::string> Checking::image_path(const Said<std::string>& said) {
  const std::string& path = said.value;
  if (const std::string_view why = fault(path); !why.empty()) {
    error(Kind::bad_path, said.where, fmt::format("the path {} {}", quoted(path), why));
    return std::nullopt;
  }
  if (is_of_machine(path)) {
    error(Kind::wrong_path_world, said.where,
          fmt::format("{} is on the machine that runs the image; expected a path in the image, which begins with `/`",
                      quoted(path)));
    return std::nullopt;
  }
  if (path.front() != '/') {
    const auto rooted = normal(path);
    error(Kind::wrong_path_world, said.where,
          fmt::format("{} is relative; expected a path in the image, which begins with `/`", quoted(path)),
          rooted && !rooted->empty() ? fmt::format("write `/{}`", *rooted) : "");
    return std::nullopt;
  }
  const auto result = normal(path);
  if (!result) {
    error(Kind::bad_path, said.where, fmt::format("{} leaves the root of the image", quoted(path)));
    return std::nullopt;
  }
  return "/" + *result;
}

}  // namespace envc
