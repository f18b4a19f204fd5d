// What releases cannot stand though they do not say so: bounds on other packages.
#include "resolve/settle.hpp"
#include "text/nearest.hpp"
#include "version/version.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace envc {
namespace {

/// The release that a guard is of, and the statement that installs it.
struct Guarded {
  Manager manager{};
  std::size_t statement = 0;
  std::string spec;     ///< as it is installed
  std::string release;  ///< `pytorch 1.12.1`
  Span where;
};

/// Whether an earlier run installed the release without the bound: the tables have learned of it since. To take it in
/// would build anew what works.
bool came_later(const Resolving& r, const Guard& guard, const Guarded& guarded) {
  const auto& decided = r.kept.decisions;
  return r.kept.packages.contains(fmt::format("{} {}", name(guarded.manager), guarded.spec)) &&
         !decided.contains(fmt::format("conda {}", guard.package)) &&
         !decided.contains(fmt::format("pip {}", guard.package));
}

std::string_view bounds_of(std::string_view spec) {
  return spec.substr(std::min(spec.find_first_of("<>=!~"), spec.size()));
}

/// Versions at and right above the bounds of a spec.
void add_corners(std::vector<std::string>& corners, std::string_view spec) {
  for (std::string_view rest = bounds_of(spec); !rest.empty();) {
    const std::size_t begin = std::min(rest.find_first_of("0123456789"), rest.size());
    const std::size_t end = std::min(rest.find_first_of(",|* ", begin), rest.size());
    std::string version(rest.substr(begin, end - begin));
    while (version.ends_with('.')) version.pop_back();
    if (!version.empty()) {
      corners.push_back(version);
      corners.push_back(version + ".0.1");
    }
    rest.remove_prefix(std::min(end + 1, rest.size()));
  }
}

/// Whether some version is admitted by both. Where bounds meet is enough to look at, and below all of them.
bool can_both(Manager manager, std::string_view a, std::string_view b) {
  const auto one = read_spec(manager, a).range;
  const auto other = read_spec(manager, b).range;
  if (!one || !other) return true;
  std::vector<std::string> corners{"0"};
  add_corners(corners, a);
  add_corners(corners, b);
  return std::any_of(corners.begin(), corners.end(),
                     [&](const std::string& version) { return one->admits(version) && other->admits(version); });
}

/// A version of the file's own that the release cannot stand.
void refuse(const Resolving& r, const Guard& guard, const Guarded& guarded, const Package& said) {
  std::vector<std::string> ways{std::string(guard.spec)};
  if (!guard.instead.empty()) ways.push_back(with_version(guarded.manager, guarded.spec, guard.instead));
  r.diagnostics.add({.kind = Kind::cannot_hold_together,
                     .message = fmt::format("`{}` does not go with {}", said.spec, guarded.release),
                     .where = said.where,
                     .here = std::string(guard.reason),
                     .labels = {{guarded.where, "this release is chosen here"}},
                     .help = fmt::format("write {}", one_of(ways))});
}

/// Two releases that need the package in versions that exclude each other.
void clash(const Resolving& r, const Guard& guard, const Guarded& guarded, const ResolvedPackage& held) {
  Diagnostic d{.kind = Kind::cannot_hold_together,
               .message = fmt::format("{} needs `{}`, but it is held to `{}` ({})", guarded.release, guard.spec,
                                      held.spec, held.why),
               .where = guarded.where,
               .here = std::string(guard.reason)};
  if (held.held_by) d.labels.push_back({held.held_by, "that is for the sake of this one"});
  if (!guard.instead.empty())
    d.help = fmt::format("write `{}`", with_version(guarded.manager, guarded.spec, guard.instead));
  r.diagnostics.add(std::move(d));
}

/// Bounds a package that the file names and leaves open; what the file says of it is held against the bound.
void bound(const Resolving& r, const Guard& guard, const Guarded& guarded, std::size_t statement, std::size_t index) {
  ResolvedPackage& package = r.out.packages[statement].packages[index];
  const Manager manager = r.model.packages[statement].manager;
  const auto& said = r.model.packages[statement].packages;
  const std::string why = fmt::format("{}: {}", guarded.release, guard.reason);
  const Spec spec = read_spec(manager, package.spec);
  if (spec.address || !spec.range) return;
  if (package.spec != package.name && !package.held_by) {
    // extras or a marker are not cut off
    if (index < said.size() && !can_both(manager, package.spec, guard.spec)) refuse(r, guard, guarded, said[index]);
    return;
  }
  if (package.held_by) {
    if (package.spec == guard.spec) return;
    if (!can_both(manager, package.spec, guard.spec)) return clash(r, guard, guarded, package);
    package.spec = fmt::format("{},{}", package.spec, bounds_of(guard.spec));
    package.why = fmt::format("{}; {}", package.why, why);
  } else {
    package.spec = guard.spec;
    package.why = why;
  }
  package.held_by = guarded.where;
  r.decide(fmt::format("{} {}", name(manager), guard.package), package.spec, package.why);
}

bool is_tool(const Resolving& r, std::string_view package) {
  return std::any_of(r.out.packages.begin(), r.out.packages.end(), [&](const ResolvedPackages& packages) {
    return packages.build_tools.contains(std::string(package));
  });
}

void bound_tools(const Resolving& r, const Guard& guard, const Guarded& guarded) {
  bool first = true;
  for (ResolvedPackages& packages : r.out.packages) {
    const auto tool = packages.build_tools.find(std::string(guard.package));
    if (tool == packages.build_tools.end() || tool->second.spec != tool->first) continue;
    tool->second = {std::string(guard.spec), fmt::format("{}: {}", guarded.release, guard.reason)};
    if (first) r.decide(fmt::format("{} {}", name(Manager::pip), guard.package), tool->second.spec, tool->second.why);
    first = false;
  }
}

/// Whether the package for whose sake a bound was taken (`torch 2.3.1: …`) is still installed in that release.
bool is_still_there(const Resolving& r, std::string_view reason) {
  const std::string_view release = reason.substr(0, reason.find(':'));
  for (const Manager manager : {Manager::conda, Manager::pip}) {
    for (const std::size_t i : r.statements(manager)) {
      for (const ResolvedPackage& package : r.out.packages[i].packages) {
        const Spec spec = read_spec(manager, package.spec);
        const auto version = spec.range ? spec.range->named() : std::nullopt;
        if (version && release == fmt::format("{} {}", package.name, public_version(*version))) return true;
      }
    }
  }
  return false;
}

/// A bound of an earlier run that the tables no longer ask for: to leave it out would build anew what works.
void keep_bounds(const Resolving& r) {
  for (const Manager manager : {Manager::conda, Manager::pip}) {
    for (const std::size_t i : r.statements(manager)) {
      for (ResolvedPackage& package : r.out.packages[i].packages) {
        const std::string subject = fmt::format("{} {}", name(manager), package.name);
        const auto kept = r.kept.decisions.find(subject);
        const auto reason = r.kept.reasons.find(subject);
        if (package.spec != package.name || kept == r.kept.decisions.end() || reason == r.kept.reasons.end()) continue;
        const Spec before = read_spec(manager, kept->second);
        if (!before.range || before.range->any() || before.range->named() || before.address) continue;
        if (!is_still_there(r, reason->second)) continue;
        package.spec = kept->second;
        package.why = reason->second;
        r.decide(subject, package.spec, package.why);
      }
    }
  }
}

/// A package that the file names.
struct Named {
  std::size_t statement = 0;
  std::size_t index = 0;
};

std::vector<Named> named(const Resolving& r, std::string_view package) {
  std::vector<Named> all;
  for (std::size_t i = 0; i < r.out.packages.size(); ++i) {
    const PackageStatement& statement = r.model.packages[i];
    if (statement.remove || statement.manager == Manager::apt) continue;
    for (std::size_t j = 0; j < r.out.packages[i].packages.size(); ++j) {
      if (r.out.packages[i].packages[j].name == package) all.push_back({i, j});
    }
  }
  return all;
}

/// Whether the bound would change what is installed, or refuse it.
bool acts(const Resolving& r, const Guard& guard, const std::vector<Named>& all) {
  return all.empty() || std::any_of(all.begin(), all.end(), [&](const Named& one) {
           const ResolvedPackage& package = r.out.packages[one.statement].packages[one.index];
           return package.spec == package.name ||
                  !can_both(r.model.packages[one.statement].manager, package.spec, guard.spec);
         });
}

/// Holds the guard's package back wherever it is named; where it is not, it is added beside the release.
void hold_back(const Resolving& r, const Guard& guard, const Guarded& guarded) {
  if (guard.tool && !is_tool(r, guard.package)) return;
  const std::vector<Named> all = named(r, guard.package);
  const std::string why = fmt::format("{}: {}", guarded.release, guard.reason);
  if (came_later(r, guard, guarded)) {
    if (!acts(r, guard, all)) return;
    r.diagnostics.add({.kind = Kind::newer_bound,
                       .severity = Severity::note,
                       .message = fmt::format("envc.lock is older than the bound `{}` ({})", guard.spec, why),
                       .where = guarded.where,
                       .help = "to take it in: `envc compile --update`"});
    return;
  }
  for (const Named& one : all) bound(r, guard, guarded, one.statement, one.index);
  if (guard.tool) return bound_tools(r, guard, guarded);
  if (!all.empty()) return;
  r.out.packages[guarded.statement].packages.push_back({.name = std::string(guard.package),
                                                        .spec = std::string(guard.spec),
                                                        .why = why,
                                                        .held_by = guarded.where,
                                                        .said = false});
  r.decide(fmt::format("{} {}", name(guarded.manager), guard.package), std::string(guard.spec), why);
}

/// The first package that is of the guard and needs the bound.
std::optional<Guarded> guarded_by(const Resolving& r, const Guard& guard) {
  if (!guard.channel.empty()) return std::nullopt;  // whose builds a package is of is known of the framework alone
  for (const Manager manager : {Manager::conda, Manager::pip}) {
    if (!guard.manager.empty() && guard.manager != name(manager)) continue;
    for (const std::size_t i : r.statements(manager)) {
      for (const ResolvedPackage& package : r.out.packages[i].packages) {
        if (package.name != guard.of) continue;
        const Spec spec = read_spec(manager, package.spec);
        const auto version = spec.range ? spec.range->named() : std::nullopt;
        const bool all = guard.from.empty() && guard.below.empty();
        if (all || (version && is_guarded(guard, *version)))
          return Guarded{manager, i, package.spec,
                         version ? fmt::format("{} {}", package.name, *version) : package.name, package.where};
      }
    }
  }
  return std::nullopt;
}

}  // namespace

void settle_guards(const Resolving& r, const FrameworkUse& use, const Build& build) {
  for (const Guard& guard : r.facts.guards()) {
    if (guard.of != r.facts.framework().name || !guards(guard, use.manager, build)) continue;
    hold_back(r, guard,
              {use.manager, use.first().statement, resolved_of(r.out, use.first()).spec,
               fmt::format("{} {}", framework_name(r.facts, use.manager), build.version),
               package_of(r.model, use.first()).where});
  }
}

void settle_other_guards(const Resolving& r) {
  for (const Guard& guard : r.facts.guards()) {
    if (guard.of == r.facts.framework().name) continue;
    if (const auto guarded = guarded_by(r, guard)) hold_back(r, guard, *guarded);
  }
  keep_bounds(r);
}

}  // namespace envc
