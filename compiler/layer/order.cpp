#include "layer/order.hpp"

#include "layer/laying.hpp"

#include <algorithm>

namespace envc {

// The prefix multiplies all that follows by one number and adds another, so the best order of the rest does not depend
// on it.
Sequence order(const Graph& graph, std::span<const LayerId> prefix) {
  std::vector<bool> placed(graph.layers.size());
  for (const LayerId id : prefix) placed[static_cast<std::uint32_t>(id)] = true;
  std::vector<LayerId> free;
  for (std::uint32_t i = 0; i < graph.layers.size(); ++i) {
    if (!placed[i]) free.push_back(LayerId{i});
  }
  free = scheduling::by_kind_and_name(graph, std::move(free));
  const scheduling::Laid laid = scheduling::lay(scheduling::contracted(scheduling::jobs_of(graph, free)));

  Sequence sequence;
  sequence.layers.assign(prefix.begin(), prefix.end());
  for (const scheduling::String& string : laid.chain) {
    for (const std::uint32_t j : string.jobs) sequence.layers.push_back(free[j]);
  }
  sequence.expected_seconds = expected_seconds(graph, sequence.layers);
  sequence.proven_optimal = laid.proven;
  double kept = 1;
  for (const LayerId id : prefix) kept *= 1 - graph[id].change;
  // What the bound leaves open, of the seconds that the prefix lets through.
  const double open = laid.proven ? 0 : kept * (worth(laid.chain).cost - laid.bound);
  sequence.lower_bound = sequence.expected_seconds - std::max(open, 0.0);
  return sequence;
}

double expected_seconds(const Graph& graph, std::span<const LayerId> layers) {
  double seconds = 0;
  double unchanged = 1;
  for (const LayerId id : layers) {
    unchanged *= 1 - graph[id].change;
    seconds += graph[id].seconds * (1 - unchanged);
  }
  return seconds;
}

}  // namespace envc
