// The order of layers that makes the next edit cheapest (design §3.4).
#pragma once

#include "layer/layer.hpp"

#include <span>
#include <vector>

namespace envc {

/// Layers in the order they are emitted, and what an edit is expected to cost in seconds:
/// Σ_j seconds_j · (1 − Π_{i≤j} (1 − change_i)).
struct Sequence {
  std::vector<LayerId> layers;
  double expected_seconds = 0;
  double lower_bound = 0;       ///< seconds: no order that begins with the same prefix is expected to cost less
  bool proven_optimal = false;  ///< lower_bound is expected_seconds
};

/// A topological order of the graph that begins with `prefix`, the rest laid so that the next edit is cheapest.
/// Deterministic: ties by kind, then by name. presumes an acyclic graph (build_graph has refused others), and a prefix
/// that holds what its layers require, before them.
Sequence order(const Graph&, std::span<const LayerId> prefix = {});

/// The expectation for any order of the same graph.
double expected_seconds(const Graph&, std::span<const LayerId>);

}  // namespace envc
