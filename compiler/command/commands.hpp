// The table of commands: each row is made in a file of its own.
#pragma once

#include "command/options.hpp"

#include <span>

namespace envc {

Command check_command();
Command compile_command();
Command diff_command();
Command explain_command();
Command help_command();
Command learn_command();
Command list_command();
Command seal_command();
Command version_command();
Command why_command();

/// All of them, in the order that help lists them.
std::span<const Command> commands();
const Command* command_named(std::string_view name);

/// What `envc NAME --help` prints.
std::string command_page(const Command&);
/// What `envc help` prints.
std::string help_overview();

}  // namespace envc
