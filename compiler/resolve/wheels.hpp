// Wheels that are named by their address: their file name says what they fit.
#pragma once

#include "resolve/explain.hpp"
#include "resolve/wheel_name.hpp"

namespace envc {

/// What each such wheel asks of the platform, the interpreter, the image's C library, and the framework: one claim
/// each. After the images, the interpreters and the builds.
void claim_wheels(const Resolving&, const FrameworkUse&, Choosing&);

/// A wheel has a part in it.
Diagnostic explain_wheel(const Explaining&);

/// The least C library that the wheel needs: what is known of its release, else what its name says; empty: not known.
std::string least_glibc(const Facts&, const WheelName&);

/// Whether the build is of the ABI; what is not known is, and so is what the project itself does not serve.
bool has_abi(const Facts&, const FrameworkUse&, const Build&, std::string_view abi);

}  // namespace envc
