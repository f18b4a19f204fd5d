// What cannot hold together, and what would: over the solver's claims.
#pragma once

#include "resolve/solver.hpp"

#include <vector>

namespace envc {

/// A smallest set, by number, of those claims that cannot hold together; of several the first in the order of claims.
/// Empty where all hold (or where nothing can hold without any claim). By hitting sets: a conflict has a claim of every
/// set whose dropping leaves the rest in peace (Ignatiev, Previti, Liffiton, Marques-Silva 2015, "Smallest MUS
/// extraction with minimal hitting set dualization"). After `patience` such sets it is a set of which no claim can be
/// left out, but perhaps not the smallest.
std::vector<std::size_t> smallest_conflict(Solver&, const Claims&, std::size_t patience = 500);

/// One thing that is wrong.
struct Fault {
  std::size_t dropped = 0;            ///< the claim without which this fault is gone
  std::vector<std::size_t> conflict;  ///< a smallest set that cannot hold together, `dropped` among them
};

/// All that is wrong: the least number of claims whose dropping lets the rest hold, each with its conflict (in which no
/// other dropped claim stands). Empty: all hold.
std::vector<Fault> faults(Solver&);

/// For each fault up to `at_most` replacements, nearest first, each of a claim of its conflict. Whichever one is taken
/// of each fault, all claims then hold. A claim gets a second one only where there is room.
std::vector<std::vector<Replacement>> repairs(Solver&, const std::vector<Fault>&, std::size_t at_most = 3);

}  // namespace envc
