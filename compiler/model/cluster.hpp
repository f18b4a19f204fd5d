// Where a job runs, and what holds for it there.
#pragma once

#include "model/model.hpp"

namespace envc {

/// A cluster: a place where `slurm` holds, said in it or above all places.
bool is_cluster(const Model&, const Place&);
bool any_cluster(const Model&);

/// The place a job runs at: the one it names, else the only cluster, else none.
const Place* place_of(const Model&, const Job&);

/// Whether the job runs in the image, by pyxis: at a cluster, or at no place of a file with `slurm` above.
bool runs_in_image(const Model&, const Job&);

/// What holds for the job: the file's settings, then its place's, then its own.
RunSettings settings_of(const Model&, const Job&);

}  // namespace envc
