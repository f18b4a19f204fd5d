#include "resolve/needed.hpp"

#include "resolve/release_needs.hpp"
#include "resolve/spec.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

namespace envc {
namespace {

/// A restriction of the package to the releases that this version is enough for; what is not known is let through.
Restriction enough(const NamedPackage& package, ReleaseNeeds& needs, std::string_view subject,
                   std::string_view version) {
  Restriction restriction{package.variable, {}};
  for (std::size_t i = 0; i < package.releases.size(); ++i)
    restriction.admitted.push_back(needs.admit(i, subject, version));
  restriction.admitted.push_back(true);  // a release that is not known
  restriction.admitted.push_back(true);  // none
  return restriction;
}

/// Versions of the subject that exist, as something needs them.
std::vector<std::string> needed_versions(const NamedPackage& package, std::string_view subject) {
  std::vector<std::string> all;
  for (const PossibleRelease& release : package.releases) {
    if (release.row == nullptr || release.instead != nullptr) continue;
    for (const Need& need : needs_of(*release.row)) {
      const bool exact = need.op == ">=" || (need.op == "==" && need.version.find('*') == std::string_view::npos);
      if (need.subject == subject && exact) insert_version(all, need.version);
    }
  }
  return all;
}

void claim_needed(const NamedPackage& package, ReleaseNeeds& needs, Manager manager, const Package& pinned,
                  const std::string& version, Choosing& c) {
  c.claim({.of = Saying::Of::needed,
           .where = pinned.where,
           .text = pinned.spec,
           .label = "this version is chosen here",
           .name = pinned.name},
          {enough(package, needs, pinned.name, version)});
  for (const auto& [other, side] : by_nearness(needed_versions(package, pinned.name), version))
    c.alternative(with_version(manager, pinned.spec, other), enough(package, needs, pinned.name, other), side);
}

/// `<=0.4.20,>=0.4.14`: all that the release needs of it; empty: nothing keeps newer ones away.
std::string bounds(const Release& release, std::string_view subject) {
  std::vector<std::string> all;
  bool from_above = false;
  for (const Need& need : needs_of(release)) {
    if (need.subject != subject) continue;
    from_above = from_above || need.op == "<" || need.op == "<=" || need.op == "==";
    all.push_back(fmt::format("{}{}", need.op, need.version));
  }
  return from_above ? fmt::format("{}", fmt::join(all, ",")) : std::string();
}

/// Whether its release is chosen with the rest, so that nothing is left to bound.
bool is_chosen(const Resolving& r, const Choosing& c, const ResolvedPackage& package) {
  const Framework& framework = r.facts.framework();
  return package.name == framework.pip || package.name == framework.conda ||
         has_word(framework.companions, package.name) ||
         std::any_of(c.packages.begin(), c.packages.end(), [&](const NamedPackage& one) {
           return r.out.packages[one.statement].packages[one.index].name == package.name;
         });
}

/// Whether a release needs it; the text first, as most rows do not have the name in it.
bool is_needed(const NamedPackage& package, std::string_view subject) {
  return std::any_of(package.releases.begin(), package.releases.end(), [&](const PossibleRelease& one) {
    return one.row != nullptr && one.instead == nullptr && one.row->needs.find(subject) != std::string_view::npos &&
           needs(*one.row, subject);
  });
}

}  // namespace

void claim_needed(const Resolving& r, Choosing& c) {
  for (const NamedPackage& package : c.packages) {
    const Manager manager = r.model.packages[package.statement].manager;
    ReleaseNeeds needs(package.releases);
    for (const std::size_t i : r.statements(manager)) {
      for (const Package& pinned : r.model.packages[i].packages) {
        if (pinned.name == r.facts.framework().name || !is_needed(package, pinned.name)) continue;
        const auto range = read_spec(manager, pinned.spec).range;
        const auto version = range ? range->named() : std::nullopt;
        if (version) claim_needed(package, needs, manager, pinned, *version, c);
      }
    }
  }
}

void settle_needed(const Resolving& r, const Choosing& c, const NamedPackage& named, const PossibleRelease& chosen) {
  const Manager manager = r.model.packages[named.statement].manager;
  const ResolvedPackage& fixed = r.out.packages[named.statement].packages[named.index];
  const auto range = read_spec(manager, fixed.spec).range;
  if (chosen.row == nullptr || !range || !range->named()) return;
  for (const std::size_t i : r.statements(manager)) {
    for (ResolvedPackage& package : r.out.packages[i].packages) {
      if (package.spec != package.name || !needs(*chosen.row, package.name) || is_chosen(r, c, package)) continue;
      // an earlier run installed it without the bound: it works so
      if (r.kept.packages.contains(fmt::format("{} {}", name(manager), package.spec))) continue;
      const std::string bound = bounds(*chosen.row, package.name);
      if (bound.empty()) continue;
      package.spec += bound;
      package.why = fmt::format("{} {} needs it so", fixed.name, *range->named());
      package.held_by = fixed.where;
      r.decide(fmt::format("{} {}", name(manager), package.name), package.spec, package.why);
    }
  }
}

}  // namespace envc
