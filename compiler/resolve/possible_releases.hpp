// What the tables know of a package that the file names: the rows that could stand for it.
#pragma once

#include "resolve/choosing.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace envc {

/// What the catalogue calls a build from source.
inline constexpr std::string_view from_source = "source";

/// The rows of the package for this manager and these extras, newest first; what compiles from source where nothing
/// says how.
std::vector<PossibleRelease> possible(const Facts&, const CataloguePackage&, Manager, std::string_view spec);

/// A patch release that the table leaves out, as the rows that say of it.
void add_patch(const CataloguePackage&, std::string_view named, std::vector<PossibleRelease>&);

/// Packages that give the same import, such as that for another CUDA: releases that could stand for this one, those for
/// just the CUDA that is said before others. Not of frameworks, of which one name stands for another; not where two of
/// them are named already, or where extras say more.
void add_siblings(const Resolving&, NamedPackage&, Manager, const Package& said);

}  // namespace envc
