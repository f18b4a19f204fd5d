// The fields of a row, as many as its table has columns.
#pragma once

#include <cstddef>
#include <string_view>
#include <tuple>
#include <type_traits>

namespace envc::facts {

/// How many words a list of columns has.
consteval std::size_t column_count(std::string_view columns) {
  std::size_t words = 0;
  for (std::size_t i = 0; i < columns.size(); ++i) words += columns[i] != ' ' && (i == 0 || columns[i - 1] == ' ');
  return words;
}

/// References to the fields, in their order. (C++20 has no other way to ask a struct for them.)
template<std::size_t n, typename Row>
constexpr auto fields(Row& row) {
  static_assert(n >= 1 && n <= 15, "a row of this many columns needs a line here");
  if constexpr (std::is_same_v<std::remove_const_t<Row>, std::string_view>) {
    return std::tie(row);
  } else if constexpr (n == 1) {
    auto& [a] = row;
    return std::tie(a);
  } else if constexpr (n == 2) {
    auto& [a, b] = row;
    return std::tie(a, b);
  } else if constexpr (n == 3) {
    auto& [a, b, c] = row;
    return std::tie(a, b, c);
  } else if constexpr (n == 4) {
    auto& [a, b, c, d] = row;
    return std::tie(a, b, c, d);
  } else if constexpr (n == 5) {
    auto& [a, b, c, d, e] = row;
    return std::tie(a, b, c, d, e);
  } else if constexpr (n == 6) {
    auto& [a, b, c, d, e, f] = row;
    return std::tie(a, b, c, d, e, f);
  } else if constexpr (n == 7) {
    auto& [a, b, c, d, e, f, g] = row;
    return std::tie(a, b, c, d, e, f, g);
  } else if constexpr (n == 8) {
    auto& [a, b, c, d, e, f, g, h] = row;
    return std::tie(a, b, c, d, e, f, g, h);
  } else if constexpr (n == 9) {
    auto& [a, b, c, d, e, f, g, h, i] = row;
    return std::tie(a, b, c, d, e, f, g, h, i);
  } else if constexpr (n == 10) {
    auto& [a, b, c, d, e, f, g, h, i, j] = row;
    return std::tie(a, b, c, d, e, f, g, h, i, j);
  } else if constexpr (n == 11) {
    auto& [a, b, c, d, e, f, g, h, i, j, k] = row;
    return std::tie(a, b, c, d, e, f, g, h, i, j, k);
  } else if constexpr (n == 12) {
    auto& [a, b, c, d, e, f, g, h, i, j, k, l] = row;
    return std::tie(a, b, c, d, e, f, g, h, i, j, k, l);
  } else if constexpr (n == 15) {
    auto& [a, b, c, d, e, f, g, h, i, j, k, l, m, o, p] = row;
    return std::tie(a, b, c, d, e, f, g, h, i, j, k, l, m, o, p);
  } else {
    static_assert(n == 14, "a row of this many columns needs a line here");
    auto& [a, b, c, d, e, f, g, h, i, j, k, l, m, o] = row;
    return std::tie(a, b, c, d, e, f, g, h, i, j, k, l, m, o);
  }
}

}  // namespace envc::facts
