// The numbers of an array of jobs: `0-9`, `1,3,5`, `0-20:5`, `0-99%4`.
#pragma once

#include "text/word_fault.hpp"

#include <string>
#include <string_view>

namespace envc {

/// The text as it stands, if SLURM takes it and means by it what it seems to mean: ranges run upwards, no number comes
/// twice, `%N` at the end (at most N at a time) is not 0.
ReadWord<std::string> read_array_range(std::string_view text);

}  // namespace envc
