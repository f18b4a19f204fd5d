#include "layer/written_order.hpp"

#include "text/presume.hpp"

#include <algorithm>
#include <set>
#include <tuple>

namespace envc {
namespace {

using Lists = std::vector<std::vector<std::uint32_t>>;

Lists requirements(const Graph& graph) {
  Lists before(graph.layers.size());
  for (std::size_t i = 0; i < before.size(); ++i) {
    for (const LayerId id : graph.layers[i].requires_) before[i].push_back(static_cast<std::uint32_t>(id));
  }
  return before;
}

/// By rank, each as soon as all it waits for stands. `Rank` is ordered; equal ranks go by kind, then by name.
template<typename Rank>
std::vector<LayerId> laid(const Graph& graph, const Lists& before, const std::vector<Rank>& ranks) {
  const auto first = [&](std::uint32_t a, std::uint32_t b) {
    const Layer& x = graph.layers[a];
    const Layer& y = graph.layers[b];
    return std::tie(ranks[a], x.kind, x.name) < std::tie(ranks[b], y.kind, y.name);
  };
  std::set<std::uint32_t, decltype(first)> ready(first);
  std::vector<std::size_t> waits(before.size());
  Lists after(before.size());
  for (std::uint32_t i = 0; i < before.size(); ++i) {
    waits[i] = before[i].size();
    if (waits[i] == 0) ready.insert(i);
    for (const std::uint32_t other : before[i]) after[other].push_back(i);
  }
  std::vector<LayerId> order;
  while (!ready.empty()) {
    const std::uint32_t next = *ready.begin();
    ready.erase(ready.begin());
    order.push_back(LayerId{next});
    for (const std::uint32_t i : after[next]) {
      if (--waits[i] == 0) ready.insert(i);
    }
  }
  presume(order.size() == before.size(), "the layer graph has a cycle");
  return order;
}

/// What waits for all others only so that it stands at the end.
bool closes(LayerKind kind) {
  return kind == LayerKind::env || kind == LayerKind::check || kind == LayerKind::meta;
}

/// Where the file asks for each layer; what envc adds, where the first asks that needs it.
std::vector<std::uint32_t> positions(const Graph& graph, const Lists& before) {
  std::vector<std::uint32_t> found(graph.layers.size(), UINT32_MAX);
  for (std::size_t i = 0; i < found.size(); ++i) {
    for (const Span& where : graph.layers[i].where) found[i] = std::min(found[i], where.begin);
  }
  const std::vector<LayerId> order = laid(graph, before, std::vector<int>(found.size()));
  for (auto id = order.rbegin(); id != order.rend(); ++id) {
    const auto i = static_cast<std::uint32_t>(*id);
    if (closes(graph[*id].kind)) continue;
    for (const std::uint32_t other : before[i]) {
      if (graph.layers[other].where.empty()) found[other] = std::min(found[other], found[i]);
    }
  }
  return found;
}

}  // namespace

std::vector<LayerId> source_order(const Graph& graph) {
  const Lists before = requirements(graph);
  return laid(graph, before, positions(graph, before));
}

std::vector<LayerId> hand_order(const Graph& graph, const Facts& facts) {
  Lists before = requirements(graph);
  const std::vector<std::uint32_t> places = positions(graph, before);
  std::vector<std::pair<double, std::uint32_t>> ranks;
  for (std::size_t i = 0; i < before.size(); ++i) {
    const LayerKind kind = graph.layers[i].kind;
    ranks.emplace_back(facts.layer_by_hand(name(kind)), places[i]);
    if (kind == LayerKind::env) before[i] = {0};  // the base
  }
  return laid(graph, before, ranks);
}

}  // namespace envc
