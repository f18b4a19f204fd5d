#include "facts/generator.hpp"

#include "facts/schema.hpp"
#include "facts/version.hpp"

#include <fmt/format.h>
#include <toml++/toml.h>

#include <algorithm>
#include <iterator>
#include <map>
#include <vector>

namespace {

using envc::facts::Schema;

struct Column {
  std::string_view field;
  std::string_view key;
  char type = 't';  ///< as Schema::columns says; t: text
  bool required = false;
};

struct Row {
  std::map<std::string_view, std::string> values;  ///< by field; numbers and flags as C++ spells them
  std::uint32_t line = 0;
};

using Fault = envc::facts::TableFault;

std::vector<std::string_view> words(std::string_view text) {
  std::vector<std::string_view> all;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find(' '), text.size());
    if (end != 0) all.push_back(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return all;
}

std::vector<Column> columns_of(const Schema& schema) {
  std::vector<Column> columns;
  for (std::string_view word : words(schema.columns)) {
    Column column;
    if (word.ends_with('!')) {
      column.required = true;
      word.remove_suffix(1);
    }
    if (const auto colon = word.find(':'); colon != std::string_view::npos) {
      column.type = word[colon + 1];
      word = word.substr(0, colon);
    }
    const auto equals = word.find('=');
    column.field = word.substr(0, equals);
    column.key = equals == std::string_view::npos ? word : word.substr(equals + 1);
    columns.push_back(column);
  }
  return columns;
}

std::string value_of(const Column& column, const toml::node& node) {
  std::string_view wanted = "a string";
  switch (column.type) {
    case 'n':
      if (const auto* integer = node.as_integer()) return fmt::format("{}", integer->get());
      if (const auto* real = node.as_floating_point()) return fmt::format("{}", real->get());
      wanted = "a number";
      break;
    case 'f':
      if (const auto* flag = node.as_boolean()) return flag->get() ? "true" : "false";
      wanted = "true or false";
      break;
    case 'r':
      if (node.is_string()) return "true";
      break;
    default:
      if (const auto* text = node.as_string()) return text->get();
  }
  throw Fault{node.source().begin.line, fmt::format("`{}` takes {}", column.key, wanted)};
}

std::string_view unsaid(char type) {
  if (type == 'n') return "0";
  return type == 't' || type == 'v' ? "" : "false";
}

Row row_of(const Schema& schema, const std::vector<Column>& columns, const toml::node& node) {
  const toml::table* const entries = node.as_table();
  const auto line = node.source().begin.line;
  if (entries == nullptr) throw Fault{line, fmt::format("a row of `{}` is an inline table", schema.array)};
  Row row{{}, line};
  std::vector<std::string_view> known = words(schema.ignored);
  for (const Column& column : columns) {
    known.push_back(column.key);
    const toml::node* const found = entries->get(column.key);
    if (found == nullptr && column.required) throw Fault{line, fmt::format("`{}` is missing", column.key)};
    row.values[column.field] = found == nullptr ? std::string(unsaid(column.type)) : value_of(column, *found);
  }
  for (const auto& [key, entry] : *entries) {
    if (std::find(known.begin(), known.end(), key.str()) == known.end()) {
      throw Fault{entry.source().begin.line, fmt::format("unknown key `{}`", key.str())};
    }
  }
  return row;
}

/// The images of one release, `base cudnn8-devel`, to a row for each tag.
std::vector<Row> tags_of(const Row& release) {
  constexpr std::string_view cudnn = "cudnn";
  std::vector<Row> rows;
  const std::string os = "ubuntu" + release.values.at("os");
  for (const std::string_view word : words(release.values.at("tag"))) {
    const std::size_t dash = word.rfind('-');
    const std::string_view part = dash == std::string_view::npos ? std::string_view{} : word.substr(0, dash);
    Row row = release;
    row.values["tag"] = fmt::format("{}-{}-{}", release.values.at("version"), word, os);
    row.values["os"] = os;
    row.values["flavour"] = dash == std::string_view::npos ? word : word.substr(dash + 1);
    row.values[part.starts_with(cudnn) ? "cudnn" : "extra"] = part;
    rows.push_back(std::move(row));
  }
  return rows;
}

std::strong_ordering order(const Schema& schema, const std::vector<Column>& columns, const Row& a, const Row& b) {
  for (const std::string_view field : words(schema.sorted_by)) {
    const auto column = std::find_if(columns.begin(), columns.end(), [&](const Column& c) { return c.field == field; });
    const std::string& x = a.values.at(field);
    const std::string& y = b.values.at(field);
    auto by = column->type == 'v' ? envc::compare_versions(x, y) : std::strong_ordering::equal;
    if (std::is_eq(by)) by = x <=> y;
    if (std::is_neq(by)) return by;
  }
  return std::strong_ordering::equal;
}

std::vector<Row> rows_of(const Schema& schema, const std::vector<Column>& columns, const toml::table& document) {
  const toml::node* const found = document.get(schema.array);
  if (found == nullptr || found->as_array() == nullptr) throw Fault{1, fmt::format("no array `{}`", schema.array)};
  std::vector<Row> rows;
  for (const toml::node& node : *found->as_array()) {
    Row row = row_of(schema, columns, node);
    if (schema.table == "cuda_images") {
      std::vector<Row> tags = tags_of(row);
      for (Row& tag : tags) rows.push_back(std::move(tag));
    } else {
      rows.push_back(std::move(row));
    }
  }
  if (rows.empty()) throw Fault{found->source().begin.line, fmt::format("`{}` is empty", schema.array)};
  if (schema.sorted_by.empty()) return rows;
  const auto by = [&](const Row& a, const Row& b) { return order(schema, columns, a, b); };
  std::stable_sort(rows.begin(), rows.end(), [&](const Row& a, const Row& b) { return std::is_lt(by(a, b)); });
  for (std::size_t i = 1; i < rows.size(); ++i) {
    const auto [first, second] = std::minmax(rows[i - 1].line, rows[i].line);
    if (std::is_eq(by(rows[i - 1], rows[i]))) throw Fault{second, fmt::format("the same key as line {}", first)};
  }
  return rows;
}

std::string literal(const Column& column, const std::string& value) {
  if (column.type != 't' && column.type != 'v') return value;
  std::string quoted = "\"";
  for (const char c : value) {
    if (c == '"' || c == '\\') quoted += '\\';
    quoted += c;
  }
  return quoted + '"';
}

std::string cpp_of(const Schema& schema, const std::vector<Column>& columns, const std::vector<Row>& rows) {
  std::string cpp = fmt::format("inline constexpr {} {}[] = {{\n", schema.type, schema.table);
  for (const Row& row : rows) {
    std::vector<std::string> fields;
    for (const Column& column : columns) fields.push_back(literal(column, row.values.at(column.field)));
    const std::string list = fmt::format("{}", fmt::join(fields, ", "));
    // a table of one text a row is an array of texts, not of structs
    cpp += schema.type == "std::string_view" ? fmt::format("    {},\n", list) : fmt::format("    {{{}}},\n", list);
  }
  return cpp + "};\n";
}

std::string tables_of(std::string_view stem, std::string_view text) {
  const toml::table document = toml::parse(text);
  std::vector<std::string_view> known = {"source", "read"};
  for (const std::string_view key : known) {
    if (!document.contains(key)) throw Fault{1, fmt::format("a table of facts says its `{}`", key)};
  }
  std::string cpp = fmt::format("// Generated from stdlib/{}.toml. Edit that file, not this one.\n", stem);
  for (const Schema& schema : envc::facts::schemas) {
    if (schema.file != stem) continue;
    known.push_back(schema.array);
    const std::vector<Column> columns = columns_of(schema);
    cpp += cpp_of(schema, columns, rows_of(schema, columns, document));
  }
  for (const auto& [key, node] : document) {
    if (std::find(known.begin(), known.end(), key.str()) == known.end()) {
      throw Fault{node.source().begin.line, fmt::format("unknown key `{}`", key.str())};
    }
  }
  if (known.size() == 2) throw Fault{1, "no table of this name is known to schema.hpp"};
  return cpp;
}

}  // namespace

namespace envc::facts {

std::variant<std::string, TableFault> generate(std::string_view stem, std::string_view toml) {
  try {
    return tables_of(stem, toml);
  } catch (const TableFault& fault) {
    return fault;
  } catch (const toml::parse_error& error) {
    return TableFault{error.source().begin.line, std::string(error.description())};
  }
}

}  // namespace envc::facts
