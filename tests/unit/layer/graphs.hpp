// Graphs for the tests of the order: made by hand, or at random.
#pragma once

#include "layer/order.hpp"

#include <random>
#include <string>
#include <vector>

namespace envc::testing {

/// A graph that is a base, and what the test adds.
struct GraphOf {
  Graph graph;

  GraphOf();
  /// Requires the base, and what is named.
  LayerId add(const std::string& name, double seconds, double change, const std::vector<std::string>& requires_ = {},
              LayerKind kind = LayerKind::run);
  [[nodiscard]] LayerId find(const std::string& name) const;
};

/// `base a b c`
std::string names(const Graph&, const std::vector<LayerId>&);
bool is_topological(const Graph&, const std::vector<LayerId>&);

/// `layers` layers beside the base; each earlier layer is required with chance `density`.
Graph random_graph(std::mt19937& random, std::size_t layers, double density);

/// The least expected seconds of all topological orders, by trying them all.
double least_by_trying(const Graph&);
/// Those of the first topological order by number: what stands there when nobody thinks.
double seconds_as_given(const Graph&);

}  // namespace envc::testing
