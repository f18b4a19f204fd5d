// What layers cost and how often they change: priors from the stdlib (layers.toml, sizes), nothing from the clock.
//
// seconds, bytes: the kind's fixed part, and its packages' (`describe` has added those).
// change: layers.toml gives P_kind, the chance that one edit of a project touches the kind, counted in 1,421 real edits
// (its own comment names the source). Of the steps of a file, each has the chance of its kind, counted per statement.
// All others share their kind's chance by weight, so that a split changes nothing in sum: 1 − (1 − P_kind)^(w / Σ w),
// whose Π (1 − change) over the kind's layers is 1 − P_kind again. The weight of package layers is Σ −ln(1 − p) over
// the packages that the file names, with p the chance per package; what only envc adds weighs nothing. Heavy pip
// packages that stand with light ones bring their kind's chance along.
#pragma once

#include "layer/draft.hpp"

namespace envc {

void estimate(Draft&);

}  // namespace envc
