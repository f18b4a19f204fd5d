// TOML in the stdlib's form, read by its schema: what the build makes tables of, and what is read at run time.
#pragma once

#include "facts/schema.hpp"
#include "facts/words.hpp"
#include "version/version.hpp"

#include <compare>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace envc::facts {

/// One word of Schema::columns.
struct Column {
  std::string_view field;
  std::string_view key;
  char type = 't';  ///< as Schema::columns says; t: text
  bool required = false;
};

std::vector<Column> columns_of(const Schema&);

/// Numbers and flags as C++ spells them.
struct TableRow {
  std::vector<std::string> cells;  ///< one a column
  std::size_t part = 0;            ///< which of the texts it stands in
  std::uint32_t line = 0;          ///< where, counted from 1
  std::uint32_t column = 0;
};

struct Table {
  const Schema* schema = nullptr;
  std::vector<TableRow> rows;  ///< sorted as the schema says
};

/// What is wrong with a TOML, and where: counted from 1, in characters.
struct TableFault {
  std::size_t part = 0;
  std::uint32_t line = 1;
  std::uint32_t column = 1;
  std::uint32_t width = 0;  ///< 0: to the end of the line
  std::string sentence;
};

struct TablesRead {
  std::vector<Table> tables;
  std::vector<TableFault> faults;  ///< in the order of the texts; not empty: the tables are not whole
};

/// The subject of a file of facts, `catalogue` of `catalogue.jax.toml`: its name up to the first dot.
std::string_view subject_of(std::string_view filename);

/// The tables of one subject, from all texts that hold a part of it.
TablesRead read_tables(std::string_view subject, std::span<const std::string> parts);

/// A row of a project's own.
struct OwnRow {
  const Schema* schema = nullptr;
  TableRow row;
  bool partial = false;  ///< what is said of the one row that the table has; an empty cell leaves it as it is
};

struct OwnRead {
  std::vector<OwnRow> rows;  ///< in the order of the text
  std::vector<TableFault> faults;
};

/// A project's own facts: `[[SUBJECT.ARRAY]]` for each row, `[default]` for what is taken when nothing is said.
OwnRead read_own(std::string_view text);

/// By the fields that are the schema's key; `a` and `b` are cells, one a column.
template<typename Cells>
std::strong_ordering by_key(const Schema& schema, std::span<const Column> columns, const Cells& a, const Cells& b) {
  for (const std::string_view field : words(schema.sorted_by)) {
    std::size_t at = 0;
    while (columns[at].field != field) ++at;
    auto by = columns[at].type == 'v' ? compare_versions(a[at], b[at]) : std::strong_ordering::equal;
    if (std::is_eq(by)) by = a[at] <=> b[at];
    if (std::is_neq(by)) return by;
  }
  return std::strong_ordering::equal;
}

}  // namespace envc::facts
