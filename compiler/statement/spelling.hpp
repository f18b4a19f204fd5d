// Keywords that are no statement here: unknown, misspelled, or in the wrong place.
#pragma once

#include "statement/statement.hpp"

#include <string_view>

namespace envc {

/// A statement, but of another scope.
bool is_elsewhere(std::string_view keyword);
/// One letter away from a statement of this scope, or the same in other case.
bool is_nearly_a_statement(std::string_view keyword, Scope);
/// The statement with this name or, where none has it, the one that `unknown-statement` suggests; nullptr: neither.
const StatementRow* probably_meant(std::string_view keyword, Scope);
/// Reports `unknown-statement` with the nearest name, or `wrong-scope` with where it may stand.
void report_misplaced(const Statement&, Checking&);

}  // namespace envc
