// Rows of the generated tables that only facts/ looks into.
#pragma once

#include <string_view>

namespace envc::facts {

struct AptSize {
  std::string_view name;
  double bytes;
  double packages;
  double seconds;  ///< 0: not measured
};

struct ArchiveSize {
  std::string_view name;
  std::string_view version;
  double bytes;
  double with_dependencies;  ///< 0: not known
};

struct KindPrior {
  std::string_view name;
  double change;
  double seconds;
  double bytes;
  double by_hand;
};

struct PackagePrior {
  std::string_view manager;
  double bandwidth;
  double unpack;  ///< bytes per second; 0: counted by package instead
  double each;
  double bytes;
  double packages;
  double change;
  double source_build;
};

struct BuildVariable {
  std::string_view name;
  std::string_view read_by;
};

struct AptRename {
  std::string_view old;
  std::string_view new_name;
  std::string_view os;
  std::string_view gone_from;
};

struct ScriptWord {
  std::string_view word;
  std::string_view wants;
};

struct Kept {
  std::string_view name;
};

}  // namespace envc::facts
