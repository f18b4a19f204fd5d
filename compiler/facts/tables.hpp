// All tables, as views of rows that stand elsewhere: in the program, or read at run time.
#pragma once

#include "facts/rows.hpp"

#include <span>

namespace envc {

struct FactTables {
#define FACTS(file, array, type, table, columns, sorted_by, ignored) std::span<const type> table;
#include "facts/tables.def"
#undef FACTS
};

}  // namespace envc
