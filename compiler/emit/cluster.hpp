// What the scripts of a cluster share: import-sqsh.sh makes the file that the jobs of a place run in.
#pragma once

#include "layer/plan.hpp"
#include "model/cluster.hpp"

#include <string>
#include <vector>

namespace envc {

/// `kylevedder+research_dev_env+3f2a….sqsh`: the pinned image as enroot spells it.
std::string sqsh_name(const Plan&);

/// The folder of a place's .sqsh files as a bash word; `"$project"` where none is said.
std::string images_folder(const Place*);

/// The #SBATCH lines of a job: literal values only.
std::string sbatch_directives(const Model&, const Job&);

/// Folders that the job's logs go to, `logs` if nothing else is said: SLURM makes none, and a job without its log fails
/// without a word. Relative ones start where the job is submitted.
std::vector<std::string> log_folders(const Model&, const Job&);

/// `NAME.sbatch`, without the header.
std::string sbatch_script(const Plan&, const Job&);

/// import-sqsh.sh, without the header.
std::string import_script(const Plan&);

/// envc.mk, without the header.
std::string make_rules(const Plan&);

}  // namespace envc
