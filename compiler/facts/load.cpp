#include "facts/load.hpp"

#include "facts/fields.hpp"
#include "facts/table.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <map>
#include <utility>

namespace envc {
namespace {

using facts::Schema;
using facts::Table;
using facts::TableRow;

void set(std::string_view& field, const std::string& cell, std::deque<std::string>& texts) {
  field = cell.empty() ? std::string_view{} : texts.emplace_back(cell);
}
void set(bool& field, const std::string& cell, std::deque<std::string>&) {
  field = cell == "true";
}
void set(double& field, const std::string& cell, std::deque<std::string>&) {
  std::from_chars(cell.data(), cell.data() + cell.size(), field);
}

std::string_view text_of(std::string_view field) {
  return field;
}
std::string_view text_of(double) {
  return {};
}

/// The fields that are texts, by column: what keys are made of.
template<std::size_t n, typename Row>
std::vector<std::string_view> texts_of(const Row& row) {
  return std::apply([](const auto&... field) { return std::vector<std::string_view>{text_of(field)...}; },
                    facts::fields<n>(row));
}

template<std::size_t n, typename Row>
Row row_of(const TableRow& cells, std::deque<std::string>& texts) {
  Row row{};
  std::size_t i = 0;
  std::apply([&](auto&... field) { (set(field, cells.cells[i++], texts), ...); }, facts::fields<n>(row));
  return row;
}

/// Calls visit.operator()<columns>(schema, rows, view) for each table.
template<typename Visit>
void each_table(LoadedFacts::Rows& rows, FactTables& views, Visit&& visit) {
  const Schema* schema = facts::schemas;
#define FACTS(file, array, type, table, columns, sorted_by, ignored) \
  visit.template operator()<facts::column_count(columns)>(*schema++, rows.table, views.table);
#include "facts/tables.def"
#undef FACTS
}

std::string spelled(const Schema& schema) {
  return fmt::format("{}.{}", schema.file, schema.array);
}

OwnFact in_words(const facts::OwnRow& of) {
  const Schema& schema = *of.schema;
  const TableRow& row = of.row;
  OwnFact own{of.partial ? std::string(schema.array) : spelled(schema), {}};
  const auto columns = facts::columns_of(schema);
  for (std::size_t i = 0; i < columns.size(); ++i) {
    const std::string& cell = row.cells[i];
    if (cell.empty() || cell == "false" || (columns[i].type == 'n' && cell == "0")) continue;
    if (has_word(schema.sorted_by, columns[i].field)) {
      own.about += " " + cell;
    } else {
      own.says += fmt::format("{}{} {}", own.says.empty() ? "" : ", ", columns[i].key, cell);
    }
  }
  return own;
}

/// A column whose values are the names of rows of another table.
struct Reference {
  std::string_view table;
  std::string_view column;
  std::string_view named;  ///< table
  std::string_view name;   ///< its column
};
constexpr Reference references[] = {
    {"catalogue_releases", "package", "catalogue_packages", "name"},
    {"defaults", "python", "pythons", "version"},
    {"defaults", "ubuntu", "distributions", "release"},
    {"guards", "of", "catalogue_packages", "name"},
};

const Schema& schema_of(std::string_view table) {
  return *std::find_if(std::begin(facts::schemas), std::end(facts::schemas),
                       [&](const Schema& schema) { return schema.table == table; });
}

std::size_t column_at(const Schema& schema, std::string_view field) {
  const auto columns = facts::columns_of(schema);
  return static_cast<std::size_t>(
      std::find_if(columns.begin(), columns.end(), [&](const auto& column) { return column.field == field; }) -
      columns.begin());
}

/// Puts what was read into the tables.
class Loading {
 public:
  Loading(std::deque<std::string>& texts, LoadedFacts::Rows& rows, FactTables& views, std::vector<FactsFault>& faults)
      : texts_(texts), rows_(rows), views_(views), faults_(faults) {}

  void replace(std::string_view subject, const std::vector<const FactsFile*>& files) {
    std::vector<std::string> parts;
    for (const FactsFile* file : files) parts.push_back(file->text);
    const facts::TablesRead read = facts::read_tables(subject, parts);
    for (const facts::TableFault& fault : read.faults) report(*files[fault.part], fault);
    if (!read.faults.empty()) return;
    each_table(
        rows_, views_,
        [&]<std::size_t n, typename Row>(const Schema& schema, std::vector<Row>& rows, std::span<const Row>& view) {
          const auto table =
              std::find_if(read.tables.begin(), read.tables.end(), [&](const Table& t) { return t.schema == &schema; });
          if (table == read.tables.end()) return;
          rows.clear();
          for (const TableRow& row : table->rows) {
            rows.push_back(row_of<n, Row>(row, texts_));
            placed_.push_back({files[row.part], &schema, row});
          }
          view = rows;
        });
  }

