// Where Python comes from and which.
#pragma once

#include "resolve/resolving.hpp"

#include <string>
#include <vector>

namespace envc {

/// One interpreter that the file allows.
struct PossibleInterpreter {
  Interpreter interpreter;
  std::string reason;
  Span where;          ///< what asks for its version; nowhere: nothing does
  std::string to_ask;  ///< how the file would ask for another version, `{}` for it
};

/// All that the file allows, the preferred one first; never empty. One where a version is said. Faults: a version that
/// its source does not have, two that differ.
std::vector<PossibleInterpreter> possible_interpreters(const Resolving&);

void settle_interpreter(const Resolving&, const PossibleInterpreter&);

/// The versions of the programs that bring it: those of an earlier run, else the newest.
void choose_installers(const Resolving&);

}  // namespace envc
