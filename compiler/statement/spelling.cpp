#include "statement/spelling.hpp"

#include "statement/checking.hpp"
#include "statement/forms.hpp"
#include "text/nearest.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <optional>
#include <vector>

namespace envc {
namespace {

struct Alias {
  std::string_view elsewhere;  ///< what other tools call it
  std::string_view here;
};

constexpr std::array aliases = {
    Alias{"add", "copy"},     Alias{"apt-get", "apt"},  Alias{"arg", "let"},   Alias{"cmd", "command"},
    Alias{"cwd", "workdir"},  Alias{"expose", "port"},  Alias{"from", "base"}, Alias{"lang", "locale"},
    Alias{"mamba", "conda"},  Alias{"name", "project"}, Alias{"pip3", "pip"},  Alias{"tz", "timezone"},
    Alias{"volume", "mount"},
};

constexpr std::array how_words = {"after", "before", "only", "secret", "user", "with"};

std::string_view described(Scope scope) {
  switch (scope) {
    case at_file:
      return "at the top of the file";
    case in_place:
      return "in a `place`";
    case in_job:
      return "in a `job`";
  }
  return "";
}

unsigned scopes_of(std::string_view keyword) {
  unsigned scopes = 0;
  for (const StatementRow& row : statement_table()) {
    if (row.shape.keyword == keyword) scopes |= row.scope;
  }
  return scopes;
}

std::string where_it_stands(unsigned scopes) {
  std::string text;
  for (const Scope scope : {at_file, in_place, in_job}) {
    if ((scopes & scope) == 0) continue;
    if (!text.empty()) text += " or ";
    text += described(scope);
  }
  return text;
}

std::optional<std::string_view> suggestion(std::string_view keyword, Scope scope) {
  std::vector<std::string_view> names;
  for (const StatementRow& row : statement_table()) {
    if ((row.scope & scope) != 0) names.push_back(row.shape.keyword);
  }
  const std::string small = lower(keyword);
  if (const auto same = std::find(names.begin(), names.end(), small); same != names.end()) return *same;
  for (const Alias& alias : aliases) {
    if (alias.elsewhere == small && std::find(names.begin(), names.end(), alias.here) != names.end()) {
      return alias.here;
    }
  }
  return nearest(small, names);
}

}  // namespace

bool is_elsewhere(std::string_view keyword) {
  return scopes_of(keyword) != 0;
}

bool is_nearly_a_statement(std::string_view keyword, Scope scope) {
  const auto close = suggestion(keyword, scope);
  return close && edit_distance(lower(keyword), *close, 1).has_value();
}

const StatementRow* probably_meant(std::string_view keyword, Scope scope) {
  if (const StatementRow* row = find_statement(keyword, scope)) return row;
  const auto close = suggestion(keyword, scope);
  return close ? find_statement(*close, scope) : nullptr;
}

void report_misplaced(const Statement& statement, Checking& checking) {
  const std::string& word = statement.keyword.text;
  const Span where = statement.keyword.where;
  const Scope scope = checking.scope();
  if (scope == at_file && std::find(how_words.begin(), how_words.end(), word) != how_words.end()) {
    checking.error(Kind::wrong_scope, where,
                   fmt::format("`{}` stands in the body of the statement it belongs to", word),
                   "indent it, as the first line of the body");
    return;
  }
  if (scope != at_file && word == "only") {
    checking.error(Kind::not_supported_yet, where, "`only` is not supported yet");
    return;
  }
  if (const unsigned scopes = scopes_of(word); scopes != 0) {
    checking.error(Kind::wrong_scope, where,
                   fmt::format("`{}` cannot stand {}, only {}", word, described(scope), where_it_stands(scopes)));
    return;
  }
  const auto close = suggestion(word, scope);
  checking.error(Kind::unknown_statement, where, fmt::format("unknown statement {}", quoted(word)), "",
                 close ? fmt::format("did you mean `{}`?", *close) : "");
}

}  // namespace envc
