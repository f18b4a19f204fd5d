#include "resolve/possible_releases.hpp"

#include "resolve/extras.hpp"
#include "resolve/framework.hpp"
#include "resolve/releases.hpp"
#include "version/version.hpp"

#include <algorithm>
#include <array>
#include <set>

namespace envc {
namespace {

/// Whether the build is what a plain spec gets; others are asked for by an extra of their name. What the catalogue
/// calls builds is its own vocabulary; a build for a CUDA is called as those of the framework are.
bool plain(const Facts& facts, std::string_view build) {
  constexpr std::array<std::string_view, 5> ways = {"", "cpu", "image", "source", "wheel"};
  return std::find(ways.begin(), ways.end(), build) != ways.end() || cuda_of_build(facts, build).has_value();
}

bool is_named(const Resolving& r, Manager manager, std::string_view package) {
  const auto statements = r.statements(manager);
  return std::any_of(statements.begin(), statements.end(), [&](std::size_t i) {
    const auto& packages = r.model.packages[i].packages;
    return std::any_of(packages.begin(), packages.end(), [&](const Package& one) { return one.name == package; });
  });
}

}  // namespace

std::vector<PossibleRelease> possible(const Facts& facts, const CataloguePackage& package, Manager manager,
                                      std::string_view spec) {
  std::set<std::string> extras = extras_of(spec);
  std::vector<PossibleRelease> all;
  const auto rows = facts.releases(package.name);
  const bool by_extra =
      std::any_of(rows.begin(), rows.end(), [&](const Release& row) { return extras.contains(as_extra(row.build)); });
  std::string_view last;
  bool says_how = true;  // of the release that is looked at
  const auto close = [&] {
    const bool has_source = package.cuda == "compiles" && package.repository.empty();
    if (!says_how && has_source && manager == Manager::pip) all.push_back({nullptr, std::string(last)});
    says_how = false;
  };
  for (const Release& row : rows) {
    if (row.absent || (!row.manager.empty() && row.manager != name(manager))) continue;
    if (by_extra ? !extras.contains(as_extra(row.build)) : !plain(facts, row.build)) continue;
    if (all.empty() || row.version != last) {
      if (!all.empty()) close();
      says_how = false;
      last = row.version;
    }
    says_how = says_how || row.build.empty() || row.build == from_source;
    all.push_back({&row, std::string(row.version)});
  }
  if (!all.empty()) close();
  std::stable_sort(all.begin(), all.end(), [](const PossibleRelease& a, const PossibleRelease& b) {
    if (a.version.empty() || b.version.empty()) return false;
    return std::is_gt(compare_versions(a.version, b.version));
  });
  return all;
}

void add_patch(const CataloguePackage& package, std::string_view named, std::vector<PossibleRelease>& all) {
  const auto same = [&](const PossibleRelease& one) { return std::is_eq(compare_versions(one.version, named)); };
  if (std::any_of(all.begin(), all.end(), same)) return;
  std::vector<PossibleRelease> patch;
  for (const PossibleRelease& one : all) {
    if (one.row != nullptr && says_of(package, *one.row, named)) patch.push_back({one.row, std::string(named)});
  }
  const auto older = std::find_if(all.begin(), all.end(), [&](const PossibleRelease& one) {
    return std::is_lt(compare_versions(one.version, named));
  });
  all.insert(older, patch.begin(), patch.end());
}

void add_siblings(const Resolving& r, NamedPackage& package, Manager manager, const Package& said) {
  const auto family = [&](const CataloguePackage& one) {
    return !one.framework && !package.package->imports.empty() && one.imports == package.package->imports;
  };
  if (!family(*package.package) || !extras_of(said.spec).empty()) return;
  std::vector<PossibleRelease> all;
  for (const CataloguePackage& other : r.facts.catalogue()) {
    const std::string_view theirs = manager == Manager::pip ? other.pip : other.conda;
    if (other.name == package.package->name || theirs.empty() || !family(other)) continue;
    if (is_named(r, manager, theirs)) return;
    for (const PossibleRelease& one : possible(r.facts, other, manager, theirs))
      all.push_back({one.row, one.version, &other});
  }
  std::stable_partition(all.begin(), all.end(), [&](const PossibleRelease& one) {
    return r.model.cuda && one.row != nullptr && one.row->cuda == leading(r.model.cuda->version.value, 2);
  });
  package.releases.insert(package.releases.end(), all.begin(), all.end());
}

}  // namespace envc
