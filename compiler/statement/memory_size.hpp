// Sizes of memory: `32G`, `64GiB`, `512M`, `1.5T`.
#pragma once

#include "text/word_fault.hpp"

#include <cstdint>
#include <string_view>

namespace envc {

/// MiB, more than none and at most 1024 TiB. K, M, G and T are powers of 1024, as SLURM means them, with or without `B`
/// or `iB`; a fraction must make whole MiB. Forms that SLURM reads in a way of its own (`32`, `0`) are faults that say
/// so.
ReadWord<std::uint64_t> read_memory_size(std::string_view text);

}  // namespace envc
