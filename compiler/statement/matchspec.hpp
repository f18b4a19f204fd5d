// What follows `conda install`: conda's MatchSpec, as far as its form goes.
#pragma once

#include "text/word_fault.hpp"

#include <string>
#include <string_view>

namespace envc {

struct MatchSpec {
  std::string channel;  ///< of `CHANNEL::NAME`
  std::string name;     ///< lower case
};

/// `numpy`, `numpy=1.26`, `numpy=1.26.*=py312*`, `numpy>=1.2,<2|3.1`, `ch::numpy`, `numpy 1.26.*`,
/// `numpy[version='>=1']`
ReadWord<MatchSpec> read_match_spec(std::string_view text);

/// A channel's name (`conda-forge`, `nvidia/label/cuda-11.8.0`) or its address.
bool is_channel(std::string_view text);

}  // namespace envc
