// GPUs against the image's CUDA: what nvcc can compile for, and what its libraries have code for.
#pragma once

#include "resolve/resolving.hpp"

namespace envc {

/// `arch` that the image's CUDA cannot compile for is an error; a GPU of a place or job that it has no code for, a
/// warning. GPUs and capabilities that the tables do not have are let through, and so is everything without CUDA.
void check_hardware(const Resolving&);

}  // namespace envc
