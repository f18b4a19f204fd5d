// Wheels that are named by their address: their file name says what they fit.
#pragma once

#include "resolve/explain.hpp"

namespace envc {

/// What each such wheel asks of the interpreter and of the image's C library. After the images and the interpreters.
void claim_wheels(const Resolving&, Choosing&);

/// A wheel has a part in it.
Diagnostic explain_wheel(const Explaining&);

}  // namespace envc
