// Releases of the catalogue's packages that the file names: which go with the image, the interpreter and the framework.
#pragma once

#include "resolve/builds.hpp"

namespace envc {

/// Adds a variable for each package that the tables know releases of, with what its releases need and what the file
/// says of it. A version that the tables do not have, or a spec that cannot be read, is passed on as it stands. After
/// the builds.
void add_releases(const Resolving&, const FrameworkUse&, Choosing&);

/// Whether the row says what is true of this version: of a package whose patch releases are left out, also an older one
/// of the same minor version.
bool says_of(const CataloguePackage&, const Release&, std::string_view version);

/// Writes the release into the package where the file leaves it open and the newest does not go with the rest.
void settle_release(const Resolving&, const NamedPackage&, const PossibleRelease&);

}  // namespace envc
