// Durations: `90m`, `12h`, `1d12h`, `12:00:00`, `1-12:00:00`.
#pragma once

#include "text/word_fault.hpp"

#include <cstdint>
#include <string_view>

namespace envc {

/// Seconds, more than none and at most ten years. Forms that tools read in different ways (`30`, `12:30`) are faults
/// that name both readings.
ReadWord<std::uint64_t> read_duration(std::string_view text);

}  // namespace envc
