// Frameworks that bring CUDA libraries of their own.
#pragma once

#include "resolve/warn.hpp"

#include <string>
#include <vector>

namespace envc {

struct Bringer {
  SaidPackage package;
  std::string cuda;              ///< `12.1`, or `12`; empty: not known
  const Release* row = nullptr;  ///< of the catalogue; nullptr: the framework with builds of its own, or by conda
};

/// That of the framework's build first, then those that an extra or a build string asks for.
std::vector<Bringer> bringers(const Resolving&);

}  // namespace envc
