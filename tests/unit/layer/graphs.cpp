#include "graphs.hpp"

#include <fmt/format.h>
#include <algorithm>

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

Graph random_graph(std::mt19937& random, std::size_t layers, double density) {
  // Not std::…_distribution: their numbers differ between libraries.
  const auto unit = [&] { return static_cast<double>(random()) / 4294967296.0; };
  GraphOf made;
  for (std::size_t i = 0; i < layers; ++i) {
    std::vector<std::string> needs;
    for (std::size_t k = 0; k < i; ++k) {
      if (unit() < density) needs.push_back(fmt::format("l{}", k));
    }
    // Few different values, so that ties are common; now and then nothing, all, or the edge of what is weighed.
    const double seconds = std::floor(unit() * 8) * (unit() < 0.2 ? 60 : 5);
    const double change = unit() < 0.1 ? std::floor(unit() * 2) : std::floor(unit() * 10 + 1) / 20;
    made.add(fmt::format("l{}", i), seconds, change, needs);
  }
  return made.graph;
}

double least_by_trying(const Graph& graph) {
  std::vector<LayerId> placed;
  std::vector<bool> done(graph.layers.size());
  double least = 1e300;
  try_all(graph, placed, done, least);
  return least;
}

double seconds_as_given(const Graph& graph) {
  // random_graph requires earlier layers only
  std::vector<LayerId> all;
  for (std::uint32_t i = 0; i < graph.layers.size(); ++i) all.push_back(LayerId{i});
  return expected_seconds(graph, all);
}

}  // namespace envc::testing
