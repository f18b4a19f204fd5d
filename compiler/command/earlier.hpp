// What an earlier run left in the lock, carried over to this one.
#pragma once

#include "command/project.hpp"
#include "diagnostic/diagnostic.hpp"
#include "layer/plan.hpp"
#include "text/source.hpp"

namespace envc {

/// Reads the envc.lock of the output folder and gives the plan what still holds of it. False if the lock cannot be
/// read, which is reported. A lock that a person made is left to whoever writes the files.
bool keep_earlier(Plan&, const Project&, const Files&, Sources&, Diagnostics&);

}  // namespace envc
