// How the TOML of the stdlib is read: one schema a table. The list is tables.def.
#pragma once

#include <string_view>

namespace envc::facts {

/// Columns are words FIELD[=KEY][:TYPE][!] in the order of the row type's fields. KEY: its name in the TOML, where that
/// is another. TYPE: v version, n number, f flag, r a reason for a flag that is then set, w words that make a row each,
/// a atoms as Release::needs has them,
/// d a key of the whole document; else text. `!`: it must be there.
struct Schema {
  std::string_view file;   ///< stem of the TOML, up to its first dot: `catalogue.jax.toml` is a part of `catalogue`
  std::string_view array;  ///< its key there
  std::string_view type;   ///< row type
  std::string_view table;  ///< name of the C++ array
  std::string_view columns;
  std::string_view sorted_by;  ///< fields that together are the key, unique; empty: the order of the file
  std::string_view ignored;    ///< keys for people
};

inline constexpr Schema schemas[] = {
#define FACTS(file, array, type, table, columns, sorted_by, ignored) \
  {file, array, #type, #table, columns, sorted_by, ignored},
#include "facts/tables.def"
#undef FACTS
};

}  // namespace envc::facts
