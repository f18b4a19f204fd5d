// What follows `conda install`: conda's MatchSpec.
#pragma once

#include "text/word_fault.hpp"
#include "version/conda.hpp"

#include <string>
#include <string_view>

namespace envc {

struct MatchSpec {
  std::string channel;  ///< of `CHANNEL::NAME`, without the subdir; empty: none named
  std::string subdir;   ///< `linux-64` of `CHANNEL/linux-64::NAME`
  std::string name;     ///< lower case
  CondaSpec versions;
  std::string build;  ///< as written, perhaps with `*`; empty: every build
  std::string other;  ///< further keys in brackets, as they were said: `md5=…,license=…`
  std::string url;    ///< of a package named by its address

  [[nodiscard]] bool admits(std::string_view version, std::string_view build) const;
};

/// `numpy`, `numpy=1.26`, `numpy=1.26.*=py312*`, `numpy>=1.2,<2|3.1`, `ch::numpy`, `ch/linux-64::numpy`,
/// `numpy 1.26.*`, `numpy[version='>=1',build=py*]`, `https://…/numpy-1.26.0-py312_0.conda`
ReadWord<MatchSpec> read_match_spec(std::string_view text);

/// What follows the name: `=1.2`, `>=1.2,<2`, ` 1.2.*`, or nothing. Here a single `=1.2` or `1.2*` admits what is
/// within it, and a single `==1.2.*` the same.
ReadWord<CondaSpec> read_conda_versions(std::string_view text);

/// A version spec by itself, as in `[version='…']`: as above, but `==1.2.*` is exactly 1.2.
ReadWord<CondaSpec> read_conda_spec(std::string_view text);

/// A channel's name (`conda-forge`, `nvidia/label/cuda-11.8.0`) or its address.
bool is_channel(std::string_view text);

}  // namespace envc
