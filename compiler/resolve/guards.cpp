// What old releases cannot stand though they do not say so: bounds on other packages.
#include "resolve/settle.hpp"
#include "version/version.hpp"

#include <fmt/format.h>

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

/// Holds the guard's package back wherever it is named; where it is not, it is added beside the release.
void hold_back(const Resolving& r, const Guard& guard, const Guarded& guarded) {
  const std::string why = fmt::format("{}: {}", guarded.release, guard.reason);
  if (came_later(r, guard, guarded)) {
    r.diagnostics.add({.kind = Kind::newer_bound,
                       .severity = Severity::note,
                       .message = fmt::format("envc.lock is older than the bound `{}` ({})", guard.spec, why),
                       .where = guarded.where,
                       .help = "to take it in: `envc compile --update`"});
    return;
  }
  bool named = false;
  for (std::size_t i = 0; i < r.out.packages.size(); ++i) {
    const PackageStatement& statement = r.model.packages[i];
    if (statement.remove || statement.manager == Manager::apt) continue;
    for (ResolvedPackage& package : r.out.packages[i].packages) {
      if (package.name != guard.package) continue;
      named = true;
      const Spec spec = read_spec(statement.manager, package.spec);
      // a version that is said is the person's affair; extras or a marker are not cut off
      if (!spec.range || !spec.range->any() || package.spec != package.name) continue;
      package.spec = guard.spec;
      package.why = why;
      r.decide(fmt::format("{} {}", name(statement.manager), guard.package), package.spec, why);
    }
  }
  if (named) return;
  r.out.packages[guarded.statement].packages.push_back(
      {.name = std::string(guard.package), .spec = std::string(guard.spec), .why = why, .said = false});
  r.decide(fmt::format("{} {}", name(guarded.manager), guard.package), std::string(guard.spec), why);
}

/// The first package that is of the guard and below its bound.
std::optional<Guarded> guarded_by(const Resolving& r, const Guard& guard) {
  if (!guard.channel.empty()) return std::nullopt;  // whose builds a package is of is known of the framework alone
  for (const Manager manager : {Manager::conda, Manager::pip}) {
    for (const std::size_t i : r.statements(manager)) {
      for (const ResolvedPackage& package : r.out.packages[i].packages) {
        if (package.name != guard.of) continue;
        const Spec spec = read_spec(manager, package.spec);
        const auto version = spec.range ? spec.range->named() : std::nullopt;
        if (version && std::is_lt(compare_versions(*version, guard.below)))
          return Guarded{manager, i, package.spec, fmt::format("{} {}", package.name, *version), package.where};
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
}

}  // namespace envc
