#include "emit/docker_paths.hpp"

#include "text/quote.hpp"
#include "text/unicode.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>

namespace envc {
namespace {

bool one_of(char c, std::string_view set) {
  return set.find(c) != std::string_view::npos;
}

bool plain(std::string_view path) {
  return !path.empty() && path.front() != '-' && std::all_of(path.begin(), path.end(), [](char c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || one_of(c, "_@%+=:./-");
  });
}

/// COPY's sources are patterns. A sign in brackets stands for itself; a backslash as it is would not reach BuildKit.
std::string literal_pattern(std::string_view path) {
  std::string out;
  for (const char c : path) {
    if (c == '\\') {
      out += "[\\\\]";
    } else if (one_of(c, "*?[")) {
      out += fmt::format("[{}]", c);
    } else {
      out += c;
    }
  }
  return out;
}

/// COPY expands variables and drops quotes in its paths, in the JSON form too.
std::string unexpanded(std::string_view path) {
  std::string out;
  for (const char c : path) {
    if (one_of(c, "\\$\"'")) out += '\\';
    out += c;
  }
  return out;
}

}  // namespace

std::string copy_arguments(const std::vector<std::string>& sources, std::string_view target) {
  std::string folder(target);
  if (sources.size() > 1 && !folder.ends_with('/')) folder += '/';
  if (plain(folder) && std::all_of(sources.begin(), sources.end(), plain)) {
    return fmt::format("{} {}", fmt::join(sources, " "), folder);
  }
  std::string out = "[";
  for (const std::string& source : sources) out += JsonString(unexpanded(literal_pattern(source))).text() + ", ";
  return out + JsonString(unexpanded(folder)).text() + "]";
}

std::string ignore_pattern(std::string_view path) {
  std::string out;
  for (std::size_t i = 0; i < path.size();) {
    const std::size_t length = printable_length(path.substr(i));
    const bool outer_blank = path[i] == ' ' && (i == 0 || i + 1 == path.size());
    // Blanks at the ends are cut off, and control characters may end the line: any character, then.
    if (length == 0 || outer_blank) {
      out += '?';
      i += std::max<std::size_t>(1, utf8_length(path.substr(i)));
      continue;
    }
    if (one_of(path[i], "*?[]\\")) out += '\\';
    out += path.substr(i, length);
    i += length;
  }
  return out;
}

bool option_can_hold(std::string_view path) {
  return plain(path);
}

std::string normal_path(std::string_view path) {
  std::string normal = std::filesystem::path(path).lexically_normal().generic_string();
  while (normal.size() > 1 && normal.ends_with('/')) normal.pop_back();
  return normal.empty() ? "." : normal;
}

}  // namespace envc
