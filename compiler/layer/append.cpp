#include "layer/append.hpp"

#include "layer/does.hpp"
#include "layer/draft.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace envc {
namespace {

/// Whether the layer is the built one, whatever text an envc would write for it.
bool is_same(const Layer& layer, const BuiltLayer& built) {
  return layer.name == built.name && name(layer.kind) == built.kind && layer.packages == built.packages &&
         layer.added == built.added && is_built(deed_of(layer.content, layer.removals), built);
}

/// Whether two layers of one file do the same.
bool is_same(const Layer& a, const Layer& b) {
  return a.kind == b.kind && a.packages == b.packages && a.added == b.added &&
         is_same(deed_of(a.content, a.removals), deed_of(b.content, b.removals));
}

std::vector<std::string> standing_text(const Laid& laid, const Lock& lock) {
  std::vector<std::string> text;
  const std::size_t most = std::min(lock.sealed.size(), laid.sequence.layers.size());
  for (std::size_t i = 0; i < most && is_same(laid.graph[laid.sequence.layers[i]], lock.sealed[i]); ++i) {
    text.push_back(lock.sealed[i].text);
  }
  return text;
}

/// Seconds to build what stands in other places when all is laid anew.
double price_of(const Laid& anew, const Laid& laid) {
  const auto& there = laid.sequence.layers;
  const auto& wanted = anew.sequence.layers;
  std::size_t same = 0;
  while (same < wanted.size() && same < there.size() && is_same(anew.graph[wanted[same]], laid.graph[there[same]])) {
    ++same;
  }
  double price = 0;
  for (std::size_t i = same; i < wanted.size(); ++i) price += anew.graph[wanted[i]].seconds;
  return price;
}

bool is_merged(const Lock& lock, Manager manager) {
  return std::find(lock.merged.begin(), lock.merged.end(), name(manager)) != lock.merged.end();
}

/// Heavy packages and light ones: a split could do something.
bool has_both(const Model& model, const Resolution& resolution, const Facts& facts, Manager manager) {
  bool heavy = false;
  bool light = false;
  for (std::size_t i = 0; i < model.packages.size(); ++i) {
    if (model.packages[i].manager != manager || model.packages[i].remove) continue;
    for (const ResolvedPackage& package : resolution.packages[i].packages) {
      const auto needs = facts.needs(name(manager), package.name);
      (needs && needs->heavy ? heavy : light) = true;
    }
  }
  return heavy && light;
}

/// A split is worth reading another step for.
bool wins(const Facts& facts, const Laid& apart, const Laid& together) {
  const Layering& layering = facts.layering();
  return apart.sequence.expected_seconds + layering.overhead + layering.gain <= together.sequence.expected_seconds;
}

}  // namespace

Laid lay(const Model& model, const Resolution& resolution, const Facts& facts, const IncludedFiles& included,
         const Lock& lock, Diagnostics& diagnostics) {
  Laid anew;
  Splits splits{.conda = false, .pip = false};
  anew.graph = build_graph(model, resolution, facts, included, diagnostics, splits, lock.learned);
  if (diagnostics.any_error()) return anew;
  anew.sequence = order(anew.graph);
  for (const auto& [manager, which] :
       {std::pair(Manager::conda, &Splits::conda), std::pair(Manager::pip, &Splits::pip)}) {
    if (is_merged(lock, manager) || !has_both(model, resolution, facts, manager)) continue;
    Splits more = splits;
    more.*which = true;
    Diagnostics again;
    Laid apart;
    apart.graph = build_graph(model, resolution, facts, included, again, more, lock.learned);
    if (static_cast<double>(apart.graph.layers.size()) > facts.layering().compact) continue;
    apart.sequence = order(apart.graph);
    if (!wins(facts, apart, anew)) continue;
    anew = std::move(apart);
    splits = more;
  }
  Laid laid;
  if (!lock.sealed.empty()) {
    Diagnostics again;
    GraphOnBuilt on_built =
        build_graph_on(lock.sealed, model, resolution, facts, included, again, splits, lock.learned);
    laid.graph = std::move(on_built.graph);
    if (!on_built.built.empty()) laid.sequence = order(laid.graph, on_built.built);
  }
  const bool fits = static_cast<double>(laid.sequence.layers.size()) <= facts.layering().compact ||
                    laid.sequence.layers.size() <= anew.sequence.layers.size();
  if (laid.sequence.layers.empty() || !fits) {
    anew.built = standing_text(anew, lock);
    return anew;
  }
  laid.built = standing_text(laid, lock);
  laid.price = price_of(anew, laid);
  laid.rent = laid.price > 0 ? std::max(0.0, laid.sequence.expected_seconds - anew.sequence.expected_seconds) : 0;
  return laid;
}

void forget_built(Lock& lock) {
  lock.sealed.clear();
  lock.regret = 0;
}

void merge(Lock& lock, Manager manager) {
  const std::string word(name(manager));
  const auto place = std::lower_bound(lock.merged.begin(), lock.merged.end(), word);
  if (place == lock.merged.end() || *place != word) lock.merged.insert(place, word);
  const auto first = std::find_if(lock.sealed.begin(), lock.sealed.end(), [&](const BuiltLayer& layer) {
    const auto kind = layer_kind(layer.kind);
    return kind && installer_of(*kind) == manager;
  });
  lock.sealed.erase(first, lock.sealed.end());
}

void tell_when_repack_pays(const Laid& laid, double regret, Diagnostics& diagnostics) {
  if (laid.price <= 0 || regret < laid.price) return;
  diagnostics.add(
      {.kind = Kind::repack_pays,
       .severity = Severity::note,
       .message = fmt::format("edits since the layers were laid have cost about {:.0f} s more than in the best order; "
                              "laying all anew costs about {:.0f} s, once",
                              regret, laid.price),
       .where = {},
       .help = "`envc compile --repack`, then build"});
}

}  // namespace envc
