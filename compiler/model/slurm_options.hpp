// Options of sbatch that ask for the same thing: SLURM takes one of each family.
#pragma once

#include "model/steps.hpp"

#include <array>
#include <span>
#include <string_view>

namespace envc {

using SlurmFamily = std::span<const std::string_view>;

inline constexpr std::array<std::string_view, 2> slurm_tasks{"ntasks-per-node", "ntasks"};
inline constexpr std::array<std::string_view, 3> slurm_memory{"mem", "mem-per-cpu", "mem-per-gpu"};
/// `gres` counts where it asks for GPUs.
inline constexpr std::array<std::string_view, 5> slurm_gpus{"gpus-per-node", "gpus", "gpus-per-socket", "gpus-per-task",
                                                            "gres"};

/// Whether `slurm NAME=VALUE` asks for what the family asks for.
bool asks_for(const EnvVar& option, SlurmFamily);

}  // namespace envc
