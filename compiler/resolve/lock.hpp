// What envc.lock remembers of earlier runs.
#pragma once

#include "diagnostic/diagnostic.hpp"
#include "resolve/kept.hpp"
#include "text/source.hpp"

#include <optional>
#include <string>
#include <vector>

namespace envc {

/// The version of the lock's form that this envc writes.
inline constexpr int lock_version = 1;

struct Lock {
  Kept kept;  ///< what was decided, but for what the source itself said
  /// The instructions of the leading layers that were built at least once (`envc seal`), in their order.
  std::vector<std::string> sealed;
};

/// Reads a lock. Conflict markers of git: what both sides agree on holds, and `lock-conflict` warns where they differ.
/// Damage, or a lock that a newer envc wrote, is an error and nullopt.
std::optional<Lock> read_lock(const Source&, Diagnostics&);

}  // namespace envc
