// The drivers of places against the CUDA that runs there.
#pragma once

#include "resolve/resolving.hpp"

#include <string_view>

namespace envc {

/// A driver that is too old for the image's CUDA or for one that a framework brings, or can end in an error with the
/// image's libraries for forward compatibility, is a warning.
void check_drivers(const Resolving&);

/// Whether the drivers that are said for places run this CUDA; `of_its_own`: where a consumer's GPU is, without
/// libraries for forward compatibility. What the tables do not have runs.
bool drivers_run(const Resolving&, std::string_view cuda, bool of_its_own);

}  // namespace envc
