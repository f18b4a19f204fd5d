// Model and resolution to the layer graph.
#pragma once

#include "diagnostic/diagnostic.hpp"
#include "facts/facts.hpp"
#include "layer/layer.hpp"
#include "layer/split.hpp"
#include "model/model.hpp"
#include "resolve/lock.hpp"
#include "resolve/resolution.hpp"

#include <map>
#include <span>
#include <string>
#include <vector>

namespace envc {

/// Every layer with its requirements, cost and chance of change (cost.hpp). Faults: an `after` that names nothing, a
/// cycle (shown). `included` : requirement file → the files it names in turn (-r, -c), as the driver read them.
Graph build_graph(const Model&, const Resolution&, const Facts&,
                  const std::map<std::string, std::vector<std::string>>& included, Diagnostics&, Splits = {},
                  const Learned& = {});

/// A graph whose first layers are those that were built, as many of them as can stand.
struct GraphOnBuilt {
  Graph graph;
  std::vector<LayerId> built;  ///< what stands, in the order in which it was built
};

/// Built layers stand, from the first on, up to the first of them that must be built again: nothing in the file asks
/// for what it does any more, or for all of its packages, or something new must come before it because `after` or
/// `before` says so, because it is a step above a step, or because it is environment that the layer reads. What else
/// would come before a layer by meaning or by default (apt before pip, packages before steps) need not come before one
/// that was built without it. Layers that nothing was built for hold what is new.
GraphOnBuilt build_graph_on(std::span<const BuiltLayer>, const Model&, const Resolution&, const Facts&,
                            const std::map<std::string, std::vector<std::string>>& included, Diagnostics&, Splits = {},
                            const Learned& = {});

}  // namespace envc
