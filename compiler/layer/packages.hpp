// Which packages go into one layer: the statements of a manager, grouped.
#pragma once

#include "layer/comment.hpp"

#include <optional>
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

/// What becomes one `install` or `remove`, whichever the manager.
struct PackageGroup {
  std::string name = {};                              ///< of its layer
  std::vector<std::size_t> statements = {};           ///< indexes of Model::packages
  std::vector<const ResolvedPackage*> packages = {};  ///< from those
  std::vector<ResolvedPackage> added = {};            ///< by envc
  std::uint32_t removals = 0;                         ///< statements above it that take packages of the manager out
  bool removes = false;
  std::optional<std::size_t> built = {};  ///< which of the built layers it is
};

/// Whether the built layer's packages are all here.
bool has_packages(const std::vector<PackageGroup*>&, const BuiltLayer&);
/// Whether a package that envc added to the built layer is now said, in another spelling: no later step could move it.
bool is_asked_otherwise(const std::vector<PackageGroup*>& all, const BuiltLayer&);
/// The first group that has one of them, else the first.
PackageGroup* first_holder(const std::vector<PackageGroup*>&, const BuiltLayer&);
/// Takes them over. What envc had added and no longer would stays: nobody asked for it to go.
void take_packages(const Draft&, const std::vector<PackageGroup*>& from, const BuiltLayer&, PackageGroup& to);

/// The groups anew: first those that are the manager's built layers, in their order, each with what it holds; then what
/// is left. `does` is deed_of() of a group's layer; `take_files` gives a built group all that a group has but its
/// packages; `is_empty` says whether nothing is left of one.
template<typename Group, typename Does, typename TakeFiles, typename IsEmpty>
std::vector<Group> with_built(const Draft& draft, std::vector<Group> groups, Manager manager, Does does,
                              TakeFiles take_files, IsEmpty is_empty) {
  if (draft.built.layers.empty()) return groups;
  std::vector<Deed> doing;
  for (const Group& group : groups) doing.push_back(does(group));
  std::vector<PackageGroup*> everyone;
  for (Group& group : groups) everyone.push_back(&group);
  std::vector<Group> all;
  for (std::size_t which = 0; which < draft.built.layers.size(); ++which) {
    const BuiltLayer& layer = draft.built.layers[which];
    const auto kind = layer_kind(layer.kind);
    if (!kind || installer_of(*kind) != manager) continue;
    std::vector<PackageGroup*> like_it;
    for (std::size_t k = 0; k < groups.size(); ++k) {
      if (is_built(doing[k], layer)) like_it.push_back(&groups[k]);
    }
    if (like_it.empty() || !has_packages(like_it, layer) || is_asked_otherwise(everyone, layer)) continue;
    Group group = take_files(static_cast<Group&>(*first_holder(like_it, layer)), *kind);
    take_packages(draft, like_it, layer, group);
    group.name = layer.name;
    group.built = which;
    all.push_back(std::move(group));
    for (std::size_t k = 0; k < groups.size(); ++k) {
      if (is_built(doing[k], layer)) doing[k] = does(groups[k]);
    }
  }
  for (Group& group : groups) {
    if (!is_empty(group)) all.push_back(std::move(group));
  }
  return all;
}

/// Notes a layer's packages and statements: who its steps are, how often it changes, what its comment says.
void describe(Draft&, LayerId, Manager, const PackageGroup&);
/// All packages of a group.
std::vector<const ResolvedPackage*> packages_of(const PackageGroup&);
/// Those of the statements that have a package in the group.
std::vector<std::size_t> statements_with(const Draft&, const std::vector<std::size_t>&, const PackageGroup&);
/// Whether the group stands on built layers of its manager: it is added to them, or was built on them.
bool is_on_built(const Draft&, Manager, const PackageGroup&);
/// Whether it is added to them.
bool is_appended(const Draft&, Manager, const PackageGroup&);
/// What the comment says of a layer that keeps what is installed.
std::string keeping_note(Manager);
/// The layer of a group: as it was built, or a new one.
LayerId add_layer(Draft&, LayerKind, const PackageGroup&, Content);

}  // namespace envc
