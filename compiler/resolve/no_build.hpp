// Why no build of the framework fits, and which would.
#pragma once

#include "resolve/builds.hpp"

#include <string>

namespace envc {

/// What a build must be.
struct BuildFilter {
  const VersionRange* range = nullptr;
  BuildTarget target;
  std::string python;        ///< two numbers; empty: not known
  bool python_open = false;  ///< others are possible
  std::string glibc;         ///< of the distribution; empty: not known
};

/// All builds that exist for this manager.
std::vector<Build> builds_for(const Facts&, Manager);

bool fits_version(const BuildFilter&, const Build&);
bool fits_cuda(const Facts&, const BuildFilter&, const Build&);
bool fits_python(const BuildFilter&, const Build&);
bool fits_glibc(const BuildFilter&, const Build&);

void report_no_build(const Resolving&, const FrameworkUse&, const BuildFilter&, const PossibleInterpreter&);

}  // namespace envc