  void extend(const FactsFile& file, std::vector<OwnFact>& own) {
    const facts::OwnRead read = facts::read_own(file.text);
    for (const facts::TableFault& fault : read.faults) report(file, fault);
    if (!read.faults.empty()) return;
    each_table(
        rows_, views_,
        [&]<std::size_t n, typename Row>(const Schema& schema, std::vector<Row>& rows, std::span<const Row>& view) {
          for (const facts::OwnRow& row : read.rows) {
            if (row.schema != &schema) continue;
            if (rows.empty()) rows.assign(view.begin(), view.end());
            add<n>(file, row, rows);
            view = rows;
          }
        });
    for (const facts::OwnRow& row : read.rows) {
      own.push_back(in_words(row));
      placed_.push_back({&file, row.schema, row.row});
    }
  }

  /// Reports rows that name what no table has.
  void check_references() {
    for (const Reference& reference : references) {
      const Schema& schema = schema_of(reference.table);
      const std::size_t at = column_at(schema, reference.column);
      for (const Placed& placed : placed_) {
        if (placed.schema != &schema) continue;
        const std::string& cell = placed.row.cells[at];
        if (cell.empty() || names(reference, cell)) continue;
        faults_.push_back(
            {placed.file, placed.row.line, placed.row.column, 0,
             fmt::format("`{}`: no `{}` is called `{}`", reference.column, spelled(schema_of(reference.named)), cell)});
      }
    }
  }

  void report(const FactsFile& file, const facts::TableFault& fault) {
    faults_.push_back({&file, fault.line, fault.column, fault.width, fault.sentence});
  }

 private:
  template<std::size_t n, typename Row>
  void add(const FactsFile& file, const facts::OwnRow& own, std::vector<Row>& rows) {
    const Schema& schema = *own.schema;
    if (own.partial) {  // of the one row that there is
      std::size_t i = 0;
      std::apply([&](auto&... field) { (set_if(field, own.row.cells[i++]), ...); }, facts::fields<n>(rows.front()));
      return;
    }
    const auto columns = facts::columns_of(schema);
    const Row row = row_of<n, Row>(own.row, texts_);
    const auto before = [&](const Row& a, const Row& b) {
      return std::is_lt(facts::by_key(schema, columns, texts_of<n>(a), texts_of<n>(b)));
    };
    // a table without a key is in the order in which its rows are tried
    const auto place =
        schema.sorted_by.empty() ? rows.begin() : std::lower_bound(rows.begin(), rows.end(), row, before);
    const bool same_key = !schema.sorted_by.empty() && place != rows.end() && !before(row, *place);
    if (!same_key) {
      rows.insert(place, row);
    } else if (facts::fields<n>(row) != facts::fields<n>(*place)) {
      faults_.push_back({&file, own.row.line, own.row.column, 0,
                         fmt::format("a row of `{}` says something else of the same", spelled(schema))});
    }
  }

  struct Placed {
    const FactsFile* file;
    const Schema* schema;
    TableRow row;
  };

  /// Whether a row of the table that is referred to has this name.
  bool names(const Reference& reference, std::string_view name) {
    const Schema& named = schema_of(reference.named);
    const std::size_t at = column_at(named, reference.name);
    bool found = false;
    each_table(rows_, views_,
               [&]<std::size_t n, typename Row>(const Schema& schema, std::vector<Row>&, std::span<const Row>& view) {
                 if (&schema != &named) return;
                 found = std::any_of(view.begin(), view.end(),
                                     [&](const Row& row) { return texts_of<n>(row)[at] == name; });
               });
    return found;
  }

  template<typename Field>
  void set_if(Field& field, const std::string& cell) {
    if (!cell.empty()) set(field, cell, texts_);
  }

  std::deque<std::string>& texts_;
  LoadedFacts::Rows& rows_;
  FactTables& views_;
  std::vector<FactsFault>& faults_;
  std::vector<Placed> placed_;  ///< what was read, with its place
};

}  // namespace

LoadedFacts::LoadedFacts(std::span<const FactsFile> overriding, const FactsFile* project,
                         std::vector<FactsFault>& faults)
    : facts_(Facts::builtin()) {
  FactTables views = Facts::builtin().tables();
  Loading loading(texts_, rows_, views, faults);
  std::map<std::string_view, std::vector<const FactsFile*>> subjects;
  for (const FactsFile& file : overriding) subjects[facts::subject_of(file.name)].push_back(&file);
  for (const auto& [subject, files] : subjects) loading.replace(subject, files);
  if (project != nullptr) loading.extend(*project, own_);
  loading.check_references();
  facts_ = Facts(views);
}

}  // namespace envc
