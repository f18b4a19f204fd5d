// Paths and values of the machine that a script runs on, as bash words.
#pragma once

#include "model/runtime.hpp"

#include <string>
#include <string_view>

namespace envc {

/// A path of the machine: `"$project"/data`, `/abs`, `~/data`, `"${VAR:-\$VAR}"/data` (an unset variable stands for
/// itself, and the scripts' checks tell it from a path).
std::string machine_path(PathWorld, std::string_view variable, std::string_view path);
std::string machine_path(const Mount&);

/// The value of an environment variable in a place or job, which may begin with `~` or `$VAR` of the machine.
std::string machine_value(std::string_view value);

}  // namespace envc
