#include "command/requirements.hpp"

#include <array>
#include <optional>

namespace envc {
namespace {

bool blank(char c) {
  return c == ' ' || c == '\t' || c == '\r';
}

/// A piece of the text and where it stands.
struct Piece {
  std::string_view text;
  std::size_t begin = 0;

  [[nodiscard]] Piece without(std::size_t n) const { return {text.substr(n), begin + n}; }
};

Piece trimmed(Piece piece) {
  while (!piece.text.empty() && blank(piece.text.front())) piece = piece.without(1);
  while (!piece.text.empty() && blank(piece.text.back())) piece.text.remove_suffix(1);
  return piece;
}

/// pip takes `#` for a comment at the start of a line and after a blank.
Piece without_comment(Piece line) {
  for (std::size_t i = 0; i < line.text.size(); ++i) {
    if (line.text[i] == '#' && (i == 0 || blank(line.text[i - 1]))) return {line.text.substr(0, i), line.begin};
  }
  return line;
}

/// What follows an option: `-r F`, `-rF`, `--requirement F`, `--requirement=F`.
std::optional<Piece> after_option(Piece line, std::string_view letter, std::string_view name) {
  if (line.text.starts_with(name)) {
    const Piece rest = line.without(name.size());
    if (rest.text.starts_with('=')) return trimmed(rest.without(1));
    if (!rest.text.empty() && blank(rest.text.front())) return trimmed(rest);
    return std::nullopt;
  }
  if (line.text.starts_with(letter) && !line.text.starts_with("--")) return trimmed(line.without(letter.size()));
  return std::nullopt;
}

bool is_url(std::string_view path) {
  const std::size_t colon = path.find(':');
  return colon != std::string_view::npos && path.substr(colon).starts_with("://") && !path.starts_with("file:");
}

bool is_local(std::string_view path) {
  for (const std::string_view start : {"./", "../", "/", "file:"})
    if (path.starts_with(start)) return true;
  return path == "." || path == "..";
}

}  // namespace

std::vector<RequirementLine> named_in_requirements(std::string_view text) {
  using Names = RequirementLine::Names;
  std::vector<RequirementLine> result;
  const auto add = [&](Names names, Piece path) {
    if (path.text.size() > 1 && (path.text.front() == '"' || path.text.front() == '\'') &&
        path.text.back() == path.text.front())
      path = {path.text.substr(1, path.text.size() - 2), path.begin + 1};
    if (!path.text.empty())
      result.push_back({names, std::string(path.text), path.begin, path.begin + path.text.size()});
  };
  for (std::size_t at = text.starts_with("\xEF\xBB\xBF") ? 3 : 0; at < text.size();) {
    const std::size_t end = std::min(text.find('\n', at), text.size());
    const Piece line = trimmed(without_comment({text.substr(at, end - at), at}));
    at = end + 1;
    if (const auto file = after_option(line, "-r", "--requirement")) {
      if (!is_url(file->text)) add(Names::requirement_file, *file);
    } else if (const auto constraints = after_option(line, "-c", "--constraint")) {
      if (!is_url(constraints->text)) add(Names::constraint_file, *constraints);
    } else if (const auto editable = after_option(line, "-e", "--editable")) {
      if (!is_url(editable->text)) add(Names::local_project, *editable);
    } else if (is_local(line.text)) {
      add(Names::local_project, line);
    }
  }
  return result;
}

}  // namespace envc
