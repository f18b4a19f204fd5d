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
  bool lock_readable = true;    ///< false: envc.lock cannot be read, which is reported
};

/// What a run asks for beside the source and the lock.
struct Request {
  Settings settings;          ///< `--set NAME=VALUE`
  bool replace_lock = false;  ///< `--force`: a lock that was edited or damaged has no say, and is no fault
};

/// Of the options that all commands share which plan. Throws UsageError.
Request request_of(const Options&);

/// Reads the source and the lock beside it, and plans the image. All faults go to `diagnostics`, but for the warnings
/// that the source allows; nullopt if the source has an error.
std::optional<Planned> plan(const Project&, const Request&, const Terminal&, Sources&, Diagnostics&);

}  // namespace envc
