#include "facts/table.hpp"

#include "facts/words.hpp"

#include <fmt/format.h>
#include <toml++/toml.h>

#include <algorithm>
#include <array>
#include <iterator>
#include <utility>

namespace envc::facts {
namespace {

std::size_t index_of(std::span<const Column> columns, std::string_view field) {
  const auto found = std::find_if(columns.begin(), columns.end(), [&](const Column& c) { return c.field == field; });
  return static_cast<std::size_t>(found - columns.begin());
}

/// The one array of one row that a project can say anew in part.
constexpr std::string_view own_defaults = "default";

std::string_view unsaid(char type) {
  if (type == 'n') return "0";
  return type == 'f' || type == 'r' ? "false" : "";
}

/// Whether every word is SUBJECT OP VERSION.
bool are_needs(std::string_view text) {
  const auto all = words(text);
  return std::all_of(all.begin(), all.end(), [](std::string_view word) {
    const std::size_t op = word.find_first_of("=!<>");
    return op != 0 && op != std::string_view::npos && VersionRange::of_pip(word.substr(op)).has_value();
  });
}

/// Reads rows; what is wrong goes to `faults`.
class Reading {
 public:
  explicit Reading(std::vector<TableFault>& faults) : faults_(faults) {}

  /// The document stays in the reader: columns can be keys of it.
  const toml::table* parse(std::size_t part, std::string_view text) {
    part_ = part;
    try {
      document_ = toml::parse(text);
      return &document_;
    } catch (const toml::parse_error& error) {
      fault(error.source(), std::string(error.description()));
      return nullptr;
    }
  }

  void fault(const toml::source_region& where, std::string sentence) {
    const std::uint32_t width = where.end.line == where.begin.line ? where.end.column - where.begin.column : 0;
    faults_.push_back({part_, where.begin.line, where.begin.column, width, std::move(sentence)});
  }
  /// Of the text as a whole.
  void fault(std::string sentence) { faults_.push_back({part_, 1, 1, 0, std::move(sentence)}); }

  /// The rows of an array.
  std::vector<TableRow> rows(const Schema& schema, const toml::node& node) {
    std::vector<TableRow> all;
    const toml::array* const array = node.as_array();
    if (array == nullptr || array->empty()) {
      fault(node.source(), fmt::format("`{}` is {}", schema.array, array == nullptr ? "an array of rows" : "empty"));
      return all;
    }
    const std::vector<Column> columns = columns_of(schema);
    for (const toml::node& row : *array) {
      const toml::table* const entries = row.as_table();
      if (entries == nullptr) {
        fault(row.source(), fmt::format("a row of `{}` is an inline table", schema.array));
      } else {
        add(schema, columns, row_of(schema, columns, *entries, true), all);
      }
    }
    return all;
  }

  /// `whole`: what must be there is.
  TableRow row_of(const Schema& schema, std::span<const Column> columns, const toml::table& entries, bool whole) {
    TableRow row{{}, part_, entries.source().begin.line, entries.source().begin.column};
    std::vector<std::string_view> known = words(schema.ignored);
    for (const Column& column : columns) {
      if (column.type != 'd') known.push_back(column.key);
      const toml::node* const found = (column.type == 'd' ? document_ : entries).get(column.key);
      if (found == nullptr && column.required && whole) {
        fault(entries.source(), fmt::format("`{}` is missing", column.key));
      }
      row.cells.push_back(found == nullptr ? std::string(unsaid(column.type)) : cell(column, *found));
    }
    for (const auto& [key, entry] : entries) {
      if (std::find(known.begin(), known.end(), key.str()) == known.end()) {
        fault(key.source(), fmt::format("unknown key `{}`", key.str()));
      }
    }
    return row;
  }

 private:
  std::string cell(const Column& column, const toml::node& node) {
    std::string_view wanted = "a string";
    const auto* const text = node.as_string();
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
        if (text != nullptr) return "true";
        break;
      case 'v':
        if (text != nullptr && (text->get().empty() || (text->get().front() >= '0' && text->get().front() <= '9'))) {
          return text->get();
        }
        wanted = "a version, as a string";
        break;
      case 'a':
        if (text != nullptr && are_needs(text->get())) return text->get();
        wanted = "words such as `python>=3.9`";
        break;
      default:
        if (text != nullptr) return text->get();
    }
    fault(node.source(), fmt::format("`{}` takes {}", column.key, wanted));
    return std::string(unsaid(column.type));
  }

  /// The row itself, or the several that it stands for.
  static void add(const Schema& schema, std::span<const Column> columns, TableRow row, std::vector<TableRow>& all) {
    const auto each = std::find_if(columns.begin(), columns.end(), [](const Column& c) { return c.type == 'w'; });
    if (schema.table == "cuda_images") {
      add_images(columns, row, all);
    } else if (each != columns.end()) {
      const auto at = static_cast<std::size_t>(each - columns.begin());
      const std::string list = row.cells[at];
      for (const std::string_view word : words(list)) {
        row.cells[at] = word;
        all.push_back(row);
      }
    } else {
      all.push_back(std::move(row));
    }
  }

