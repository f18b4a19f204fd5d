// What the scripts of a cluster share: import-sqsh.sh makes the file that the jobs of a place run in.
#pragma once

#include "layer/plan.hpp"

#include <string>

namespace envc {

/// `kylevedder+research_dev_env+3f2a….sqsh`: the pinned image as enroot spells it.
std::string sqsh_name(const Plan&);

/// The folder of a place's .sqsh files as a bash word; `"$project"` where none is said.
std::string images_folder(const Place&);

/// The place a job runs at: the one it names, else the only one with `slurm`, else none.
const Place* place_of(const Plan&, const Job&);

/// A place whose jobs run in the image, by pyxis: one that says `slurm`.
bool has_pyxis(const Place&);

/// Whether some place has: then import-sqsh.sh is written.
bool needs_sqsh(const Plan&);

/// `NAME.sbatch`, without the header.
std::string sbatch_script(const Plan&, const Job&);

/// import-sqsh.sh, without the header.
std::string import_script(const Plan&);

/// envc.mk, without the header.
std::string make_rules(const Plan&);

}  // namespace envc
