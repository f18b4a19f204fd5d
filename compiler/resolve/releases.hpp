// Releases of the catalogue's packages that the file names: which go with the image, the interpreter and the framework.
#pragma once

#include "resolve/builds.hpp"

#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace envc {

/// Adds a variable for each package that the tables know releases of, with what its releases need and what the file
/// says of it. A version that the tables do not have, or a spec that cannot be read, is passed on as it stands. After
/// the builds.
void add_releases(const Resolving&, Choosing&);

/// The extras of a spec, `_` as `-`.
std::set<std::string> extras_of(std::string_view spec);
/// The extra that asks for a build.
std::string as_extra(std::string_view build);

/// Writes the release into the package where the file leaves it open and the newest does not go with the rest.
void settle_release(const Resolving&, const NamedPackage&, const PossibleRelease&);

}  // namespace envc
