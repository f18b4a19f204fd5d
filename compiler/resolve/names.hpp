// Packages called by a name that is not theirs, or not any more.
#pragma once

#include "resolve/resolving.hpp"

namespace envc {

/// Warns of pip packages whose name is that of another package's import: they are other projects, or stubs that fail.
void check_names(const Resolving&);

/// apt packages that the chosen distribution does not have under this name any more (the new one is installed): a
/// warning.
void check_apt_names(const Resolving&);

}  // namespace envc
