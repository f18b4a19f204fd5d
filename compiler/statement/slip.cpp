#include "statement/slip.hpp"

#include "statement/checking.hpp"
#include "statement/spelling.hpp"
#include "text/nearest.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace envc {
namespace {

bool takes_list(const StatementRow& row) {
  return row.form.find("…") != std::string_view::npos;
}
bool takes_assignments(const StatementRow& row) {
  return row.form.find("=VALUE") != std::string_view::npos;
}

/// The word stands in the form as it is: `gl` in `cuda VERSION [base|runtime|devel] [cudnn] [gl]`.
bool is_in_form(const StatementRow& row, std::string_view word) {
  constexpr std::string_view marks = " []|";
  for (std::size_t at = row.form.find(word); at != std::string_view::npos; at = row.form.find(word, at + 1)) {
    const std::size_t end = at + word.size();
    const bool begins = at > 0 && marks.find(row.form[at - 1]) != std::string_view::npos;
    const bool ends = end == row.form.size() || marks.find(row.form[end]) != std::string_view::npos;
    if (begins && ends) return true;
  }
  return false;
}

bool is_bare(const Statement& statement) {
  return statement.words.empty() && statement.rest.empty() && statement.items.empty() && statement.script.empty() &&
         statement.text.empty() && statement.block.empty();
}

/// `apt wget, git curl`: a statement whose first word must be a URL, and is none.
bool lacks_url(const StatementRow& row, const Statement& statement) {
  const std::string_view form = row.form.substr(std::min(row.form.size(), row.shape.keyword.size() + 1));
  return form.starts_with("URL") && !statement.words.empty() &&
         statement.words[0].text.find_first_of(":/{") == std::string::npos;
}

bool is_cut_off(const StatementRow& list, const Statement& statement, Scope scope) {
  if (!statement.after_comma || statement.damaged) return false;
  const std::string& word = statement.keyword.text;
  if (const StatementRow* row = find_statement(word, scope)) {
    if (list.shape.body != BodyKind::items || takes_assignments(list)) return false;
    return is_bare(statement) || lacks_url(*row, statement);
  }
  if (is_in_form(list, word)) return true;
  if (!takes_list(list)) return false;
  if (takes_assignments(list) && word.find('=') != std::string::npos) return true;
  // `apt git, conds numpy`: a statement that is misspelled by one letter and says something.
  if (is_bare(statement)) return true;
  return !is_elsewhere(word) && !is_nearly_a_statement(word, scope);
}

}  // namespace

std::size_t end_of_slip(const std::vector<Statement>& statements, std::size_t begin, Scope scope) {
  std::size_t end = begin + 1;
  if (end == statements.size() || !statements[end].after_comma || statements[begin].damaged) return end;
  const StatementRow* list = find_statement(statements[begin].keyword.text, scope);
  if (list == nullptr) return end;
  while (end < statements.size() && is_cut_off(*list, statements[end], scope)) ++end;
  return end;
}

void report_slip(std::span<const Statement> statements, Checking& checking) {
  const Statement& list = statements.front();
  const StatementRow* row = find_statement(list.keyword.text, checking.scope());
  std::string whole = checking.quote(list);
  for (const Statement& cut : statements.subspan(1)) {
    const std::string words = checking.quote(cut);
    const bool value = row != nullptr && takes_assignments(*row) && words.find('=') == std::string::npos;
    whole += value ? "," : " ";
    whole += words;
  }
  const Statement& first = statements[1];
  Span comma{list.where.end, first.where.begin};
  const std::size_t at = checking.written(comma).find(',');
  if (at == std::string_view::npos) {
    comma = first.keyword.where;
  } else {
    comma.begin += static_cast<std::uint32_t>(at);
    comma.end = comma.begin + 1;
  }
  checking.error(Kind::comma_ends_statement, comma,
                 fmt::format("a comma ends the statement, so {} is read as one of its own", quoted(first.keyword.text)),
                 fmt::format("write `{}`", whole));
}

}  // namespace envc
