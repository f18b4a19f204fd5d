// The layers of conda: the installer, the environment, and what is taken out of it.
#pragma once

#include "layer/draft.hpp"

namespace envc {

/// Plain statements with equal channels and flags are one layer: a later solve can change what an earlier one
/// installed, so there are as few as can be, one after another. The first makes the environment.
void add_conda(Draft&);

/// Installer, then conda's layers in a row.
void relate_conda(Draft&);

}  // namespace envc
