// The choice itself.
#pragma once

#include "resolve/framework.hpp"

namespace envc {

/// Image, interpreter, the framework's build and releases of the catalogue together: the best that what is said allows,
/// written into the resolution. Where nothing is allowed, everything that is wrong is reported, and nothing is chosen.
void choose(const Resolving&, const FrameworkUse&);

}  // namespace envc
