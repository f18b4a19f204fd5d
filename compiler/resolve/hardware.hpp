// GPUs and drivers against the image's CUDA: what nvcc can compile for, and what its libraries have code for.
#pragma once

#include "resolve/resolving.hpp"

namespace envc {

/// `arch` that the image's CUDA cannot compile for is an error; a GPU of a place or job that it has no code for, and a
/// place's driver that is too old for it, are warnings. What the tables do not have is let through, and so is
/// everything without CUDA.
void check_hardware(const Resolving&);

/// The GPU that a site's type means: `a100`, `rtx_3090`, `a100-sxm4-80gb`. nullptr: not in the table.
const Gpu* gpu_of(const Facts&, std::string_view type);
/// Whether this CUDA compiles code that runs on the capability: that of a major version runs on its later minor ones.
bool has_code(const Facts&, std::string_view capability, std::string_view cuda);

}  // namespace envc
