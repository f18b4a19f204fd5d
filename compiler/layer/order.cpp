#include "layer/order.hpp"

#include "layer/jobs.hpp"

#include <algorithm>
#include <array>

namespace envc {
namespace {

/// The base, what may move, what follows a check, the meta layer.
using Parts = std::array<std::vector<LayerId>, 4>;

Parts parts_of(const Graph& graph, std::span<const LayerId> prefix) {
  const std::size_t n = graph.layers.size();
  std::vector<std::vector<std::uint32_t>> required_by(n);
  std::vector<std::uint32_t> found;
  std::vector<bool> follows_check(n);
  for (std::uint32_t i = 0; i < n; ++i) {
    for (const LayerId id : graph.layers[i].requires_) required_by[static_cast<std::uint32_t>(id)].push_back(i);
    if (graph.layers[i].kind == LayerKind::check) {
      follows_check[i] = true;
      found.push_back(i);
    }
  }
  for (std::size_t next = 0; next < found.size(); ++next) {
    for (const std::uint32_t i : required_by[found[next]]) {
      if (!follows_check[i]) found.push_back(i);
      follows_check[i] = true;
    }
  }
  std::vector<bool> placed(n);
  for (const LayerId id : prefix) placed[static_cast<std::uint32_t>(id)] = true;
  Parts parts;
  for (std::uint32_t i = 0; i < n; ++i) {
    if (placed[i]) continue;
    const LayerKind kind = graph.layers[i].kind;
    const std::size_t part = kind == LayerKind::base ? 0 : kind == LayerKind::meta ? 3 : follows_check[i] ? 2 : 1;
    parts[part].push_back(LayerId{i});
  }
  return parts;
}

/// What the layers are expected to cost if nothing had to come before anything but the prefix.
double seconds_without_requirements(const Graph& graph, std::span<const LayerId> prefix, std::vector<LayerId> layers) {
  const auto index = [&](LayerId id) {
    const double change = std::max(graph[id].change, 1e-6);
    return graph[id].seconds * (1 - change) / change;
  };
  const auto free = layers.begin() + static_cast<std::ptrdiff_t>(prefix.size());
  std::stable_sort(free, layers.end(), [&](LayerId a, LayerId b) { return index(a) > index(b); });
  return expected_seconds(graph, layers);
}

}  // namespace

// A part's best order does not depend on the parts before it: they multiply all its terms by the same number.
Sequence order(const Graph& graph, std::span<const LayerId> prefix) {
  Sequence sequence;
  sequence.layers.assign(prefix.begin(), prefix.end());
  sequence.proven_optimal = true;
  for (const std::vector<LayerId>& part : parts_of(graph, prefix)) {
    const scheduling::Jobs jobs = scheduling::with_strings_joined(scheduling::jobs_of(graph, part));
    const bool few = jobs.size() <= scheduling::most_jobs;
    sequence.proven_optimal = sequence.proven_optimal && few;
    const scheduling::Order order = few ? scheduling::best_order(graph, jobs) : scheduling::good_order(graph, jobs);
    for (const std::uint32_t j : order) {
      sequence.layers.insert(sequence.layers.end(), jobs[j].layers.begin(), jobs[j].layers.end());
    }
  }
  sequence.expected_seconds = expected_seconds(graph, sequence.layers);
  sequence.lower_bound = sequence.proven_optimal ? sequence.expected_seconds
                                                 : seconds_without_requirements(graph, prefix, sequence.layers);
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
