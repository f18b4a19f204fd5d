// apt packages that other packages need and do not ask for.
#pragma once

#include "resolve/resolving.hpp"

namespace envc {

/// Fills system_libraries: what is needed and not named by an `apt` statement. Names that went away are renewed, also
/// in the person's own statements.
void add_system_libraries(const Resolving&);

}  // namespace envc
