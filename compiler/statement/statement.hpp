// The table of statements: the one source of the parser's shapes, of `--help`, docs/language.md's list and spelling
// hints.
#pragma once

#include "diagnostic/diagnostic.hpp"
#include "model/model.hpp"
#include "syntax/shape.hpp"
#include "syntax/tree.hpp"

#include <map>
#include <set>
#include <span>
#include <string>
#include <string_view>

namespace envc {

class Checking;
class Sources;

/// Where a statement may stand (flags).
enum Scope : unsigned { at_file = 1, in_place = 2, in_job = 4 };

/// One row a statement. `check` puts what it says into the model; unsupported ones have nullptr and answer
/// `not-supported-yet`.
struct StatementRow {
  Shape shape;
  unsigned scope = at_file;
  std::string_view form;     ///< `cuda VERSION [base|runtime|devel] [cudnn] [gl]`
  std::string_view summary;  ///< one line for lists
  std::string_view example;  ///< one that parses
  void (*check)(const Statement&, Checking&) = nullptr;
  bool resolved = false;  ///< later stages decide by what it says: with a fault in it they would report echoes
};

/// All rows, sorted by keyword; the families add theirs in statement/table.cpp.
std::span<const StatementRow> statement_table();
std::vector<Shape> statement_shapes();
const StatementRow* find_statement(std::string_view keyword, Scope scope);

/// Values from the command line: `--set NAME=VALUE`.
using Settings = std::map<std::string, std::string>;

/// Tree to model. All faults go to `diagnostics`; damaged statements are passed over in silence. `sources` is where
/// quotes of statements come from.
Model check(const Tree&, const Sources& sources, const Settings&, Diagnostics&);

}  // namespace envc
