// What the steps of a build have in common.
#pragma once

#include "statement/checking.hpp"

#include <optional>
#include <string>

namespace envc {

/// Puts the action into the model, with its body's how-lines and its place in the file.
void add_step(const Statement&, Action, Checking&);

/// The digits after `mode`, such as `755`; nullopt when reported.
std::optional<std::string> file_mode(const Said<std::string>&, Checking&);

void check_check(const Statement&, Checking&);
void check_copy(const Statement&, Checking&);
void check_download(const Statement&, Checking&);
void check_file(const Statement&, Checking&);
void check_git(const Statement&, Checking&);
void check_run(const Statement&, Checking&);  ///< a step of the build, or what a job runs

/// `run A` with a body: A is the first line. Reports `empty-step` and gives none if there is no command.
std::vector<ScriptLine> script_of(const Statement&, Checking&);

}  // namespace envc
