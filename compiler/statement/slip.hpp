// The slip of a comma between the words of one list: `apt git, wget`, `sweep lr=1e-3, 1e-4`.
#pragma once

#include "statement/statement.hpp"

#include <span>
#include <vector>

namespace envc {

/// Past the last statement that is only words of the statement at `begin`, cut off by commas; begin + 1 if none is.
std::size_t end_of_slip(const std::vector<Statement>&, std::size_t begin, Scope);

/// One message for the list and what was cut off it.
void report_slip(std::span<const Statement>, Checking&);

}  // namespace envc
