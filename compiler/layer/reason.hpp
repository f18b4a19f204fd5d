// Why a layer stands where it stands, in a person's words.
#pragma once

#include "layer/layer.hpp"

#include <string>
#include <vector>

namespace envc {

/// Of each layer the layers that it waits for directly: its requirements without those that follow from others. In the
/// order of `sequence`; the base only where there is nothing else.
std::vector<std::vector<LayerId>> direct_requirements(const Graph&, const std::vector<LayerId>& sequence);

/// Of each layer of the sequence, in its order, what holds it there: `waits for apt`, `waits for setup; conda, which
/// costs more and changes less often, goes first`.
std::vector<std::string> reasons(const Graph&, const std::vector<LayerId>& sequence);

}  // namespace envc
