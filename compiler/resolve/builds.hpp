// The builds of the framework: which fit, and why none does.
#pragma once

#include "resolve/framework.hpp"
#include "resolve/interpreter.hpp"

#include <optional>
#include <string_view>
#include <vector>

namespace envc {

/// One build, wherever it comes from.
struct Build {
  std::string_view version;
  std::string_view cuda;  ///< what it was built for; empty: the CPU
  std::string_view pythons;
  std::string_view glibc;
  std::string_view companions;          ///< `NAME=VERSION …`
  const FrameworkBuild* row = nullptr;  ///< of the project itself
  const ForgeBuild* forge = nullptr;    ///< of the community's channel
};

/// The version of a companion that goes with the build; empty: not known.
std::string_view companion_version(const Build&, std::string_view companion);

/// Whether the range admits this version as the build carries it: a local version in the range means the build.
bool admits(const VersionRange&, std::string_view version, const Build&);

/// Which CUDA a build must be for.
struct BuildTarget {
  bool open = false;  ///< a base image decides it, or a pin that says nothing
  std::string cuda;   ///< 11.3; empty: the CPU
  Span where;         ///< what asks for it
};
BuildTarget target_of(const Resolving&, const FrameworkUse&);

struct ChosenBuild {
  Build build;
  std::size_t interpreter = 0;  ///< index of the interpreter it fits
};

/// The best build for the first interpreter that has one. nullopt: nothing to choose, because the tables do not know
/// the version or cannot read the spec (a decision says so), or because none fits (reported).
std::optional<ChosenBuild> choose_build(const Resolving&, const FrameworkUse&, const std::vector<PossibleInterpreter>&);

}  // namespace envc
