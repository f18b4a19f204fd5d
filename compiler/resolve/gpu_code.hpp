// What the builds of the framework have code for, and which of them to ask for where the one that is installed has
// none.
#pragma once

#include "resolve/builds.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace envc {

/// What the wheels of a release for this CUDA are made for; nullptr: not known.
const FrameworkKernels* kernels_of(const Facts&, std::string_view version, std::string_view cuda);

/// Whether a build can have code for the GPU: what its table says, else what its CUDA compiles for.
bool can_run(const Facts&, std::string_view version, std::string_view cuda, std::string_view capability);

/// Whether it is known to: by its table; or its CUDA compiles for it, and a build that came after it, or the newest of
/// all, has such code still.
bool surely_runs(const Facts&, std::string_view version, std::string_view cuda, std::string_view capability);

/// The builds of the manager that are known to run it: those of this release, else of the next that has one, else of
/// the last that had one. Where the project's own channel has none, those of the community's. By CUDA, oldest first.
std::vector<Build> ways_out(const Facts&, Manager, std::string_view version, std::string_view capability);

}  // namespace envc
