// Paths of the machine that the image runs on.
#pragma once

#include "statement/checking.hpp"

#include <optional>

namespace envc {

/// A path of the project's folder, of the machine (`/…`), of the caller's home (`~/…`) or after a variable (`$VAR/…`),
/// told by its first character. Reports, as `kind` where no other kind fits, and gives nullopt.
std::optional<MachineFolder> read_machine_source(const Said<std::string>&, Kind, Checking&);

}  // namespace envc
