// From text to plan: what compile and check have in common.
#pragma once

#include "command/inputs.hpp"
#include "command/project.hpp"
#include "layer/plan.hpp"
#include "statement/statement.hpp"

#include <optional>

namespace envc {

struct Planned {
  Plan plan;
  std::set<std::string> files;  ///< every single file that the build reads, relative to the project's folder
};

/// Reads the source and plans its image. All faults go to `diagnostics`, but for the warnings that the source allows;
/// nullopt if there is an error.
std::optional<Planned> plan(const Project&, const Settings&, const Terminal&, Sources&, Diagnostics&);

/// `--set NAME=VALUE` … Throws UsageError.
Settings settings_of(const Options&);

}  // namespace envc
