// The layers of pip.
#pragma once

#include "layer/draft.hpp"

#include <cstddef>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace envc {

/// One `pip install` or `uninstall`.
struct PipGroup {
  LayerKind kind = LayerKind::pip;
  std::string name;                                   ///< of its layer
  std::vector<std::size_t> statements = {};           ///< indexes of Model::packages
  std::vector<const ResolvedPackage*> packages = {};  ///< from those
  std::vector<ResolvedPackage> added = {};            ///< by envc
  std::optional<std::size_t> own = {};                ///< the one statement whose indexes, flags and how-lines it has
  bool requirement_files = false;                     ///< those of its statements are its own
  bool projects = false;                              ///< likewise
  bool heavy = false;
  bool tools = false;     ///< what is needed to build others without isolation
  bool compiled = false;  ///< by itself, after what it is built against, without isolation
  bool open = false;      ///< where the next package that the file names would go
  bool removes = false;
  std::uint32_t removals = 0;
};

/// Heavy packages stand apart from light ones, requirement files and the project's own sources apart from both; a
/// statement with indexes, flags or how-lines of its own is a group by itself; what is compiled against another package
/// is one too.
std::vector<PipGroup> pip_groups(const Draft&);

void add_pip(Draft&, const std::vector<PipGroup>&);

/// What pip's layers cannot do without: the interpreter, conda's packages, what they are built against and with.
void relate_pip(Draft&, const std::vector<PipGroup>&);
/// By default: which pip layer comes first, and apt before what may compile. Then each is told what it must not move.
void relate_pip_by_default(Draft&, const std::vector<PipGroup>&);

}  // namespace envc
