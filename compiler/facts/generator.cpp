#include "facts/generator.hpp"

#include <fmt/format.h>

#include <utility>

namespace envc::facts {
namespace {

std::string literal(const Column& column, const std::string& value) {
  if (column.type == 'n' || column.type == 'f' || column.type == 'r') return value;
  std::string quoted = "\"";
  for (const char c : value) {
    if (c == '"' || c == '\\') quoted += '\\';
    quoted += c;
  }
  return quoted + '"';
}

std::string cpp_of(const Table& table) {
  const std::vector<Column> columns = columns_of(*table.schema);
  std::string cpp = fmt::format("inline constexpr {} {}[] = {{\n", table.schema->type, table.schema->table);
  for (const TableRow& row : table.rows) {
    std::vector<std::string> fields;
    for (std::size_t i = 0; i < columns.size(); ++i) fields.push_back(literal(columns[i], row.cells[i]));
    cpp += fmt::format("    {{{}}},\n", fmt::join(fields, ", "));
  }
  return cpp + "};\n";
}

}  // namespace

std::variant<std::string, std::vector<TableFault>> generate(std::string_view subject,
                                                            std::span<const std::string> parts) {
  TablesRead read = read_tables(subject, parts);
  if (!read.faults.empty()) return std::move(read.faults);
  std::string cpp = fmt::format("// Generated from stdlib/{}*.toml. Edit those, not this one.\n", subject);
  for (const Table& table : read.tables) cpp += cpp_of(table);
  return cpp;
}

}  // namespace envc::facts
