// What envc.lock remembers of earlier runs.
#pragma once

#include "diagnostic/diagnostic.hpp"
#include "resolve/kept.hpp"
#include "resolve/learned.hpp"
#include "text/source.hpp"

#include <optional>
#include <string>
#include <vector>

namespace envc {

/// The version of the lock's form that this envc writes.
inline constexpr int lock_version = 1;

/// A layer that was built at least once (`envc seal`).
struct BuiltLayer {
  std::string name = {};
  std::string kind = {};
  std::string does = {};                   ///< hash of what it does beside its packages (layer/does.hpp)
  std::vector<std::string> packages = {};  ///< as installed, those that the file asked for
  std::vector<std::string> added = {};     ///< and those that envc added
  std::string text = {};                   ///< its instructions, as they were built
  std::string wherever = {};               ///< as `does`, whatever address has the wheels; empty: that is not known

  friend bool operator==(const BuiltLayer&, const BuiltLayer&) = default;
};

struct Lock {
  Kept kept;                        ///< what was decided, but for what the source itself said
  std::vector<BuiltLayer> sealed;   ///< the leading layers that were built, in their order
  double regret = 0;                ///< seconds that edits cost more than in the best order, since all was laid anew
  std::vector<std::string> merged;  ///< managers whose packages are not split into layers, sorted (`--merge`)
  Learned learned = {};             ///< by `envc learn`
};

/// Reads a lock. Conflict markers of git: what both sides agree on holds, and `lock-conflict` warns where they differ.
/// Damage, or a lock that a newer envc wrote, is an error and nullopt.
std::optional<Lock> read_lock(const Source&, Diagnostics&);

}  // namespace envc
