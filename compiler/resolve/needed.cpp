#include "resolve/needed.hpp"

#include "resolve/spec.hpp"

#include "version/version.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace envc {
namespace {

/// What a release needs of the subject; nothing is known of one without a row.
std::vector<Need> needs_on(const PossibleRelease& release, std::string_view subject) {
  if (release.row == nullptr || release.row->needs.find(subject) == std::string_view::npos) return {};
  std::vector<Need> all = needs_of(*release.row);
  std::erase_if(all, [&](const Need& need) { return need.subject != subject; });
  return all;
}

bool admits(const std::vector<Need>& needs, std::string_view version) {
  return std::all_of(needs.begin(), needs.end(), [&](const Need& need) {
    const auto range = VersionRange::of_pip(fmt::format("{}{}", need.op, need.version));
    return !range || range->admits(version);
  });
}

/// A restriction of the package to the releases that this version is enough for; what is not known is let through.
Restriction enough(const NamedPackage& package, std::string_view subject, std::string_view version) {
  Restriction restriction = only(package.variable, package.releases,
                                 [&](const PossibleRelease& one) { return admits(needs_on(one, subject), version); });
  restriction.admitted.push_back(true);  // a release that is not known
  restriction.admitted.push_back(true);  // none
  return restriction;
}

void claim_needed(const NamedPackage& package, Manager manager, const Package& pinned, const std::string& version,
                  Choosing& c) {
  std::vector<std::string> others;  // that exist, as something needs them
  for (const PossibleRelease& release : package.releases) {
    for (const Need& need : needs_on(release, pinned.name)) {
      const bool exact = need.op == ">=" || (need.op == "==" && need.version.find('*') == std::string_view::npos);
      if (exact) insert_version(others, need.version);
    }
  }
  c.claim({.of = Saying::Of::needed,
           .where = pinned.where,
           .text = pinned.spec,
           .label = "this version is chosen here",
           .name = pinned.name},
          {enough(package, pinned.name, version)});
  for (const auto& [other, side] : by_nearness(others, version))
    c.alternative(with_version(manager, pinned.spec, other), enough(package, pinned.name, other), side);
}

}  // namespace

void claim_needed(const Resolving& r, Choosing& c) {
  for (const NamedPackage& package : c.packages) {
    const Manager manager = r.model.packages[package.statement].manager;
    for (const std::size_t i : r.statements(manager)) {
      for (const Package& pinned : r.model.packages[i].packages) {
        const auto range = read_spec(manager, pinned.spec).range;
        const auto version = range ? range->named() : std::nullopt;
        const bool needed = version && pinned.name != r.facts.framework().name &&
                            std::any_of(package.releases.begin(), package.releases.end(),
                                        [&](const auto& one) { return !needs_on(one, pinned.name).empty(); });
        if (needed) claim_needed(package, manager, pinned, *version, c);
      }
    }
  }
}

}  // namespace envc
