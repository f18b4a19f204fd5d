// The layers of pip.
#pragma once

#include "layer/packages.hpp"

#include <cstddef>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace envc {

/// One `pip install` or `uninstall`.
struct PipGroup : PackageGroup {
  LayerKind kind = LayerKind::pip;
  std::optional<std::size_t> own = {};  ///< the one statement whose indexes, flags and how-lines it has
  bool requirement_files = false;       ///< those of its statements are its own
  bool projects = false;                ///< likewise
  bool heavy = false;                   ///< has a heavy package, perhaps in a file
  bool tools = false;                   ///< what is needed to build others without isolation
  bool compiled = false;                ///< by itself, after what it is built against, without isolation
  bool open = false;                    ///< where the next package that the file names would go
};

/// Heavy packages stand apart from light ones, requirement files and the project's own sources apart from both; a
/// statement with indexes, flags or how-lines of its own is a group by itself; what is compiled against another package
/// is one too.
std::vector<PipGroup> pip_groups(const Draft&);
/// What a group's layer does.
content::PipInstall pip_install(const Draft&, const PipGroup&);

void add_pip(Draft&, const std::vector<PipGroup>&);

/// What pip's layers cannot do without: the interpreter, conda's packages, what they are built against and with.
void relate_pip(Draft&, const std::vector<PipGroup>&);
/// By default: which pip layer comes first, and apt before what may compile. Then each is told what it must not move.
void relate_pip_by_default(Draft&, const std::vector<PipGroup>&);

}  // namespace envc
