#include "layer/jobs.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <tuple>

namespace envc::scheduling {

Worth then(const Worth& a, const Worth& b) {
  return {a.seconds + b.seconds, a.cost + a.change * b.seconds + (1 - a.change) * b.cost,
          a.change + (1 - a.change) * b.change};
}

double index(const Worth& worth) {
  const double gain = worth.seconds - worth.cost;
  if (worth.change <= 0) return (gain < 0 ? -1 : 1) * std::numeric_limits<double>::infinity();
  int exponent = 0;
  const double mantissa = std::frexp(gain / worth.change, &exponent);
  constexpr int bits = 40;
  return std::ldexp(std::round(std::ldexp(mantissa, bits)), exponent - bits);
}

std::vector<LayerId> by_kind_and_name(const Graph& graph, std::vector<LayerId> layers) {
  std::sort(layers.begin(), layers.end(), [&](LayerId a, LayerId b) {
    return std::tie(graph[a].kind, graph[a].name, a) < std::tie(graph[b].kind, graph[b].name, b);
  });
  return layers;
}

Jobs jobs_of(const Graph& graph, std::span<const LayerId> layers) {
  constexpr std::uint32_t outside = UINT32_MAX;
  std::vector<std::uint32_t> place(graph.layers.size(), outside);
  for (std::uint32_t j = 0; j < layers.size(); ++j) place[static_cast<std::uint32_t>(layers[j])] = j;
  Jobs jobs(layers.size());
  for (std::uint32_t j = 0; j < layers.size(); ++j) {
    const Layer& layer = graph[layers[j]];
    Job& job = jobs[j];
    const double change = std::clamp(layer.change, 0.0, 1.0);
    job.worth = {layer.seconds, layer.seconds * change, change};
    for (const LayerId id : layer.requires_) {
      const std::uint32_t i = place[static_cast<std::uint32_t>(id)];
      if (i != outside) job.before.push_back(i);
    }
    std::sort(job.before.begin(), job.before.end());
    job.before.erase(std::unique(job.before.begin(), job.before.end()), job.before.end());
    for (const std::uint32_t i : job.before) jobs[i].after.push_back(j);
  }
  return jobs;
}

}  // namespace envc::scheduling
