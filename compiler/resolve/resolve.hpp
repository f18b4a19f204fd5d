// Model to resolution: what exists, what goes with what. Facts only from facts/.
#pragma once

#include "diagnostic/diagnostic.hpp"
#include "facts/facts.hpp"
#include "model/model.hpp"
#include "resolve/kept.hpp"
#include "resolve/resolution.hpp"

namespace envc {

/// Fills what was left open and refuses what cannot be, naming what can. Unknown packages pass through. What an earlier
/// run chose (`Kept`) is chosen again where it can hold.
Resolution resolve(const Model&, const Facts&, const Kept&, Diagnostics&);

}  // namespace envc
