// The layers of steps, and where they stand by default.
#pragma once

#include "layer/draft.hpp"

#include <string>
#include <string_view>

namespace envc {

/// One layer a step, in the order of the file.
void add_steps(Draft&);
/// What a step cannot do without: setup, and whatever else its kind needs.
void relate_steps(Draft&);
/// By default a step comes after all steps and package layers above it; one that says `after` needs that alone.
void relate_steps_by_default(Draft&);

/// Checks are at the end, so they are not among the steps that keep their order.
bool is_check(const Step&);
/// Whether it runs a shell, so that it can read the environment.
bool runs_commands(const Step&);
/// Whether a line of it holds the word.
bool mentions(const Step&, std::string_view word);
/// The image's working directory: said, or where the project is mounted; empty: none.
std::string workdir_of(const Model&);

}  // namespace envc
