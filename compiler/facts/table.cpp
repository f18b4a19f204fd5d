#include "facts/table.hpp"

#include "version/version.hpp"

#include <fmt/format.h>
#include <toml++/toml.h>

#include <algorithm>
#include <array>
#include <utility>

namespace envc::facts {
namespace {

std::vector<std::string_view> words(std::string_view text) {
  std::vector<std::string_view> all;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find(' '), text.size());
    if (end != 0) all.push_back(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return all;
}

std::size_t index_of(std::span<const Column> columns, std::string_view field) {
  const auto found = std::find_if(columns.begin(), columns.end(), [&](const Column& c) { return c.field == field; });
  return static_cast<std::size_t>(found - columns.begin());
}

std::string_view unsaid(char type) {
  if (type == 'n') return "0";
  return type == 'f' || type == 'r' ? "false" : "";
}

/// Reads the tables of one text after another into the tables of a subject.
class Reading {
 public:
  explicit Reading(TablesRead& out) : out_(out) {}

  void part(std::size_t number, std::string_view text) {
    part_ = number;
    toml::table document;
    try {
      document = toml::parse(text);
    } catch (const toml::parse_error& error) {
      out_.faults.push_back(
          {part_, error.source().begin.line, error.source().begin.column, std::string(error.description())});
      return;
    }
    constexpr std::array<std::string_view, 2> about = {"source", "read"};
    for (const std::string_view key : about) {
      if (!document.contains(key))
        out_.faults.push_back({part_, 1, 1, fmt::format("a table of facts says its `{}`", key)});
    }
    document_ = &document;
    for (const auto& [key, node] : document) {
      const auto known = std::find_if(out_.tables.begin(), out_.tables.end(),
                                      [&](const Table& table) { return table.schema->array == key.str(); });
      if (known != out_.tables.end()) {
        rows(*known, node);
      } else if (std::find(about.begin(), about.end(), key.str()) == about.end()) {
        fault(key.source(), fmt::format("unknown key `{}`", key.str()));
      }
    }
  }

 private:
  void fault(const toml::source_region& where, std::string sentence) {
    out_.faults.push_back({part_, where.begin.line, where.begin.column, std::move(sentence)});
  }

  void rows(Table& table, const toml::node& node) {
    const toml::array* const array = node.as_array();
    if (array == nullptr) return fault(node.source(), fmt::format("`{}` is an array of rows", table.schema->array));
    if (array->empty()) return fault(node.source(), fmt::format("`{}` is empty", table.schema->array));
    const std::vector<Column> columns = columns_of(*table.schema);
    for (const toml::node& row : *array) {
      const toml::table* const entries = row.as_table();
      if (entries == nullptr) {
        fault(row.source(), fmt::format("a row of `{}` is an inline table", table.schema->array));
      } else {
        add(table, columns, row_of(*table.schema, columns, *entries));
      }
    }
  }

  TableRow row_of(const Schema& schema, std::span<const Column> columns, const toml::table& entries) {
    TableRow row{{}, part_, entries.source().begin.line, entries.source().begin.column};
    std::vector<std::string_view> known = words(schema.ignored);
    for (const Column& column : columns) {
      if (column.type != 'd') known.push_back(column.key);
      const toml::node* const found = (column.type == 'd' ? *document_ : entries).get(column.key);
      if (found == nullptr && column.required) fault(entries.source(), fmt::format("`{}` is missing", column.key));
      row.cells.push_back(found == nullptr ? std::string(unsaid(column.type)) : cell(column, *found));
    }
    for (const auto& [key, entry] : entries) {
      if (std::find(known.begin(), known.end(), key.str()) == known.end()) {
        fault(key.source(), fmt::format("unknown key `{}`", key.str()));
      }
    }
    return row;
  }

  std::string cell(const Column& column, const toml::node& node) {
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
    fault(node.source(), fmt::format("`{}` takes {}", column.key, wanted));
    return std::string(unsaid(column.type));
  }

