// What every conda statement needs beside the framework.
#pragma once

#include "resolve/resolving.hpp"

namespace envc {

/// The interpreter and pip join the first statement; every statement ends with the default channel.
void complete_conda(const Resolving&);

}  // namespace envc
