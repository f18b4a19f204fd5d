// Nodes to one chain: parts side by side, one after the other, or neither (then they are searched).
#pragma once

#include "layer/series_parallel.hpp"

#include <optional>

namespace envc::scheduling {

struct Laid {
  Chain chain;
  double bound = 0;              ///< no order of its jobs costs less
  bool proven = false;           ///< the chain costs as much
  std::optional<Chain> relaxed;  ///< if not proven: of a problem that is never dearer, whatever stands between
};

[[nodiscard]] Laid lay(Nodes);

}  // namespace envc::scheduling
