// Versions that the file pins of what releases of the catalogue need: jaxlib beside jax, numpy beside anything.
#pragma once

#include "resolve/choosing.hpp"

namespace envc {

/// For each pinned package, what it admits of the releases that need it by the same manager. After the releases.
void claim_needed(const Resolving&, Choosing&);

/// What the file leaves open and a release that it fixes needs in no newer version than some one: bounded so.
void settle_needed(const Resolving&, const Choosing&, const NamedPackage&, const PossibleRelease&);

}  // namespace envc
