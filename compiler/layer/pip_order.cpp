// What must come before pip's layers, and which of them comes first.
#include "layer/foundation.hpp"
#include "layer/packages.hpp"
#include "layer/pip.hpp"
#include "resolve/resolving.hpp"

#include <fmt/format.h>
#include <algorithm>

namespace envc {
namespace {

/// Lower first. What is heavy brings what others would bring in another build, so it comes before the light; an index
/// of its own says where a package must come from, so it comes before the default index can satisfy it; what is not
/// known in advance (requirement files, the project itself) meets an environment that is there.
int rank(const PipGroup& group, const content::PipInstall& install) {
  const bool own_index = !install.index_url.empty() || !install.extra_index_urls.empty() || !install.find_links.empty();
  if (group.kind == LayerKind::pip_local) return 6;
  if (group.kind == LayerKind::pip_requirements && !group.heavy) return 5;
  if (group.compiled || group.tools) return 2;
  if (group.heavy) return own_index ? 0 : 1;
  return own_index ? 3 : 4;
}

const content::PipInstall& install_of(const Draft& draft, LayerId id) {
  return std::get<content::PipInstall>(draft[id].content);
}

/// Whether a wheel of the group is made against a package of the other one, so that it comes after what it is made for.
bool made_against(const Draft& draft, const PipGroup& group, const PipGroup& other) {
  return std::any_of(group.packages.begin(), group.packages.end(), [&](const ResolvedPackage* package) {
    const auto needs = draft.facts.needs("pip", package->name);
    if (!needs || needs->compiles_against.empty()) return false;
    return std::any_of(other.packages.begin(), other.packages.end(),
                       [&](const ResolvedPackage* against) { return against->name == needs->compiles_against; });
  });
}

/// The ranks of all groups, two apart; what is made against one of them is one behind it, if not further.
std::vector<int> ranks(const Draft& draft, const std::vector<PipGroup>& groups) {
  std::vector<int> all;
  for (std::size_t k = 0; k < groups.size(); ++k) all.push_back(2 * rank(groups[k], install_of(draft, draft.pip[k])));
  std::vector<int> with_wheels = all;
  for (std::size_t k = 0; k < groups.size(); ++k) {
    for (std::size_t other = 0; other < groups.size(); ++other) {
      if (other != k && made_against(draft, groups[k], groups[other]))
        with_wheels[k] = std::max(with_wheels[k], all[other] + 1);
    }
  }
  return with_wheels;
}

/// A requirement with bounds that stand in it as words, so that it can be said again.
bool is_pin(const ResolvedPackage& package) {
  return package.spec.find_first_of("=<>~!") != std::string::npos && package.spec.find('@') == std::string::npos &&
         package.spec.find("://") == std::string::npos;
}

std::vector<LayerId> layers_with(const Draft& draft, const std::vector<LayerId>& among, const std::string& package) {
  std::vector<LayerId> found;
  for (const LayerId id : among) {
    const auto& packages = draft.origin(id).packages;
    if (std::any_of(packages.begin(), packages.end(), [&](const auto& one) { return one.second == package; })) {
      found.push_back(id);
    }
  }
  return found;
}

void relate_compiled(Draft& draft, const std::vector<PipGroup>& groups, std::size_t which) {
  const LayerId id = draft.pip[which];
  std::set<std::string> before;
  for (const ResolvedPackage* package : groups[which].packages) {
    if (!package->compiles_against.empty()) before.insert(package->compiles_against);
  }
  for (const std::size_t i : groups[which].statements) {
    for (const auto& tool : draft.resolution.packages[i].build_tools) before.insert(tool.first);
  }
  for (const std::string& package : before) draft.require(id, layers_with(draft, draft.pip, package));
  // What it is built against can be in a file that only pip reads, if the base does not ship it.
  if (draft.resolution.python.from == Interpreter::From::base) return;
  for (const ResolvedPackage* package : groups[which].packages) {
    if (!package->compiles_against.empty()) continue;
    for (std::size_t k = 0; k < groups.size(); ++k) {
      if (groups[k].requirement_files) draft.require_by_default(id, std::span(&draft.pip[k], 1));
    }
  }
}

/// The pinned requirements of all pip layers before this one.
std::vector<std::string> pins_before(const Draft& draft, const std::vector<PipGroup>& groups, std::size_t which) {
  std::map<LayerId, std::size_t> place;
  for (std::size_t k = 0; k < groups.size(); ++k) place[draft.pip[k]] = k;
  std::set<std::string> own;
  for (const ResolvedPackage* package : groups[which].packages) own.insert(package->name);
  std::set<std::string> pins;
  std::set<LayerId> seen;
  std::vector<LayerId> open = {draft.pip[which]};
  while (!open.empty()) {
    const LayerId next = open.back();
    open.pop_back();
    for (const LayerId id : draft[next].requires_) {
      if (!place.contains(id) || !seen.insert(id).second) continue;
      open.push_back(id);
      const PipGroup& before = groups[place[id]];
      // what was installed without what it needs would bring the conflict back if it were named again
      const bool alone = before.own && goes_alone(draft.model.packages[*before.own]);
      if (before.removes || alone) continue;
      for (const ResolvedPackage* package : before.packages) {
        if (is_pin(*package) && !own.contains(package->name)) pins.insert(package->spec);
      }
    }
  }
  return {pins.begin(), pins.end()};
}

/// Whether it is the second part of what could be one layer.
bool is_second_part(const Draft& draft, const std::vector<PipGroup>& groups, std::size_t which) {
  const PipGroup& group = groups[which];
  if (!group.open || group.heavy || group.requirement_files || group.projects) return false;
  for (std::size_t k = 0; k < groups.size(); ++k) {
    if (groups[k].open && groups[k].heavy && !groups[k].requirement_files &&
        groups[k].removals == groups[which].removals && draft.dependents(draft.pip[k]).contains(draft.pip[which])) {
      return true;
    }
  }
  return false;
}

}  // namespace

void relate_pip(Draft& draft, const std::vector<PipGroup>& groups) {
  for (std::size_t k = 0; k < groups.size(); ++k) {
    const LayerId id = draft.pip[k];
    if (draft.python) draft.require(id, *draft.python);
    if (!draft.conda.empty()) draft.require(id, draft.conda.back());
    const std::vector<const ResolvedPackage*>& packages = groups[k].packages;
    const auto any = [&](const auto& is) { return std::any_of(packages.begin(), packages.end(), is); };
    ResolvedPackages own;
    for (const ResolvedPackage* package : packages) own.packages.push_back(*package);
    require_programs(draft, id, programs_of(own));
    if (draft.apt_build && any([](const ResolvedPackage* p) { return p->compiles; })) {
      draft.require(id, *draft.apt_build);
    }
    if (groups[k].compiled) relate_compiled(draft, groups, k);
  }
}

void relate_pip_by_default(Draft& draft, const std::vector<PipGroup>& groups) {
  order_removals(draft, draft.pip);
  const std::vector<int> rank_of = ranks(draft, groups);
  for (std::size_t k = 0; k < groups.size(); ++k) {
    const content::PipInstall& install = install_of(draft, draft.pip[k]);
    std::vector<LayerId> before;
    for (std::size_t other = 0; other < groups.size(); ++other) {
      const bool between = !groups[other].removes && !groups[k].removes && other != k;
      if (!between) continue;
      const bool ranked = !groups[k].compiled && !groups[k].tools && rank_of[other] < rank_of[k];
      // Without isolation a build sees what is installed; nobody knows what of it this one looks at.
      const bool looked_at = !groups[k].compiled && install.no_build_isolation &&
                             draft.origin(draft.pip[other]).position < draft.origin(draft.pip[k]).position;
      if (ranked || looked_at) before.push_back(draft.pip[other]);
    }
    if (draft.origin(draft.pip[k]).sees_apt) before.insert(before.end(), draft.apt.begin(), draft.apt.end());
    draft.require_by_default(draft.pip[k], before);
  }
  for (std::size_t k = 0; k < groups.size(); ++k) {
    auto& install = std::get<content::PipInstall>(draft[draft.pip[k]].content);
    if (install.remove || install.keeps_installed || !install.options.empty()) continue;
    if (is_second_part(draft, groups, k)) {
      install.keeps_installed = true;
      draft[draft.pip[k]].notes.push_back(keeping_note(Manager::pip));
      continue;
    }
    install.hold = pins_before(draft, groups, k);
    if (install.hold.empty()) continue;
    constexpr std::size_t few = 4;
    const std::string held = install.hold.size() <= few
                                 ? fmt::format("{}: installed", fmt::join(install.hold, " "))
                                 : fmt::format("the last {} of these were installed", install.hold.size());
    draft[draft.pip[k]].notes.push_back(
        fmt::format("{} before; this step must not move {}", held, install.hold.size() == 1 ? "it" : "them"));
  }
}

}  // namespace envc
