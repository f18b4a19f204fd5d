// What the file says of the framework's builds: of itself, its companions, its CUDA, and of packages that it cannot
// stand.
#pragma once

#include "resolve/builds.hpp"

namespace envc {

/// A claim for each of them. After the builds' variable is there.
void claim_builds(const Resolving&, const FrameworkUse&, Choosing&);

}  // namespace envc
