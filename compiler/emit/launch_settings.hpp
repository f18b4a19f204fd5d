// What project.env says of running, as the part of launch.sh that is its own.
#pragma once

#include "layer/plan.hpp"

#include <string>

namespace envc {

/// `all`, `none` or a number: what holds above the places. An image with CUDA wants GPUs unless told otherwise, any
/// other only when told.
std::string launch_gpus(const Plan&);

/// The image has CUDA, or GPUs are asked for somewhere.
bool can_want_gpus(const Plan&);

/// The place that launch.sh takes when none is named: the only one there is, else the first that is not a cluster's,
/// else none (empty).
std::string launch_place(const Plan&);

/// The absolute working folder of a command; empty: the image's. `mount . X` above the places makes it X.
std::string launch_workdir(const Plan&);

/// The function `settings`: what holds everywhere, then an arm for each place.
std::string launch_settings(const Plan&);

}  // namespace envc
