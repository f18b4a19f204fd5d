// Binary search in a sorted table.
#pragma once

#include <algorithm>
#include <iterator>
#include <span>
#include <string_view>

namespace envc::facts {

/// The rows whose `field` equals `key`; the table is sorted by that field first.
template<typename Row, std::size_t n>
std::span<const Row> rows_with(const Row (&table)[n], std::string_view key, std::string_view Row::*field) {
  const Row* const first =
      std::lower_bound(std::begin(table), std::end(table), key,
                       [&](const Row& row, std::string_view wanted) { return row.*field < wanted; });
  const Row* last = first;
  while (last != std::end(table) && last->*field == key) ++last;
  return {first, last};
}

/// The row whose `field` equals `key`, or nullptr.
template<typename Row, std::size_t n>
const Row* row_with(const Row (&table)[n], std::string_view key, std::string_view Row::*field) {
  const auto found = rows_with(table, key, field);
  return found.empty() ? nullptr : &found.front();
}

}  // namespace envc::facts
