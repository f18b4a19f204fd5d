// Binary search in a sorted table.
#pragma once

#include <algorithm>
#include <span>
#include <string_view>

namespace envc::facts {

/// The rows whose `field` equals `key`; the table is sorted by that field first.
template<typename Row>
std::span<const Row> rows_with(std::span<const Row> table, std::string_view key, std::string_view Row::*field) {
  const auto first = std::lower_bound(table.begin(), table.end(), key,
                                      [&](const Row& row, std::string_view wanted) { return row.*field < wanted; });
  auto last = first;
  while (last != table.end() && (*last).*field == key) ++last;
  return {first, last};
}

/// The row whose `field` equals `key`, or nullptr.
template<typename Row>
const Row* row_with(std::span<const Row> table, std::string_view key, std::string_view Row::*field) {
  const auto found = rows_with(table, key, field);
  return found.empty() ? nullptr : &found.front();
}

/// Of one manager's rows, the one of this name, or nullptr.
template<typename Row>
const Row* row_of(std::span<const Row> table, std::string_view manager, std::string_view name) {
  for (const Row& row : rows_with(table, manager, &Row::manager)) {
    if (row.name == name) return &row;
  }
  return nullptr;
}

}  // namespace envc::facts
