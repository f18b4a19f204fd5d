// Where Python comes from and which.
#pragma once

#include "resolve/choosing.hpp"

namespace envc {

/// All interpreters that could be, best first, with what `python`, `conda python=…` and the base say. Faults: a source
/// that cannot be. After the images.
void add_interpreters(const Resolving&, Choosing&);

void settle_interpreter(const Resolving&, const PossibleInterpreter&);

/// The versions of the programs that bring it: those of an earlier run, else the newest.
void choose_installers(const Resolving&);

}  // namespace envc
