#include "command/requirements.hpp"

#include <algorithm>
#include <optional>
#include <utility>

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

/// What follows an option: `-r F`, `-rF`, `--requirement F`, `--requirement=F`. `letter` may be empty.
std::optional<Piece> after_option(Piece line, std::string_view letter, std::string_view name) {
  if (line.text.starts_with(name)) {
    const Piece rest = line.without(name.size());
    if (rest.text.starts_with('=')) return trimmed(rest.without(1));
    if (!rest.text.empty() && blank(rest.text.front())) return trimmed(rest);
    return std::nullopt;
  }
  if (!letter.empty() && line.text.starts_with(letter) && !line.text.starts_with("--"))
    return trimmed(line.without(letter.size()));
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

/// Lines that go on in the next are made one: `\\` and the line's end become blanks, so that nothing moves.
std::string with_long_lines(std::string_view text) {
  std::string out(text);
  for (std::size_t at = 0; at < out.size();) {
    const std::size_t end = std::min(out.find('\n', at), out.size());
    const std::string_view line = trimmed({std::string_view(out).substr(at, end - at), at}).text;
    const std::size_t slash = end > at && out[end - 1] == '\r' ? end - 2 : end - 1;
    // a comment ends where its line does
    if (end < out.size() && line.ends_with('\\') && out[slash] == '\\' && !line.starts_with('#'))
      std::fill(out.begin() + static_cast<std::ptrdiff_t>(slash), out.begin() + static_cast<std::ptrdiff_t>(end + 1),
                ' ');
    at = end + 1;
  }
  return out;
}

/// Cuts off the first word, and what follows it.
std::pair<Piece, Piece> first_word(Piece line) {
  const std::size_t end = std::min(line.text.find_first_of(" \t\r"), line.text.size());
  return {{line.text.substr(0, end), line.begin}, trimmed(line.without(end))};
}

class Reading {
 public:
  explicit Reading(std::string_view text) : text_(text) {}

  std::vector<RequirementLine> lines() {
    for (std::size_t at = text_.starts_with("\xEF\xBB\xBF") ? 3 : 0; at < text_.size();) {
      const std::size_t end = std::min(text_.find('\n', at), text_.size());
      take(trimmed(without_comment({text_.substr(at, end - at), at})));
      at = end + 1;
    }
    return std::move(result_);
  }

 private:
  using Names = RequirementLine::Names;

  void add(Names names, Piece said) {
    if (said.text.size() > 1 && (said.text.front() == '"' || said.text.front() == '\'') &&
        said.text.back() == said.text.front())
      said = {said.text.substr(1, said.text.size() - 2), said.begin + 1};
    if (!said.text.empty())
      result_.push_back({names, std::string(said.text), said.begin, said.begin + said.text.size()});
  }

  void take(Piece line) {
    if (const auto file = after_option(line, "-r", "--requirement")) {
      if (!is_url(file->text)) add(Names::requirement_file, *file);
    } else if (const auto constraints = after_option(line, "-c", "--constraint")) {
      if (!is_url(constraints->text)) add(Names::constraint_file, *constraints);
    } else if (const auto editable = after_option(line, "-e", "--editable")) {
      add(is_url(editable->text) ? Names::package : Names::local_project, *editable);
    } else if (line.text.starts_with('-')) {
      take_options(line);
    } else if (is_local(line.text)) {
      add(Names::local_project, line);
    } else {
      take_package(line);
    }
  }

  /// Indexes, of which a line may name several.
  void take_options(Piece line) {
    while (!line.text.empty()) {
      Names names{};
      auto value = after_option(line, "-i", "--index-url");
      if (value) {
        names = Names::index_url;
      } else if ((value = after_option(line, "", "--extra-index-url"))) {
        names = Names::extra_index_url;
      } else if ((value = after_option(line, "-f", "--find-links"))) {
        names = Names::find_links;
      }
      const auto [word, rest] = first_word(value.value_or(line));
      if (value) {
        add(names, word);
      } else if (word.text == "--require-hashes") {
        add(Names::hash, word);
      }
      line = rest;
    }
  }

  /// What pip takes for options begins at the first word with a dash.
  void take_package(Piece line) {
    std::size_t end = line.text.find_first_of(" \t");
    while (end < line.text.size() && line.text[line.text.find_first_not_of(" \t", end)] != '-')
      end = line.text.find_first_of(" \t", line.text.find_first_not_of(" \t", end));
    end = std::min(end, line.text.size());
    add(Names::package, trimmed({line.text.substr(0, end), line.begin}));
    const Piece options = trimmed(line.without(end));
    if (options.text.starts_with("--hash") || options.text.find(" --hash") != std::string_view::npos)
      add(Names::hash, first_word(options).first);
  }

  std::string_view text_;
  std::vector<RequirementLine> result_;
};

}  // namespace

std::vector<RequirementLine> read_requirements(std::string_view text) {
  const std::string whole = with_long_lines(text);
  return Reading(whole).lines();
}

}  // namespace envc
