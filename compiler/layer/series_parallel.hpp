// Orders built in series and parallel, solved exactly: Monma & Sidney, "Sequencing with series-parallel precedence
// constraints", Math. Oper. Res. 4 (1979).
#pragma once

#include "layer/chain.hpp"

#include <vector>

namespace envc::scheduling {

/// A part of the jobs that all others see alike: who waits for one of them, or is waited for, does so for all.
struct Node {
  Chain chain;                        ///< its best order
  std::vector<std::uint32_t> before;  ///< nodes that must come before it, ascending; none that follows from others
  std::vector<std::uint32_t> after;
};
using Nodes = std::vector<Node>;

/// The jobs with every part that is built in series and parallel made one node; a single node if all of it is.
/// Time: near-linear in the requirements if they are so built, plus nodes · requirements / 64 for what is left.
[[nodiscard]] Nodes contracted(const Jobs&);

}  // namespace envc::scheduling
