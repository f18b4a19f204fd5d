#include "graphs.hpp"

#include <fmt/format.h>
#include <algorithm>
#include <bit>
#include <cmath>

namespace envc::testing {
namespace {

std::size_t number(LayerId id) {
  return static_cast<std::size_t>(id);
}

void try_all(const Graph& graph, std::vector<LayerId>& placed, std::vector<bool>& done, double& least) {
  if (placed.size() == graph.layers.size()) {
    least = std::min(least, expected_seconds(graph, placed));
    return;
  }
  for (std::uint32_t i = 0; i < graph.layers.size(); ++i) {
    const auto& needs = graph.layers[i].requires_;
    if (done[i] || !std::all_of(needs.begin(), needs.end(), [&](LayerId id) { return done[number(id)]; })) continue;
    done[i] = true;
    placed.push_back(LayerId{i});
    try_all(graph, placed, done, least);
    placed.pop_back();
    done[i] = false;
  }
}

}  // namespace

GraphOf::GraphOf() {
  graph.layers.push_back(
      {.kind = LayerKind::base, .name = "base", .content = {}, .quotes = {}, .notes = {}, .requires_ = {}});
}

LayerId GraphOf::add(const std::string& name, double seconds, double change, const std::vector<std::string>& requires_,
                     LayerKind kind) {
  Layer layer{.kind = kind,
              .name = name,
              .content = {},
              .quotes = {},
              .notes = {},
              .seconds = seconds,
              .bytes = 0,
              .change = change,
              .requires_ = {LayerId{0}}};
  for (const std::string& other : requires_) layer.requires_.push_back(find(other));
  graph.layers.push_back(std::move(layer));
  return LayerId{static_cast<std::uint32_t>(graph.layers.size() - 1)};
}

LayerId GraphOf::find(const std::string& name) const {
  const auto found =
      std::find_if(graph.layers.begin(), graph.layers.end(), [&](const Layer& layer) { return layer.name == name; });
  return LayerId{static_cast<std::uint32_t>(found - graph.layers.begin())};
}

std::string names(const Graph& graph, const std::vector<LayerId>& layers) {
  std::string text;
  for (const LayerId id : layers) text += (text.empty() ? "" : " ") + graph[id].name;
  return text;
}

bool is_topological(const Graph& graph, const std::vector<LayerId>& layers) {
  std::vector<bool> done(graph.layers.size());
  for (const LayerId id : layers) {
    if (number(id) >= done.size() || done[number(id)]) return false;
    for (const LayerId other : graph[id].requires_) {
      if (!done[number(other)]) return false;
    }
    done[number(id)] = true;
  }
  return layers.size() == graph.layers.size();
}

namespace {

// Not std::…_distribution: their numbers differ between libraries.
double unit(std::mt19937& random) {
  return static_cast<double>(random()) / 4294967296.0;
}

/// Few different values, so that ties are common; now and then nothing, all, or the edge of what is weighed.
Layer random_layer(std::mt19937& random, std::size_t number) {
  GraphOf made;
  const double seconds = std::floor(unit(random) * 8) * (unit(random) < 0.2 ? 60 : 5);
  const double change = unit(random) < 0.1 ? std::floor(unit(random) * 2) : std::floor(unit(random) * 10 + 1) / 20;
  made.add(fmt::format("l{}", number), seconds, change);
  return made.graph.layers.back();
}

void require(Graph& graph, std::size_t who, std::size_t what) {
  graph.layers[who].requires_.push_back(LayerId{static_cast<std::uint32_t>(what)});
}

}  // namespace

Graph random_graph(std::mt19937& random, std::size_t layers, double density) {
  Graph graph = GraphOf().graph;
  for (std::size_t i = 1; i <= layers; ++i) {
    graph.layers.push_back(random_layer(random, i));
    for (std::size_t k = 1; k < i; ++k) {
      if (unit(random) < density) require(graph, i, k);
    }
  }
  return graph;
}

Graph random_series_parallel(std::mt19937& random, std::size_t layers) {
  Graph graph = GraphOf().graph;
  std::vector<std::vector<std::size_t>> parts;
  for (std::size_t i = 1; i <= layers; ++i) {
    graph.layers.push_back(random_layer(random, i));
    parts.push_back({i});
  }
  while (parts.size() > 1) {
    std::swap(parts[random() % parts.size()], parts.back());
    const std::vector<std::size_t> last = parts.back();
    parts.pop_back();
    std::vector<std::size_t>& other = parts[random() % parts.size()];
    if (random() % 2 == 0) {
      for (const std::size_t first : other) {
        for (const std::size_t second : last) require(graph, second, first);
      }
    }
    other.insert(other.end(), last.begin(), last.end());
  }
  return graph;
}

Graph random_sample(std::mt19937& random, std::size_t layers, double crossing) {
  constexpr std::size_t kinds = 3;
  constexpr double free = 0.2;
  constexpr LayerKind kind[] = {LayerKind::conda, LayerKind::pip, LayerKind::run};
  Graph graph = GraphOf().graph;
  std::size_t last[kinds] = {};
  for (std::size_t i = 1; i <= layers; ++i) {
    const std::size_t own = random() % kinds;
    Layer layer{.kind = kind[own],
                .name = fmt::format("l{}", i),
                .content = {},
                .quotes = {},
                .notes = {},
                .seconds = std::exp(unit(random) * 6),  // 1 s to 400 s
                .bytes = 0,
                .change = 0.3 * std::exp(-unit(random) * 5),  // 0.002 to 0.3
                .requires_ = {LayerId{0}}};
    graph.layers.push_back(std::move(layer));
    if (unit(random) >= free) {
      require(graph, i, last[own]);
      last[own] = i;
    }
    const std::size_t other = 1 + random() % i;
    if (other < i && graph.layers[other].kind != kind[own] && unit(random) < crossing * 1.5) require(graph, i, other);
  }
  return graph;
}

Graph renumbered(std::mt19937& random, const Graph& graph) {
  const std::size_t n = graph.layers.size();
  std::vector<std::uint32_t> moved(n);  // layer → its other number
  for (std::uint32_t i = 0; i < n; ++i) moved[i] = i;
  for (std::size_t i = n; i-- > 2;) std::swap(moved[i], moved[1 + random() % i]);
  Graph other = graph;
  for (std::size_t i = 0; i < n; ++i) {
    Layer layer = graph.layers[i];
    for (LayerId& id : layer.requires_) id = LayerId{moved[number(id)]};
    other.layers[moved[i]] = std::move(layer);
  }
  return other;
}

double least_by_trying(const Graph& graph, const std::vector<LayerId>& prefix) {
  std::vector<LayerId> placed = prefix;
  std::vector<bool> done(graph.layers.size());
  for (const LayerId id : prefix) done[number(id)] = true;
  double least = 1e300;
  try_all(graph, placed, done, least);
  return least;
}

double least_by_sets(const Graph& graph) {
  const std::size_t n = graph.layers.size();
  std::vector<double> least(std::size_t{1} << n, 1e300);
  std::vector<double> unchanged(least.size(), 1);
  least[0] = 0;
  for (std::size_t set = 1; set < least.size(); ++set) {
    const auto low = static_cast<std::size_t>(std::countr_zero(set));
    unchanged[set] = unchanged[set & (set - 1)] * (1 - graph.layers[low].change);
    for (std::size_t last = 0; last < n; ++last) {
      if ((set >> last & 1U) == 0) continue;
      const std::size_t others = set & ~(std::size_t{1} << last);
      const auto& needs = graph.layers[last].requires_;
      const auto is_there = [&](LayerId id) { return (others >> number(id) & 1U) != 0; };
      if (!std::all_of(needs.begin(), needs.end(), is_there)) continue;
      least[set] = std::min(least[set], least[others] + graph.layers[last].seconds * (1 - unchanged[set]));
    }
  }
  return least.back();
}

double seconds_as_given(const Graph& graph) {
  // random_graph requires earlier layers only
  std::vector<LayerId> all;
  for (std::uint32_t i = 0; i < graph.layers.size(); ++i) all.push_back(LayerId{i});
  return expected_seconds(graph, all);
}

}  // namespace envc::testing