  /// The row itself, or the several that it stands for.
  static void add(Table& table, std::span<const Column> columns, TableRow row) {
    const auto each = std::find_if(columns.begin(), columns.end(), [](const Column& c) { return c.type == 'w'; });
    if (table.schema->table == "cuda_images") {
      add_images(table, columns, row);
    } else if (each != columns.end()) {
      const auto at = static_cast<std::size_t>(each - columns.begin());
      const std::string list = row.cells[at];
      for (const std::string_view word : words(list)) {
        row.cells[at] = word;
        table.rows.push_back(row);
      }
    } else {
      table.rows.push_back(std::move(row));
    }
  }

  /// The images of one release, `base cudnn8-devel`: a row for each tag.
  static void add_images(Table& table, std::span<const Column> columns, const TableRow& release) {
    constexpr std::string_view cudnn = "cudnn";
    const auto at = [&](std::string_view field) { return index_of(columns, field); };
    const std::string os = "ubuntu" + release.cells[at("os")];
    for (const std::string_view word : words(release.cells[at("tag")])) {
      const std::size_t dash = word.rfind('-');
      const std::string_view part = dash == std::string_view::npos ? std::string_view{} : word.substr(0, dash);
      TableRow row = release;
      row.cells[at("tag")] = fmt::format("{}-{}-{}", release.cells[at("version")], word, os);
      row.cells[at("os")] = os;
      row.cells[at("flavour")] = dash == std::string_view::npos ? word : word.substr(dash + 1);
      row.cells[at(part.starts_with(cudnn) ? "cudnn" : "extra")] = part;
      table.rows.push_back(std::move(row));
    }
  }

  TablesRead& out_;
  const toml::table* document_ = nullptr;
  std::size_t part_ = 0;
};

void sort(Table& table, std::vector<TableFault>& faults) {
  const Schema& schema = *table.schema;
  if (schema.sorted_by.empty()) return;
  const std::vector<Column> columns = columns_of(schema);
  std::stable_sort(table.rows.begin(), table.rows.end(),
                   [&](const TableRow& a, const TableRow& b) { return std::is_lt(by_key(schema, columns, a, b)); });
  for (std::size_t i = 1; i < table.rows.size(); ++i) {
    const TableRow& first = table.rows[i - 1];
    const TableRow& second = table.rows[i];
    if (std::is_neq(by_key(schema, columns, first, second))) continue;
    faults.push_back({second.part, second.line, second.column,
                      first.part == second.part ? fmt::format("the same key as line {}", first.line)
                                                : std::string("a row of another file has the same key")});
  }
}

}  // namespace

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

std::string_view subject_of(std::string_view filename) {
  return filename.substr(0, filename.find('.'));
}

std::strong_ordering by_key(const Schema& schema, std::span<const Column> columns, const TableRow& a,
                            const TableRow& b) {
  for (const std::string_view field : words(schema.sorted_by)) {
    const std::size_t at = index_of(columns, field);
    auto by = columns[at].type == 'v' ? compare_versions(a.cells[at], b.cells[at]) : std::strong_ordering::equal;
    if (std::is_eq(by)) by = a.cells[at] <=> b.cells[at];
    if (std::is_neq(by)) return by;
  }
  return std::strong_ordering::equal;
}

TablesRead read_tables(std::string_view subject, std::span<const std::string> parts) {
  TablesRead out;
  for (const Schema& schema : schemas) {
    if (schema.file == subject) out.tables.push_back({&schema, {}});
  }
  if (out.tables.empty()) {
    out.faults.push_back({0, 1, 1, fmt::format("no facts are called `{}`", subject)});
    return out;
  }
  Reading reading(out);
  for (std::size_t i = 0; i < parts.size(); ++i) reading.part(i, parts[i]);
  if (!out.faults.empty()) return out;
  for (Table& table : out.tables) {
    if (table.rows.empty()) out.faults.push_back({0, 1, 1, fmt::format("no array `{}`", table.schema->array)});
    sort(table, out.faults);
  }
  return out;
}

}  // namespace envc::facts
