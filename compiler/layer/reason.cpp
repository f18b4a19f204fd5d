#include "layer/reason.hpp"

#include <fmt/format.h>
#include <algorithm>

namespace envc {
namespace {

using Bits = std::vector<bool>;

std::vector<std::size_t> places_of(const Graph& graph, const std::vector<LayerId>& sequence) {
  std::vector<std::size_t> places(graph.layers.size());
  for (std::size_t i = 0; i < sequence.size(); ++i) places[static_cast<std::size_t>(sequence[i])] = i;
  return places;
}

std::string list(const Graph& graph, const std::vector<LayerId>& layers) {
  constexpr std::size_t most_shown = 4;
  std::vector<std::string> names;
  for (std::size_t i = 0; i < std::min(layers.size(), most_shown); ++i) names.push_back(graph[layers[i]].name);
  if (layers.size() > most_shown) names.push_back(fmt::format("{} others", layers.size() - most_shown));
  const std::string last = names.back();
  names.pop_back();
  return names.empty() ? last : fmt::format("{} and {}", fmt::join(names, ", "), last);
}

/// Of two layers that may change places, what the one before has over the other.
std::string advantage(const Layer& before, const Layer& layer) {
  const bool costs_more = before.seconds > layer.seconds;
  const bool changes_less = before.change < layer.change;
  if (costs_more && changes_less) return "costs more and changes less often";
  if (costs_more) return "costs more";
  if (changes_less) return "changes less often";
  return "is first by its kind or name";
}

}  // namespace

std::vector<std::vector<LayerId>> direct_requirements(const Graph& graph, const std::vector<LayerId>& sequence) {
  const std::vector<std::size_t> places = places_of(graph, sequence);
  std::vector<std::vector<LayerId>> direct(graph.layers.size());
  std::vector<Bits> above(sequence.size(), Bits(sequence.size()));  // by place: all that must come before
  for (std::size_t i = 0; i < sequence.size(); ++i) {
    std::vector<LayerId> needs = graph[sequence[i]].requires_;
    std::sort(needs.begin(), needs.end(), [&](LayerId a, LayerId b) {
      return places[static_cast<std::size_t>(a)] > places[static_cast<std::size_t>(b)];
    });
    // From the last: what an earlier one adds that none so far implies is a requirement of its own.
    for (const LayerId id : needs) {
      const std::size_t place = places[static_cast<std::size_t>(id)];
      if (above[i][place]) continue;
      for (std::size_t k = 0; k < place; ++k) above[i][k] = above[i][k] || above[place][k];
      above[i][place] = true;
      direct[static_cast<std::size_t>(sequence[i])].push_back(id);
    }
    std::reverse(direct[static_cast<std::size_t>(sequence[i])].begin(),
                 direct[static_cast<std::size_t>(sequence[i])].end());
  }
  return direct;
}

std::vector<std::string> reasons(const Graph& graph, const std::vector<LayerId>& sequence) {
  const std::vector<std::size_t> places = places_of(graph, sequence);
  const auto direct = direct_requirements(graph, sequence);
  std::vector<std::string> all;
  for (std::size_t i = 0; i < sequence.size(); ++i) {
    const Layer& layer = graph[sequence[i]];
    const std::vector<LayerId>& needs = direct[static_cast<std::size_t>(sequence[i])];
    if (needs.empty()) {
      all.emplace_back("all others stand on it");
      continue;
    }
    std::string why = fmt::format("waits for {}", list(graph, needs));
    const Layer& before = graph[sequence[i - 1]];
    const bool of_no_account = layer.seconds == 0 && before.seconds == 0;
    if (places[static_cast<std::size_t>(needs.back())] + 1 < i && !of_no_account) {
      why += fmt::format("; {}, which {}, goes first", before.name, advantage(before, layer));
    }
    all.push_back(std::move(why));
  }
  return all;
}

}  // namespace envc
