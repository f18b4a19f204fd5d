// What layers cost and how often they change: priors from the stdlib (layers.toml, sizes), and what `envc learn` put in
// their place (the lock); nothing from the clock.
//
// seconds, bytes: the kind's fixed part, and its packages' (`describe` has added those). Seconds that a build took of a
// layer with the same key (layer/does.hpp) replace the estimate: the one of its name first, since steps move.
// change: layers.toml gives p_kind, the chance that one edit of a project touches the kind, counted in 1,421 real edits
// (its own comment names the source). With n0 edits' worth of belief in it (layers.toml, `belief`), `seen` edits of
// this project that found the kind there and `touched` of them that changed it, the mean of the Beta distribution is
//   P_kind = (p_kind · n0 + touched) / (n0 + seen).
// Of the steps of a file, each has the chance of its kind, counted per statement.
// All others share their kind's chance by weight, so that a split changes nothing in sum: 1 − (1 − P_kind)^(w / Σ w),
// whose Π (1 − change) over the kind's layers is 1 − P_kind again. The weight of package layers is Σ −ln(1 − p) over
// the packages that the file names, with p the chance per package; what only envc adds weighs nothing. Heavy pip
// packages that stand with light ones bring their kind's chance along.
#pragma once

#include "layer/draft.hpp"

namespace envc {

/// Whether the layers of the kind share its chance. Steps have the chance of a statement each; of others there is one.
[[nodiscard]] bool shares_chance(LayerKind);

void estimate(Draft&, const Learned&);

}  // namespace envc
