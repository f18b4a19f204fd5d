// Orders to compare with: what the same layers would cost in the order in which people write them down.
#pragma once

#include "facts/facts.hpp"
#include "layer/layer.hpp"

#include <vector>

namespace envc {

/// The layers in the order in which the file asks for them. One that may not stand there yet follows as soon as it may;
/// one that envc adds (conda's installer) stands before the first that needs it.
std::vector<LayerId> source_order(const Graph&);

/// The layers as in a Dockerfile written by hand: by kind (facts: `by_hand`), then as the file asks for them; what may
/// not stand there follows as soon as it may. ENV stands where people write it, above what does not need it: only envc
/// keeps it for the end.
std::vector<LayerId> hand_order(const Graph&, const Facts&);

}  // namespace envc
