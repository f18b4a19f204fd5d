// The builds of the framework: which there are, which fit, and which the file asks for.
#pragma once

#include "resolve/choosing.hpp"
#include "resolve/framework.hpp"

#include <span>
#include <string_view>
#include <vector>

namespace envc {

/// All builds that exist for this manager.
std::vector<Build> builds_for(const Facts&, Manager);

/// The version of a companion that goes with the build; empty: not known.
std::string_view companion_version(const Build&, std::string_view companion);

/// What the tables know of a companion's releases beside that they go with the framework; often nothing.
std::span<const Release> companion_releases(const Facts&, Manager, std::string_view companion);
/// The Pythons that this release of theirs has packages for; empty: not known.
std::string_view companion_pythons(std::span<const Release>, Manager, std::string_view version);

/// Whether this version of what the guard is of needs its bound.
bool is_guarded(const Guard&, std::string_view version);
/// Whether the build cannot stand what the guard holds back.
bool guards(const Guard&, Manager, const Build&);

/// Whether the range admits this version as the build carries it: a local version in the range means the build.
bool admits(const VersionRange&, std::string_view version, const Build&);

/// Which CUDA a build must be for.
struct BuildTarget {
  bool open = false;  ///< a base image decides it, or a pin that says nothing
  std::string cuda;   ///< 11.3; empty: the CPU
};
BuildTarget target_of(const FrameworkUse&, const PossibleImage&);

bool fits_cuda(const Facts&, const Build&, const BuildTarget&);
/// What is not known fits.
bool fits_python(std::string_view pythons, std::string_view minor);
/// nullptr: not known, so nothing stands in its way.
bool fits_glibc(const Build&, const Distribution*);

/// All builds, best first, what they need of image and interpreter, and what the file says of the framework, its
/// companions, its CUDA, and of packages that it cannot stand. Nothing, where the file does not name it, or where the
/// tables do not know the version or cannot read the spec (a decision says so). After the images and the interpreters.
void add_builds(const Resolving&, const FrameworkUse&, Choosing&);

}  // namespace envc
