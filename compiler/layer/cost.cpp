#include "layer/cost.hpp"

#include <algorithm>
#include <array>
#include <cmath>

namespace envc {
namespace {

/// Nothing is sure to stay as it is: what never changed yet counts as this, as the order counts it.
constexpr double least_change = 1e-6;

constexpr std::size_t kinds = static_cast<std::size_t>(LayerKind::meta) + 1;

/// Whether layers of the kind share its chance. Steps have the chance of a statement each; of others there is one.
bool is_shared(LayerKind kind) {
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

}  // namespace

void estimate(Draft& draft) {
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
    layer.change = draft.facts.layer_change(name(layer.kind));
    if (is_shared(layer.kind)) {
      const auto unchanged = [&](LayerKind kind, double weight) {
        const double all = weights[static_cast<std::size_t>(kind)];
        // Also where the kind is certain to change, a layer without a share is not.
        return weight > 0 ? weight / all * std::log1p(-draft.facts.layer_change(name(kind))) : 0;
      };
      const Origin& origin = draft.origin(LayerId{i});
      layer.change =
          -std::expm1(unchanged(layer.kind, origin.weight) + unchanged(LayerKind::pip_heavy, origin.heavy_weight));
    }
    layer.change = std::max(layer.change, least_change);
  }
}

}  // namespace envc
