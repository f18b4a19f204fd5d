// What a project's statements read from its folder: files, folders, and what requirement files name in turn.
#pragma once

#include "command/project.hpp"
#include "diagnostic/diagnostic.hpp"
#include "layer/plan.hpp"
#include "model/model.hpp"
#include "text/source.hpp"

#include <map>
#include <set>
#include <string>
#include <vector>

namespace envc {

struct Inputs {
  std::vector<Input> all;  ///< sorted by path
  /// Requirement or constraint file → the files it names with -r and -c, and those in turn.
  std::map<std::string, std::vector<std::string>> included;
  std::vector<Listed> listed;   ///< what the files of each package statement say; parallel to Model::packages
  std::set<std::string> files;  ///< every single file, those in folders too; relative to the project's folder
};

/// Hashes every input. Faults: what is missing, what leads out of the project, what envc itself generates. Requirement
/// files become sources, so that a diagnostic can point into them.
Inputs gather(const Model&, const Project&, const Files&, Sources&, Diagnostics&);

}  // namespace envc
