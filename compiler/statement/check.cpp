// Tree to model: each statement to its row.
#include "statement/checking.hpp"
#include "statement/families.hpp"
#include "statement/slip.hpp"
#include "statement/spelling.hpp"

#include <fmt/format.h>

namespace envc {

Model check(const Tree& tree, const Sources& sources, const Settings& settings, Diagnostics& diagnostics) {
  Checking checking(sources, settings, diagnostics);
  checking.define_names(tree);
  check_statements(tree.statements, at_file, checking);
  settle_steps(checking);
  settle_jobs(checking);
  settle_clusters(checking);
  return std::move(checking.model);
}

void check_statements(const std::vector<Statement>& statements, Scope scope, Checking& checking) {
  const Scope outer_scope = checking.scope_;
  const std::uint32_t outer_block = checking.block_;
  checking.scope_ = scope;
  if (scope != at_file) checking.block_ = ++checking.blocks_;
  for (std::size_t i = 0; i < statements.size();) {
    const std::size_t end = end_of_slip(statements, i, scope);
    checking.check_one(statements[i]);
    if (end > i + 1) report_slip(std::span(statements).subspan(i, end - i), checking);
    i = end;
  }
  checking.block_ = outer_block;
  checking.scope_ = outer_scope;
}

void Checking::check_one(const Statement& statement) {
  if (statement.damaged) return;
  const StatementRow* row = find_statement(statement.keyword.text, scope_);
  if (row == nullptr) return report_misplaced(statement, *this);
  if (row->check == nullptr) {
    error(Kind::not_supported_yet, statement.keyword.where,
          fmt::format("`{}` is not supported yet", statement.keyword.text));
    return;
  }
  if (!names_known(statement)) return;
  const std::size_t before = diagnostics_.errors();
  how_used_ = false;
  row->check(statement, *this);
  if (!how_used_ && diagnostics_.errors() == before) report_how_without_use(statement);
  how_used_ = false;
}

void Checking::report_how_without_use(const Statement& statement) {
  for (const HowLine& line : statement.how) {
    const std::string& word = line.keyword.text;
    if (word == "only" || word == "secret") {
      error(Kind::not_supported_yet, line.keyword.where, fmt::format("`{}` is not supported yet", word));
    } else {
      error(Kind::wrong_how, line.keyword.where,
            fmt::format("`{}` builds nothing by itself, so it takes no `{}`", statement.keyword.text, word));
    }
  }
}

}  // namespace envc
