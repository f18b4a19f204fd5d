// What `gpus` takes: `all`, `none`, `2`, `a100`, `a100:2`.
#pragma once

#include "model/runtime.hpp"
#include "text/word_fault.hpp"

#include <string_view>

namespace envc {

/// A type without a number is one GPU of it.
ReadWord<Gpus> read_gpus(std::string_view text);

}  // namespace envc