  /// The images of one release, `base cudnn8-devel`: a row for each tag.
  static void add_images(std::span<const Column> columns, const TableRow& release, std::vector<TableRow>& all) {
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
      all.push_back(std::move(row));
    }
  }

  std::vector<TableFault>& faults_;
  toml::table document_;
  std::size_t part_ = 0;
};

void read_part(std::size_t number, std::string_view text, TablesRead& out) {
  Reading reading(out.faults);
  const toml::table* const document = reading.parse(number, text);
  if (document == nullptr) return;
  constexpr std::array<std::string_view, 2> about = {"source", "read"};
  for (const std::string_view key : about) {
    if (!document->contains(key)) reading.fault(fmt::format("a table of facts says its `{}`", key));
  }
  for (const auto& [key, node] : *document) {
    const auto known = std::find_if(out.tables.begin(), out.tables.end(),
                                    [&, &key = key](const Table& table) { return table.schema->array == key.str(); });
    if (known != out.tables.end()) {
      auto rows = reading.rows(*known->schema, node);
      std::move(rows.begin(), rows.end(), std::back_inserter(known->rows));
    } else if (std::find(about.begin(), about.end(), key.str()) == about.end()) {
      reading.fault(key.source(), fmt::format("unknown key `{}`", key.str()));
    }
  }
}

/// A table with one row, which has no key: its row can be changed, none added.
const Schema& schema_of_defaults() {
  return *std::find_if(std::begin(schemas), std::end(schemas), [](const Schema& s) { return s.array == own_defaults; });
}

void sort(Table& table, std::vector<TableFault>& faults) {
  const Schema& schema = *table.schema;
  if (schema.sorted_by.empty()) return;
  const std::vector<Column> columns = columns_of(schema);
  std::stable_sort(table.rows.begin(), table.rows.end(), [&](const TableRow& a, const TableRow& b) {
    return std::is_lt(by_key(schema, columns, a.cells, b.cells));
  });
  for (std::size_t i = 1; i < table.rows.size(); ++i) {
    const TableRow& first = table.rows[i - 1];
    const TableRow& second = table.rows[i];
    if (std::is_neq(by_key(schema, columns, first.cells, second.cells))) continue;
    faults.push_back({second.part, second.line, second.column, 0,
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

TablesRead read_tables(std::string_view subject, std::span<const std::string> parts) {
  TablesRead out;
  for (const Schema& schema : schemas) {
    if (schema.file == subject) out.tables.push_back({&schema, {}});
  }
  if (out.tables.empty()) {
    out.faults.push_back({0, 1, 1, 0, fmt::format("no facts are called `{}`", subject)});
    return out;
  }
  for (std::size_t i = 0; i < parts.size(); ++i) read_part(i, parts[i], out);
  if (!out.faults.empty()) return out;
  for (Table& table : out.tables) {
    if (table.rows.empty()) out.faults.push_back({0, 1, 1, 0, fmt::format("no array `{}`", table.schema->array)});
    sort(table, out.faults);
  }
  return out;
}

OwnRead read_own(std::string_view text) {
  OwnRead out;
  Reading reading(out.faults);
  const toml::table* const document = reading.parse(0, text);
  if (document == nullptr) return out;
  for (const auto& [subject, node] : *document) {
    const toml::table* const arrays = node.as_table();
    if (arrays == nullptr) {
      reading.fault(subject.source(), fmt::format("`{}` is a table", subject.str()));
      continue;
    }
    if (subject.str() == own_defaults) {
      const Schema& schema = schema_of_defaults();
      out.rows.push_back({&schema, reading.row_of(schema, columns_of(schema), *arrays, false), true});
      continue;
    }
    for (const auto& [array, rows] : *arrays) {
      const auto schema = std::find_if(
          std::begin(schemas), std::end(schemas), [&, &subject = subject, &array = array](const Schema& s) {
            return s.file == subject.str() && s.array == array.str() && s.array != own_defaults;
          });
      if (schema == std::end(schemas)) {
        reading.fault(array.source(), fmt::format("no facts are called `{}.{}`", subject.str(), array.str()));
        continue;
      }
      for (TableRow& row : reading.rows(*schema, rows)) out.rows.push_back({schema, std::move(row), false});
    }
  }
  std::stable_sort(out.rows.begin(), out.rows.end(), [](const OwnRow& a, const OwnRow& b) {
    return std::pair(a.row.line, a.row.column) < std::pair(b.row.line, b.row.column);
  });
  return out;
}

}  // namespace envc::facts
