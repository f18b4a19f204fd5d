// Requirements that cost nothing: some best order keeps them anyway, and the search has less to try.
#pragma once

#include "layer/jobs.hpp"

namespace envc::scheduling {

/// Puts i before k where i waits for nothing that k does not wait for, all that waits for k waits for i as well, and
/// the index of i is not lower. Whether any requirement came to it; those that follow from others may be among them.
bool add_safe_requirements(Jobs&);

}  // namespace envc::scheduling
