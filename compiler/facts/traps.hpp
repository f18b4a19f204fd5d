// Rows of stdlib/traps.toml: what costs people a day.
#pragma once

#include <string_view>

namespace envc {

/// A name that this manager does not have, or has for another project.
struct Elsewhere {
  std::string_view manager;
  std::string_view name;
  std::string_view instead;  ///< a statement: `apt libgl1`
};

/// Packages that write the same files.
struct SameFiles {
  std::string_view names;
  std::string_view shares;  ///< `the folder cv2`
};

/// A package that brings a CUDA for all others to find.
struct SecondCuda {
  std::string_view manager;
  std::string_view name;
  std::string_view versions;  ///< by distribution: `ubuntu20.04=10.1`
  bool nvcc = false;          ///< its compiler, too
};

/// A conda channel that does not go with the default one.
struct TroubledChannel {
  std::string_view name;  ///< ends with `/`: the beginning of an address
};

/// A release that is worse than its number says.
struct FaultyRelease {
  std::string_view manager;
  std::string_view name;
  std::string_view version;
  std::string_view instead;
  std::string_view reason;
};

/// Images whose package source is signed with a key that was taken back.
struct OldKey {
  std::string_view image;
  std::string_view below;  ///< the first version without the fault
  std::string_view word;   ///< of the tags that have it
};

/// Where a compiler for nvcc is named.
struct HostCompiler {
  std::string_view manager;  ///< apt, conda, or env: a variable
  std::string_view name;     ///< `gcc-{}`, `gxx`, `CC`
};

}  // namespace envc
