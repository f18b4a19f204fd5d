// GPUs against the packages of the catalogue: on which compute capabilities a release runs.
#include "resolve/extras.hpp"
#include "resolve/release_needs.hpp"
#include "resolve/releases.hpp"
#include "resolve/warn.hpp"
#include "resolve/wheel_name.hpp"
#include "version/version.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>

namespace envc {
namespace {

constexpr std::string_view subject = "capability";

/// What the release needs of the GPU and this one has not: `8.0`; empty: nothing.
std::string lacking(const Release& release, std::string_view capability) {
  for (const Need& need : needs_of(release)) {
    if (need.subject != subject) continue;
    const auto range = range_of(need);
    if (range && !range->admits(capability)) return std::string(need.version);
  }
  return {};
}

/// A package as it is installed.
struct Installed {
  const SaidPackage& said;
  const CataloguePackage& package;
  std::string version;                 ///< empty: the newest
  std::vector<const Release*> of_way;  ///< all releases of it, in the way it is asked for, oldest first
};

/// nullopt: not in the catalogue, or it is not known which release it is.
std::optional<Installed> installed(const Facts& facts, const SaidPackage& said) {
  const Spec spec = read_spec(said.manager, said.decided.spec);
  const auto wheel = spec.address ? wheel_of(said.decided.spec) : std::nullopt;
  const CataloguePackage* const row = facts.catalogued(name(said.manager), wheel ? wheel->name : said.said.name);
  if (row == nullptr || (!wheel && (spec.address || !spec.range))) return std::nullopt;
  const auto named = wheel ? std::optional(wheel->version) : spec.range->named();
  if (!named && !spec.range->any()) return std::nullopt;
  Installed found{said, *row, named.value_or(""), {}};
  const auto releases = facts.releases(row->name);
  const std::set<std::string> extras = extras_of(said.said.spec);
  const bool by_extra = std::any_of(releases.begin(), releases.end(),
                                    [&](const Release& one) { return extras.contains(as_extra(one.build)); });
  for (const Release& release : releases) {
    const bool of_manager = release.manager.empty() || release.manager == name(said.manager);
    if (release.absent || !of_manager || (by_extra && !extras.contains(as_extra(release.build)))) continue;
    found.of_way.push_back(&release);
  }
  if (found.of_way.empty()) return std::nullopt;
  if (found.version.empty()) found.version = found.of_way.back()->version;
  return found;
}

/// What this version needs that the GPU has not, however it is had; empty: it runs, or nothing is known of it.
std::string lacking(const Installed& installed, std::string_view version, std::string_view capability) {
  std::string least;
  for (const Release* release : installed.of_way) {
    if (!says_of(installed.package, *release, version)) continue;
    least = lacking(*release, capability);
    if (least.empty()) return {};
  }
  return least;
}

void check(const Resolving& r, const Installed& installed, const TargetGpu& target) {
  const std::string least = lacking(installed, installed.version, target.capability);
  if (least.empty()) return;
  const std::string& package = installed.said.said.name;
  std::string_view newest;  // that is known to run on it
  for (const Release* release : installed.of_way) {
    const bool known = std::any_of(installed.of_way.begin(), installed.of_way.end(), [&](const Release* one) {
      return one->version == release->version && one->needs.find(subject) != std::string_view::npos;
    });
    if (known && lacking(installed, release->version, target.capability).empty()) newest = release->version;
  }
  r.diagnostics.add({.kind = Kind::gpu_not_in_build,
                     .severity = Severity::warning,
                     .message = fmt::format("`{}` does not run on {}", package, target.shown),
                     .where = target.where,
                     .here = fmt::format("compute capability {}, but {} {} needs {} or newer", target.capability,
                                         package, installed.version, least),
                     .labels = {{installed.said.said.where, "it is installed here"}},
                     .help = newest.empty() ? std::string()
                                            : fmt::format("{} {} runs on it: write `{}`", package, newest,
                                                          with_version(installed.said.manager, package, newest))});
}

}  // namespace

void warn_of_package_gpus(const Resolving& r) {
  const std::vector<TargetGpu> targets = target_gpus(r);
  if (targets.empty()) return;
  for (const SaidPackage& said : said_packages(r)) {
    if (said.manager == Manager::apt) continue;
    const auto package = installed(r.facts, said);
    if (!package) continue;
    for (const TargetGpu& target : targets) check(r, *package, target);
  }
}

}  // namespace envc
