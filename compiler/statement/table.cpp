#include "statement/families.hpp"
#include "statement/statement.hpp"

#include <algorithm>

namespace envc {
namespace {

std::vector<StatementRow> all_rows() {
  std::vector<StatementRow> rows;
  for (const std::span<const StatementRow> family :
       {base_rows(), container_rows(), environment_rows(), job_rows(), later_rows(), mount_rows(), name_rows(),
        package_rows(), place_rows(), resource_rows(), step_rows()}) {
    rows.insert(rows.end(), family.begin(), family.end());
  }
  std::stable_sort(rows.begin(), rows.end(),
                   [](const StatementRow& a, const StatementRow& b) { return a.shape.keyword < b.shape.keyword; });
  return rows;
}

}  // namespace

std::span<const StatementRow> statement_table() {
  static const std::vector<StatementRow> rows = all_rows();
  return rows;
}

std::vector<Shape> statement_shapes() {
  std::vector<Shape> shapes;
  for (const StatementRow& row : statement_table()) {
    if (shapes.empty() || shapes.back().keyword != row.shape.keyword) shapes.push_back(row.shape);
  }
  return shapes;
}

const StatementRow* find_statement(std::string_view keyword, Scope scope) {
  const std::span<const StatementRow> rows = statement_table();
  auto row = std::lower_bound(rows.begin(), rows.end(), keyword,
                              [](const StatementRow& r, std::string_view k) { return r.shape.keyword < k; });
  for (; row != rows.end() && row->shape.keyword == keyword; ++row) {
    if ((row->scope & scope) != 0) return &*row;
  }
  return nullptr;
}

}  // namespace envc
