// Which packages go into one layer: the statements of a manager, grouped.
#pragma once

#include "layer/comment.hpp"

#include <set>
#include <string>
#include <vector>

namespace envc {

/// The statements of one manager, indexes of Model::packages.
std::vector<std::size_t> statements_of(const Model&, Manager);
/// Whether its body says how: it is a layer of its own then.
bool says_how(const PackageStatement&);
/// Every word after `before`: such a package stands apart, or all that is beside it would have to wait as well.
std::set<std::string> named_in_before(const Model&);

/// The version that a spec fixes (`pytorch=1.12.1`, `open3d==0.17`), for estimates; empty: none or a range.
std::string fixed_version(std::string_view spec);

/// Notes a layer's packages and statements: who its steps are, how often it changes, what its comment says.
void describe(Draft&, LayerId, Manager, const std::vector<std::size_t>& statements,
              const std::vector<const ResolvedPackage*>& packages);

}  // namespace envc
