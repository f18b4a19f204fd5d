// Model and resolution to the layer graph.
#pragma once

#include "diagnostic/diagnostic.hpp"
#include "facts/facts.hpp"
#include "layer/layer.hpp"
#include "model/model.hpp"
#include "resolve/resolution.hpp"

#include <map>
#include <string>
#include <vector>

namespace envc {

/// Every layer with its requirements, cost and chance of change. Faults: an `after` that names nothing, a cycle
/// (shown). `included` : requirement file → the files it names in turn (-r, -c), as the driver read them.
Graph build_graph(const Model&, const Resolution&, const Facts&,
                  const std::map<std::string, std::vector<std::string>>& included, Diagnostics&);

}  // namespace envc
