// The order of layers that makes the next edit cheapest (design §3.4).
#pragma once

#include "layer/layer.hpp"

#include <vector>

namespace envc {

/// Layers in the order they are emitted, and what an edit is expected to cost in seconds:
/// Σ_j seconds_j · (1 − Π_{i≤j} (1 − change_i)).
struct Sequence {
  std::vector<LayerId> layers;
  double expected_seconds = 0;
};

/// A topological order of the graph; `base` first, `check` and `meta` last. Deterministic: ties by kind, then by name.
/// presumes an acyclic graph (build_graph has refused others).
Sequence order(const Graph&);

/// The expectation for any order of the same graph.
double expected_seconds(const Graph&, const std::vector<LayerId>&);

}  // namespace envc
