// Where packages come from and which release: channels, versions left open, faults, what a base protects.
#include "resolve/base.hpp"
#include "resolve/spec.hpp"
#include "resolve/warn.hpp"
#include "version/version.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace envc {
namespace {

bool is_troubled(const Facts& facts, std::string_view channel) {
  const auto rows = facts.troubled_channels();
  return std::any_of(rows.begin(), rows.end(), [&](const TroubledChannel& row) {
    return row.name == channel || (row.name.ends_with('/') && fmt::format("{}/", channel).starts_with(row.name));
  });
}

void report_channel(const Resolving& r, std::string_view channel, Span where, std::string help) {
  r.diagnostics.add(
      {.kind = Kind::defaults_channel,
       .severity = Severity::warning,
       .message = fmt::format("the channel `{}` does not go with `{}`", channel, r.facts.defaults().channel),
       .where = where,
       .here = "its packages are built otherwise, and its terms bind organisations",
       .help = std::move(help)});
}

void check_channels(const Resolving& r) {
  for (const std::size_t i : r.statements(Manager::conda)) {
    const PackageStatement& statement = r.model.packages[i];
    for (const auto& channel : statement.channels) {
      if (is_troubled(r.facts, channel.value))
        report_channel(r, channel.value, channel.where, fmt::format("write `-c {}`", r.facts.defaults().channel));
    }
    for (const Package& package : statement.packages) {
      const auto colons = package.spec.find("::");
      if (colons == std::string::npos || !is_troubled(r.facts, package.spec.substr(0, colons))) continue;
      report_channel(r, package.spec.substr(0, colons), package.where,
                     fmt::format("write `{}`", package.spec.substr(colons + 2)));
    }
  }
}

/// What the base ships is kept, whatever is said of it.
bool kept_by_base(const Resolving& r, std::string_view package) {
  const auto kept = r.facts.frameworks();
  return r.model.base && !r.model.base->keeps_nothing && std::find(kept.begin(), kept.end(), package) != kept.end();
}

/// The newest release that the catalogue knows of this manager; empty: none.
std::string_view newest(const Facts& facts, const SaidPackage& package) {
  const CataloguePackage* const row = facts.catalogued(name(package.manager), package.said.name);
  std::string_view version;
  if (row == nullptr) return version;
  for (const Release& release : facts.releases(row->name)) {
    const bool there = release.manager.empty() || release.manager == name(package.manager);
    if (!release.absent && there && std::is_gt(compare_versions(release.version, version))) version = release.version;
  }
  return version;
}

void check_open(const Resolving& r, const SaidPackage& package) {
  if (package.manager == Manager::apt || !is_open(package) || kept_by_base(r, package.said.name)) return;
  if (elsewhere(r.facts, package) != nullptr) return;  // no version of that is what is meant
  const auto needs = r.facts.needs(name(package.manager), package.said.name);
  // a constraint file may say it
  if (!needs || !needs->heavy || !package.statement.constraint_files.empty()) return;
  const std::string_view version = newest(r.facts, package);
  const std::string_view equals = package.manager == Manager::conda ? "=" : "==";
  r.diagnostics.add(
      {.kind = Kind::unpinned_heavy,
       .severity = Severity::warning,
       .message = fmt::format("`{}` is big and has no version: each build from scratch can give another one",
                              package.said.name),
       .where = package.said.where,
       .help = version.empty() ? fmt::format("write `{}{}VERSION`", package.said.name, equals)
                               : fmt::format("write `{}{}{}`", package.said.name, equals, version)});
}

void check_fault(const Resolving& r, const SaidPackage& package) {
  const Spec spec = read_spec(package.manager, package.decided.spec);
  const auto version = spec.range ? spec.range->named() : std::nullopt;
  if (!version) return;
  for (const FaultyRelease& row : r.facts.faulty_releases()) {
    if (row.manager != name(package.manager) || row.name != package.said.name ||
        std::is_neq(compare_versions(row.version, *version)))
      continue;
    r.diagnostics.add(
        {.kind = Kind::faulty_release,
         .severity = Severity::warning,
         .message = fmt::format("`{}` {} has a fault: {}", row.name, row.version, row.reason),
         .where = package.said.where,
         .help = fmt::format("write `{}`", with_version(package.manager, package.said.spec, row.instead))});
  }
}

/// Whether every release of it is made for exactly one release of the framework, so that a base's own build never fits.
bool binds_framework(const Facts& facts, std::string_view package) {
  std::size_t bound = 0;
  std::size_t all = 0;
  for (const Release& release : facts.releases(package)) {
    ++all;
    const auto needs = needs_of(release);
    bound += std::any_of(needs.begin(), needs.end(),
                         [&](const Need& need) {
                           return need.subject == facts.framework().name && need.op == "==" &&
                                  need.version.find('*') == std::string_view::npos;
                         })
                 ? 1
                 : 0;
  }
  return all != 0 && bound == all;
}

/// A wheel for one release of the framework, on a base that ships a build of its own.
void check_base(const Resolving& r, const SaidPackage& package) {
  if (package.manager != Manager::pip || !r.model.base || r.model.base->keeps_nothing) return;
  const Shipped* const shipped = r.facts.shipped_by(image_reference(r.model.base->image.value).known_as());
  const CataloguePackage* const row = r.facts.catalogued("pip", package.said.name);
  if (goes_alone(package.statement) || shipped == nullptr || shipped->framework != r.facts.framework().name ||
      row == nullptr || read_spec(Manager::pip, package.said.spec).address || !binds_framework(r.facts, row->name))
    return;
  for (const SaidPackage& other : said_packages(r)) {
    if (other.manager == Manager::pip && other.said.name == r.facts.framework().pip) return;
  }
  r.diagnostics.add(
      {.kind = Kind::base_framework,
       .severity = Severity::warning,
       .message = fmt::format("each wheel of `{}` is made for one release of {}, and none for the base's own build",
                              package.said.name, r.facts.framework().pip),
       .where = package.said.where,
       .here = "the base's is kept, so pip finds no release or an old one",
       .labels = {{r.model.base->image.where, fmt::format("ships its own {}", r.facts.framework().pip)}},
       .help = fmt::format("build it from source (`pip git+https://…`), or take a version that is known to run with "
                           "`pip {}==VERSION --no-deps`",
                           package.said.name)});
}

}  // namespace

void warn_of_sources(const Resolving& r) {
  check_channels(r);
  for (const SaidPackage& package : said_packages(r)) {
    check_open(r, package);
    check_fault(r, package);
    check_base(r, package);
  }
}

}  // namespace envc
