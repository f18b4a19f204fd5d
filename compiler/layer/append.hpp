// Append, then compact (design §3.5): the plan on top of what was built, and when it pays to lay all anew.
#pragma once

#include "layer/graph.hpp"
#include "layer/order.hpp"

#include <string>
#include <vector>

namespace envc {

struct Laid {
  Graph graph;
  Sequence sequence;
  /// The instructions of the leading layers that stand as they were built, the lock's own text: however this envc would
  /// write them, nothing of them is built again.
  std::vector<std::string> built;
  double rent = 0;   ///< seconds that an edit is expected to cost more than it would if all were laid anew; 0: nothing
  double price = 0;  ///< seconds that it costs to build what laying all anew moves; 0: this is the order laid anew
};

/// The layers of the file. Heavy packages stand apart from light ones where that is expected to save more seconds per
/// edit than the facts ask for (`gain`, and a step's `overhead`); not where the lock says `merged`. An edit changes no
/// instruction up to the last built layer, unless it must (build_graph_on says when); what comes after is laid in the
/// best order. Where that would be more layers than are wise (facts, `compact`) and fewer are possible, all is laid
/// anew.
Laid lay(const Model&, const Resolution&, const Facts&, const std::map<std::string, std::vector<std::string>>& included,
         const Lock&, Diagnostics&);

/// `--repack`: nothing counts as built, nothing as paid.
void forget_built(Lock&);
/// `--merge`: the manager's packages are one layer from now on; it is built again, and so is what comes after it.
void merge(Lock&, Manager);

/// What the lock then remembers of the price of not laying all anew: ski rental. Rent is paid each time that an edit is
/// built; once all of it reaches the price, `repack-pays` says so.
void tell_when_repack_pays(const Laid&, double regret, Diagnostics&);

}  // namespace envc
