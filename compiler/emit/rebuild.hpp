// Which layers a build makes anew, when another build went before it.
#pragma once

#include "emit/cache_keys.hpp"
#include "layer/plan.hpp"

#include <string>
#include <vector>

namespace envc {

/// A build that went before.
struct EarlierBuild {
  const Plan& plan;        ///< of the same Dockerfile: names of its layers, for the reasons
  std::string dockerfile;  ///< as it was built
  Contents contents;       ///< what it copied in
};

struct LayerFate {
  LayerId id{};                    ///< in the new plan
  bool cached = true;              ///< every kept instruction of it has its result already; so has a layer without any
  std::string why;                 ///< of one that is built: what of it changed, or which layer before it
  std::vector<std::size_t> steps;  ///< the numbers k of its kept instructions, as BuildKit prints them: `[k/n]`
};

/// In the order of the new Dockerfile. A layer that counts as cached is never built: what only the registry knows, that
/// a tag of the base image moved, is left out of account.
std::vector<LayerFate> fates(const EarlierBuild& before, const Plan& now);

}  // namespace envc
