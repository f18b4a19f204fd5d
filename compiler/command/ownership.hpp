// What stands where generated files go: ours to replace, or a person's.
#pragma once

#include "command/project.hpp"
#include "diagnostic/render.hpp"
#include "emit/artifact.hpp"

#include <string>
#include <vector>

namespace envc {

/// An artifact and what it meets on the disk.
struct Output {
  std::string path;
  Artifact artifact;
  bool stale = false;      ///< missing, or other bytes, or another mode
  std::string difference;  ///< of a file in the way; empty if there is none
};

/// Compares each artifact with what is there. A file that a person made or edited is an error, unless `force`.
/// `reported` is the name of an artifact whose fault is on the list already; empty: none.
std::vector<Output> meet(std::vector<Artifact>, const Project&, const Files&, bool force, std::string_view reported,
                         Color, Diagnostics&);

/// Warns of files that envc wrote for jobs or places which are gone.
void find_leftovers(const Model&, const Project&, const Files&, Diagnostics&);

}  // namespace envc
