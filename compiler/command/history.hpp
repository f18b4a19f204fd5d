// Which kinds of layers the edits of a project.env changed, by the history that git has of it.
#pragma once

#include "command/pipeline.hpp"
#include "resolve/learned.hpp"

#include <cstddef>
#include <map>
#include <string>

namespace envc {

struct History {
  std::size_t edits = 0;       ///< commits that change what an image is made of
  std::size_t without = 0;     ///< commits that change comments, form, places or jobs alone
  std::size_t unreadable = 0;  ///< versions that this envc finds a fault in: passed over
  std::map<std::string, CountedEdits> counts;
};

/// Every version of the file that the history has, renames followed, the oldest first, planned as it stood. An edit
/// touches a kind if the packages of that kind, or what its layers do beside them, differ before and after; an edit
/// that brings the first layer of a kind says nothing of it. Not counted are kinds that change with other files of the
/// project (requirement files, sources) or with envc itself. Throws MachineError where git is missing or has no
/// version.
History history_of(const Project&, const Request&, const Terminal&);

}  // namespace envc
