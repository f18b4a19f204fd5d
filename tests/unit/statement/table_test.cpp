#include "checked.hpp"
#include "statement/statement.hpp"

#include <doctest/doctest.h>
#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>
#include <vector>

using namespace envc;

namespace {

/// The example of a row, put where it may stand, with what it names.
std::string example(const StatementRow& row) {
  const std::string cluster = "\nplace cluster\n  slurm partition=batch\n";
  if ((row.scope & at_file) != 0) return std::string(row.example) + (row.shape.keyword == "job" ? cluster : "");
  std::string indented = "  ";
  for (const char c : row.example) {
    indented += c;
    if (c == '\n') indented += "  ";
  }
  if ((row.scope & in_place) != 0) return "place p\n" + indented;
  return "job j\n  run python x.py\n" + indented + cluster;
}

}  // namespace

TEST_CASE("every statement has a form, a summary and an example that is right") {
  for (const StatementRow& row : statement_table()) {
    CAPTURE(row.shape.keyword);
    CHECK(row.form.starts_with(row.shape.keyword));
    CHECK_FALSE(row.summary.empty());
    CHECK_FALSE(row.summary.ends_with("."));
    CHECK(row.example.starts_with(row.shape.keyword));
    CHECK(row.scope != 0);
    const std::string said = said_of(example(row));
    if (row.check != nullptr) {
      CHECK(said == "");
    } else {
      CHECK(said.find('\n') == std::string::npos);
      CHECK(said.ends_with(fmt::format("error[not-supported-yet] `{}` is not supported yet", row.shape.keyword)));
    }
  }
}

TEST_CASE("rows of one keyword share a shape and no scope") {
  std::map<std::string_view, const StatementRow*> seen;
  std::map<std::string_view, unsigned> scopes;
  for (const StatementRow& row : statement_table()) {
    CAPTURE(row.shape.keyword);
    const auto [other, added] = seen.emplace(row.shape.keyword, &row);
    CHECK(other->second->shape.body == row.shape.body);
    CHECK(other->second->shape.verbatim == row.shape.verbatim);
    CHECK((scopes[row.shape.keyword] & row.scope) == 0);
    scopes[row.shape.keyword] |= row.scope;
  }
}

TEST_CASE("the table is sorted and found by keyword and scope") {
  const auto rows = statement_table();
  CHECK(std::is_sorted(rows.begin(), rows.end(),
                       [](const StatementRow& a, const StatementRow& b) { return a.shape.keyword < b.shape.keyword; }));
  for (const StatementRow& row : rows) {
    for (const Scope scope : {at_file, in_place, in_job}) {
      if ((row.scope & scope) != 0) CHECK(find_statement(row.shape.keyword, scope) == &row);
    }
  }
  CHECK(find_statement("apt", in_place) == nullptr);
  CHECK(find_statement("nothing", at_file) == nullptr);
  CHECK(find_statement("", at_file) == nullptr);
}

TEST_CASE("what answers not-supported-yet; the list only shrinks") {
  std::set<std::string> later;
  for (const StatementRow& row : statement_table()) {
    if (row.check == nullptr) later.insert(std::string(row.shape.keyword));
  }
  CHECK(later == std::set<std::string>{
                     "after",
                     "apt-repo",
                     "engine",
                     "host",
                     "launcher",
                     "module",
                     "patch",
                     "platform",
                     "requeue",
                     "signal",
                     "stage",
                     "sweep",
                     "use",
                     "variant",
                 });
}
