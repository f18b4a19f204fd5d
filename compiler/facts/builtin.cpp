// The tables that the build made of stdlib/*.toml.
#include "facts/facts.hpp"

namespace envc {
namespace {

namespace tables {
#include "tables/all.inc"
}  // namespace tables

constexpr FactTables all = {
#define FACTS(file, array, type, table, columns, sorted_by, ignored) .table = tables::table,
#include "facts/tables.def"
#undef FACTS
};

}  // namespace

const Facts& Facts::builtin() {
  static constexpr Facts facts(all);
  return facts;
}

}  // namespace envc
