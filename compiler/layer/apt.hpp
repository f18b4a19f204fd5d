// The layers of apt: what the file asks for, and what the rest of it needs.
#pragma once

#include "layer/packages.hpp"

#include <string>
#include <vector>

namespace envc {

/// One `apt-get install` or `remove`.
struct AptGroup : PackageGroup {
  std::uint32_t position = UINT32_MAX;  ///< of who needs what was added
  bool how = false;                     ///< its statement says how
  bool open = false;                    ///< where the next package that the file names would go
  bool build = false;
};

/// Packages of plain statements go into one group, with the libraries that others forgot and what the time zone and the
/// locale need. Apart from it stand: what known packages are compiled with (so that no other package delays them), what
/// a `before` names, statements that say how, removals; and what built layers hold.
std::vector<AptGroup> apt_groups(const Draft&);

void add_apt(Draft&, const std::vector<AptGroup>&);

}  // namespace envc
