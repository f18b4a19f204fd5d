#include "layer/cost.hpp"

#include "layer/does.hpp"

#include <algorithm>
#include <array>
#include <cmath>

namespace envc {
namespace {

/// Nothing is sure to stay as it is: what never changed yet counts as this, as the order counts it.
constexpr double least_change = 1e-6;

constexpr std::size_t kinds = static_cast<std::size_t>(LayerKind::meta) + 1;

/// The chance that an edit changes layers of the kind.
double chance_of(LayerKind kind, const Facts& facts, const Learned& learned) {
  const double prior = facts.layer_change(name(kind));
  const auto counted = learned.edits.find(std::string(name(kind)));
  if (counted == learned.edits.end()) return prior;
  const double belief = facts.layering().belief;
  return (prior * belief + static_cast<double>(counted->second.touched)) /
         (belief + static_cast<double>(counted->second.seen));
}

void take_measured(Layer& layer, const Learned& learned) {
  if (learned.measured.empty()) return;
  const std::string key = layer_key(layer);
  auto found = learned.measured.find(layer.name);
  if (found == learned.measured.end() || found->second.key != key) {
    found = std::find_if(learned.measured.begin(), learned.measured.end(),
                         [&](const auto& entry) { return entry.second.key == key; });
  }
  if (found == learned.measured.end()) return;
  layer.seconds = found->second.seconds;
  layer.measured = true;
}

}  // namespace

bool shares_chance(LayerKind kind) {
  switch (kind) {
    case LayerKind::apt:
    case LayerKind::conda:
    case LayerKind::pip_heavy:
    case LayerKind::pip:
    case LayerKind::pip_requirements:
    case LayerKind::pip_local:
    case LayerKind::env_build:
    case LayerKind::env:
      return true;
    default:
      return false;
  }
}

void estimate(Draft& draft, const Learned& learned) {
  std::array<double, kinds> weights{};
  for (std::uint32_t i = 0; i < draft.size(); ++i) {
    weights[static_cast<std::size_t>(draft[LayerId{i}].kind)] += draft.origin(LayerId{i}).weight;
    weights[static_cast<std::size_t>(LayerKind::pip_heavy)] += draft.origin(LayerId{i}).heavy_weight;
  }
  for (std::uint32_t i = 0; i < draft.size(); ++i) {
    Layer& layer = draft[LayerId{i}];
    const Cost fixed = draft.facts.layer_cost(name(layer.kind));
    layer.seconds += fixed.seconds;
    layer.bytes += fixed.bytes;
    take_measured(layer, learned);
    layer.change = chance_of(layer.kind, draft.facts, learned);
    if (shares_chance(layer.kind)) {
      const auto unchanged = [&](LayerKind kind, double weight) {
        const double all = weights[static_cast<std::size_t>(kind)];
        // Also where the kind is certain to change, a layer without a share is not.
        return weight > 0 ? weight / all * std::log1p(-chance_of(kind, draft.facts, learned)) : 0;
      };
      const Origin& origin = draft.origin(LayerId{i});
      layer.change =
          -std::expm1(unchanged(layer.kind, origin.weight) + unchanged(LayerKind::pip_heavy, origin.heavy_weight));
    }
    layer.change = std::max(layer.change, least_change);
  }
}

}  // namespace envc
