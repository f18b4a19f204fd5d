// The layers of conda: the installer, the environment, and what is taken out of it.
#pragma once

#include "layer/draft.hpp"

namespace envc {

/// Plain statements with equal channels and flags are one layer, or two where that is asked for (Splits): the light
/// packages then keep what the heavy ones brought. What is left of a built environment's packages is a layer of its
/// own. All stand one after another; the first makes the environment.
void add_conda(Draft&);

/// Installer, then conda's layers in a row.
void relate_conda(Draft&);

}  // namespace envc
