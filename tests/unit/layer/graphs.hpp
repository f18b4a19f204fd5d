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
/// Built in series and parallel at random.
Graph random_series_parallel(std::mt19937& random, std::size_t layers);
/// The shape of the samples: a third each conda, pip and steps, each kind a chain with a few of its layers free; each
/// layer requires one of another kind with chance `crossing`.
Graph random_sample(std::mt19937& random, std::size_t layers, double crossing);
/// The same graph with its layers numbered anew, but for the base.
Graph renumbered(std::mt19937& random, const Graph&);

/// The least expected seconds of all topological orders that begin so, by trying them all.
double least_by_trying(const Graph&, const std::vector<LayerId>& prefix = {});
/// The same by another road: for each set that can stand first, the best layer to be its last (Held & Karp).
double least_by_sets(const Graph&);
/// The expected seconds of the order by number.
double seconds_as_given(const Graph&);

}  // namespace envc::testing
