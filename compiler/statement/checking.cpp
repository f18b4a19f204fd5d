#include "statement/checking.hpp"

#include "statement/forms.hpp"
#include "text/nearest.hpp"

#include <fmt/format.h>

namespace envc {
namespace {

bool is_gap(char c) {
  return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

/// Blanks outside quotes become one space, line continuations too.
std::string folded(std::string_view text) {
  std::string result;
  char quote = '\0';
  bool gap = false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    const bool continued = c == '\\' && i + 1 < text.size() && (text[i + 1] == '\n' || text[i + 1] == '\r');
    if (quote == '\0' && (is_gap(c) || continued)) {
      gap = true;
      continue;
    }
    if (gap && !result.empty()) result += ' ';
    gap = false;
    result += c;
    if (quote == '"' && c == '\\' && i + 1 < text.size()) {
      result += text[++i];
    } else if (quote != '\0') {
      if (c == quote) quote = '\0';
    } else if (c == '\'' || c == '"') {
      quote = c;
    }
  }
  return result;
}

}  // namespace

std::string Checking::value(const Word& word) {
  std::string filled;
  std::size_t at = 0;
  for (const Hole& hole : word.holes) {
    const Names::Meaning found = names_.meaning(hole, *this);
    if (found.answer != Names::Answer::value) continue;
    filled.append(word.text, at, hole.begin - at);
    filled += found.value;
    at = hole.end;
  }
  return filled.append(word.text, at);
}

std::vector<Said<std::string>> Checking::values(const Statement& statement) {
  std::vector<Said<std::string>> all;
  all.reserve(statement.words.size() + statement.items.size());
  for (const Word& word : statement.words) all.push_back({value(word), word.where});
  for (const Word& word : statement.items) all.push_back({value(word), word.where});
  return all;
}

bool Checking::names_known(const Statement& statement) {
  bool known = true;
  const auto look = [&](const std::vector<Word>& words) {
    for (const Word& word : words) {
      for (const Hole& hole : word.holes) {
        if (names_.meaning(hole, *this).answer == Names::Answer::broken) known = false;
      }
    }
  };
  look(statement.words);
  look(statement.items);
  for (const HowLine& line : statement.how) look(line.words);
  return known;
}

How Checking::how(const Statement& statement) {
  how_used_ = true;
  How how;
  std::map<std::string, Span> given;
  for (const HowLine& line : statement.how) {
    const std::string& keyword = line.keyword.text;
    if (keyword == "secret" || keyword == "only") {
      error(Kind::not_supported_yet, line.keyword.where, fmt::format("`{}` is not supported yet", keyword));
      continue;
    }
    if (line.words.empty()) {
      const std::string_view example = keyword == "with" ? "MAX_JOBS=8" : keyword == "user" ? "root" : "NAME";
      error(Kind::too_few_words, line.keyword.where, fmt::format("`{}` lacks a word", keyword),
            fmt::format("write `{} {}`", keyword, example));
      continue;
    }
    std::vector<Said<std::string>> words;
    for (const Word& word : line.words) words.push_back({value(word), word.where});
    if (keyword == "user") {
      if (words.size() > 1) {
        error(Kind::too_many_words, cover(words[1].where, words.back().where), "`user` takes one word");
      } else if (!is_user_name(words[0].value) || words[0].value == "host") {
        error(Kind::bad_user, words[0].where,
              fmt::format("a step is built as `root` or as a user of the image, found {}", quoted(words[0].value)));
      } else if (how.user) {
        report({.kind = Kind::said_twice,
                .message = "`user` is said twice",
                .where = line.keyword.where,
                .labels = {{how.user->where, "first said here"}}});
      } else {
        how.user = words[0];
      }
    } else if (keyword == "with") {
      for (const Said<std::string>& word : words) {
        auto variable = assignment(word, true);
        if (!variable) continue;
        const auto [first, added] = given.emplace(variable->name, word.where);
        if (added || variable->prepend) {
          how.with.push_back(std::move(*variable));
        } else {
          report({.kind = Kind::said_twice,
                  .message = fmt::format("`with {}` is said twice", variable->name),
                  .where = word.where,
                  .labels = {{first->second, "first said here"}}});
        }
      }
    } else {
      auto& names = keyword == "before" ? how.before : how.after;
      names.insert(names.end(), words.begin(), words.end());
    }
  }
  return how;
}

std::string Checking::quote(const Statement& statement) const {
  return folded(sources_.text(cover(statement.where, statement.rest_where)));
}

void Checking::keep_quote(const Statement& statement) {
  model.quotes.emplace(statement.keyword.text, Quote{quote(statement), statement.where});
}

RunSettings& Checking::settings() {
  if (job != nullptr) return job->own;
  return place != nullptr ? place->own : model.run;
}

bool Checking::first_time(std::string_view key, Span where) {
  const auto [first, added] = said_.emplace(fmt::format("{}:{}", block_, key), where);
  if (added) return true;
  report({.kind = Kind::said_twice,
          .message = fmt::format("`{}` is said twice", key),
          .where = where,
          .labels = {{first->second, "first said here"}}});
  return false;
}

std::optional<EnvVar> Checking::assignment(const Said<std::string>& word, bool may_prepend) {
  const std::string& text = word.value;
  const std::size_t equals = text.find('=');
  if (equals == std::string::npos || equals == 0) {
    error(Kind::bad_assignment, word.where, fmt::format("expected `NAME=VALUE`, found {}", quoted(text)));
    return std::nullopt;
  }
  const bool prepend = equals > 0 && text[equals - 1] == '+';
  EnvVar variable{text.substr(0, equals - (prepend ? 1 : 0)), text.substr(equals + 1), prepend, word.where};
  if (!is_identifier(variable.name)) {
    error(Kind::bad_assignment, within(word, 0, equals),
          fmt::format("{} is no name of a variable, expected letters, digits and `_`", quoted(variable.name)));
    return std::nullopt;
  }
  if (prepend && !may_prepend) {
    error(Kind::wrong_scope, within(word, 0, equals + 1),
          fmt::format("`{}+=` puts a value before what the image holds, and stands at the top of the file only",
                      variable.name));
    return std::nullopt;
  }
  if (prepend && variable.value.empty()) {
    error(Kind::bad_assignment, word.where, fmt::format("`{}+=` puts nothing before the list", variable.name));
    return std::nullopt;
  }
  return variable;
}

bool Checking::takes(const Statement& statement, std::size_t least, std::size_t most) {
  const std::size_t found = statement.words.size() + statement.items.size();
  if (found >= least && found <= most) return true;
  const std::string& keyword = statement.keyword.text;
  const StatementRow* row = find_statement(keyword, scope_);
  const std::string_view form = row != nullptr ? row->form : std::string_view(keyword);
  if (found < least) {
    const bool one_line = row != nullptr && !row->example.empty() && row->example.find('\n') == std::string_view::npos;
    error(Kind::too_few_words, statement.keyword.where, fmt::format("`{}` lacks a word, expected `{}`", keyword, form),
          one_line ? fmt::format("such as `{}`", row->example) : "");
    return false;
  }
  const auto word = [&](std::size_t i) -> const Word& {
    return i < statement.words.size() ? statement.words[i] : statement.items[i - statement.words.size()];
  };
  const Word& extra = word(most);
  std::string help;
  if (most < statement.words.size() && find_statement(extra.text, scope_) != nullptr) {
    const std::string_view before =
        written({statement.where.begin, most == 0 ? statement.keyword.where.end : word(most - 1).where.end});
    help = fmt::format("write `{}, {}`: a comma and a blank end a statement", folded(before),
                       folded(written({extra.where.begin, statement.where.end})));
  }
  error(Kind::too_many_words, cover(extra.where, word(found - 1).where),
        most == 0 ? fmt::format("`{}` takes no words, found {}", keyword, quoted(extra.text))
                  : fmt::format("`{}` takes {}{}, found {} after {}", keyword, least == most ? "" : "at most ",
                                count(most, "word"), quoted(extra.text), most == 1 ? "it" : "them"),
        std::move(help), fmt::format("expected `{}`", form));
  return false;
}

void Checking::error(Kind kind, Span where, std::string message, std::string help, std::string here) {
  report(
      {.kind = kind, .message = std::move(message), .where = where, .here = std::move(here), .help = std::move(help)});
}

void Checking::warn(Kind kind, Span where, std::string message, std::string help, std::string here) {
  report({.kind = kind,
          .severity = Severity::warning,
          .message = std::move(message),
          .where = where,
          .here = std::move(here),
          .help = std::move(help)});
}

void Checking::report(Diagnostic diagnostic) {
  diagnostics_.add(std::move(diagnostic));
}

void Checking::define_names(const Tree& tree) {
  names_.define(tree, settings_, *this);
}

}  // namespace envc
