// How a build of the framework is asked for.
#pragma once

#include "resolve/builds.hpp"
#include "resolve/warn.hpp"

#include <string>

namespace envc {

/// What to write for the build in this file, in backticks: `cuda 12.8`, an index, a toolkit; with the release where
/// that is another than what is installed.
std::string asked_for(const Resolving&, const InstalledFramework&, const Build&);

}  // namespace envc
