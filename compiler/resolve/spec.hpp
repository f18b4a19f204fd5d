// A package as said: its version part, and that part put anew.
#pragma once

#include "model/steps.hpp"
#include "version/version.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace envc {

struct Spec {
  std::optional<VersionRange> range;  ///< nullopt: comes from an address, or is said in a way not understood
  std::string build;                  ///< conda's build string, perhaps with `*`
  std::string channel;                ///< conda: of `CHANNEL::NAME`
  std::string marker;                 ///< pip: where it holds (`applies` of version/marker.hpp); empty: everywhere
  bool address = false;               ///< pip: from a URL, not an index
};

Spec read_spec(Manager, std::string_view spec);

/// The spec with its version part replaced: `torch[opt]==2.1.0+cu118 ; marker` or `channel::pytorch=2.1.0`. `build` is
/// conda's, empty for none. A package by its address has its version, and stays.
std::string with_version(Manager, std::string_view spec, std::string_view version, std::string_view build = {});

}  // namespace envc
