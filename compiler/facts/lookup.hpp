// Binary search in a sorted table.
#pragma once

#include <algorithm>
#include <iterator>
#include <ranges>
#include <string_view>

namespace envc::facts {

/// The rows whose `field` equals `key`; the table is sorted by that field first.
template<typename Row, std::size_t n, typename Field>
auto rows_with(const Row (&table)[n], std::string_view key, Field field) {
  return std::ranges::equal_range(table, key, std::ranges::less{}, field);
}

/// The row whose `field` equals `key`, or nullptr.
template<typename Row, std::size_t n, typename Field>
const Row* row_with(const Row (&table)[n], std::string_view key, Field field) {
  const auto found = rows_with(table, key, field);
  return found.empty() ? nullptr : &found.front();
}

}  // namespace envc::facts
