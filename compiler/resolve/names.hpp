// Packages called by the name of their import.
#pragma once

#include "resolve/resolving.hpp"

namespace envc {

/// Warns of pip packages whose name is that of another package's import: they are other projects, or stubs that fail.
void check_names(const Resolving&);

}  // namespace envc
