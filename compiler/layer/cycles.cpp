#include "layer/said_order.hpp"
#include "text/nearest.hpp"
#include "text/presume.hpp"

#include <fmt/format.h>
#include <algorithm>

namespace envc {
namespace {

constexpr std::size_t most_reported = 20;

/// Layers on a cycle, each requiring the next, the last the first; empty: there is none.
std::vector<LayerId> find_cycle(const Draft& draft) {
  const std::size_t n = draft.size();
  std::vector<std::size_t> waits(n);
  std::vector<std::vector<std::uint32_t>> required_by(n);
  std::vector<std::uint32_t> done;
  for (std::uint32_t i = 0; i < n; ++i) {
    waits[i] = draft[LayerId{i}].requires_.size();
    for (const LayerId id : draft[LayerId{i}].requires_) required_by[static_cast<std::size_t>(id)].push_back(i);
    if (waits[i] == 0) done.push_back(i);
  }
  for (std::size_t next = 0; next < done.size(); ++next) {
    for (const std::uint32_t i : required_by[done[next]]) {
      if (--waits[i] == 0) done.push_back(i);
    }
  }
  if (done.size() == n) return {};
  // Each layer that is left waits for another that is left: going on from any one ends in a circle.
  const auto left = [&](LayerId id) { return waits[static_cast<std::size_t>(id)] != 0; };
  LayerId at{};
  while (!left(at)) at = LayerId{static_cast<std::uint32_t>(at) + 1};
  std::vector<LayerId> path;
  std::vector<bool> seen(n);
  while (!seen[static_cast<std::size_t>(at)]) {
    seen[static_cast<std::size_t>(at)] = true;
    path.push_back(at);
    const auto& needs = draft[at].requires_;
    at = *std::find_if(needs.begin(), needs.end(), left);
  }
  path.erase(path.begin(), std::find(path.begin(), path.end(), at));
  return path;
}

/// The words that were said for requirements of the cycle.
std::vector<SaidEdge> said_on(const Draft& draft, const std::vector<LayerId>& cycle) {
  std::vector<SaidEdge> found;
  for (std::size_t i = 0; i < cycle.size(); ++i) {
    const LayerId next = cycle[(i + 1) % cycle.size()];
    for (const SaidEdge& edge : draft.said()) {
      if (edge.who == cycle[i] && edge.what == next) found.push_back(edge);
    }
  }
  return found;
}

std::string called(const Layer& layer) {
  return quoted(layer.quotes.empty() ? layer.name : layer.quotes.front());
}

void report(Draft& draft, std::vector<LayerId> cycle, const std::vector<SaidEdge>& said) {
  std::rotate(cycle.begin(), std::find(cycle.begin(), cycle.end(), said.front().speaker), cycle.end());
  std::string chain;
  for (const LayerId id : cycle) chain += called(draft[id]) + (chain.empty() ? " waits for " : ", which waits for ");
  Diagnostic diagnostic{.kind = Kind::order_cycle,
                        .message = chain + called(draft[cycle.front()]),
                        .where = said.front().where,
                        .help = "take out one of the `after` and `before` lines in this circle"};
  for (const SaidEdge& edge : said) {
    if (edge.where != said.front().where) diagnostic.labels.push_back({edge.where, "and here"});
  }
  draft.diagnostics.add(std::move(diagnostic));
}

}  // namespace

void refuse_cycles(Draft& draft) {
  if (draft.said().empty()) return;
  std::size_t reported = 0;
  for (std::vector<LayerId> cycle = find_cycle(draft); !cycle.empty(); cycle = find_cycle(draft)) {
    const std::vector<SaidEdge> said = said_on(draft, cycle);
    presume(!said.empty(), "the layers require each other though nobody said so");
    if (reported++ < most_reported) report(draft, cycle, said);
    const std::vector<SaidEdge> all = draft.said();
    for (const SaidEdge& edge : reported <= most_reported ? said : all) draft.drop(edge);
  }
}

}  // namespace envc
