// TOML in the stdlib's form, read by its schema: what the build makes tables of, and what is read at run time.
#pragma once

#include "facts/schema.hpp"

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
  std::uint32_t line = 0;          ///< where, counted from 1; bytes for the column
  std::uint32_t column = 0;
};

struct Table {
  const Schema* schema = nullptr;
  std::vector<TableRow> rows;  ///< sorted as the schema says
};

/// What is wrong with a TOML, and where; counted as in TableRow.
struct TableFault {
  std::size_t part = 0;
  std::uint32_t line = 1;
  std::uint32_t column = 1;
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

/// By the fields that are the schema's key.
std::strong_ordering by_key(const Schema&, std::span<const Column>, const TableRow&, const TableRow&);

}  // namespace envc::facts
