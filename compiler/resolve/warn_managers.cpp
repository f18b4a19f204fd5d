// Packages that the manager does not have, or installs where nobody looks.
#include "resolve/spec.hpp"
#include "resolve/warn.hpp"
#include "version/version.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace envc {
namespace {

void check_elsewhere(const Resolving& r, const SaidPackage& package) {
  const Elsewhere* const row = elsewhere(r.facts, package);
  if (row == nullptr) return;
  r.diagnostics.add({.kind = Kind::wrong_manager,
                     .severity = Severity::warning,
                     .message = fmt::format("`{}` is no package of {}, or another one than is meant", package.said.name,
                                            name(package.manager)),
                     .where = package.said.where,
                     .help = fmt::format("write `{}`", row->instead)});
}

/// A name that is a stub by now: only its old releases are what the name says.
void check_stub(const Resolving& r, const SaidPackage& package) {
  const Spec spec = read_spec(package.manager, package.said.spec);
  const auto version = spec.range ? spec.range->named() : std::nullopt;
  for (const Stub& row : r.facts.stubs()) {
    if (row.manager != name(package.manager) || row.name != package.said.name) continue;
    if (version && std::is_lt(compare_versions(*version, row.from))) continue;
    r.diagnostics.add({.kind = Kind::wrong_manager,
                       .severity = Severity::warning,
                       .message = fmt::format("`{}` is a stub that fails, from {} on", row.name, row.from),
                       .where = package.said.where,
                       .help = fmt::format("write `{}`", row.instead)});
  }
}

/// Whether pip is known to have it.
bool known_to_pip(const Facts& facts, std::string_view name) {
  const auto rows = facts.package_names();
  return facts.needs("pip", name) || facts.catalogued("pip", name) != nullptr ||
         std::any_of(rows.begin(), rows.end(), [&](const PackageNames& row) { return row.pip == name; });
}

/// A package of the distribution's Python, which an environment with another one does not see.
void check_environment(const Resolving& r, const SaidPackage& package) {
  const std::string_view pattern = r.facts.python_package();
  const std::string_view start = pattern.substr(0, pattern.find("{}"));
  if (package.manager != Manager::apt || r.out.python.prefix.empty() || !package.said.name.starts_with(start)) return;
  std::string known = package.said.name.substr(start.size());
  // a Debian package is called by what is imported
  for (const PackageNames& row : r.facts.package_names()) {
    if (row.imported == known) known = row.pip;
  }
  for (const Elsewhere& row : r.facts.elsewhere()) {
    if (row.manager == name(Manager::pip) && row.name == known && row.instead.starts_with(row.manager))
      known = row.instead.substr(row.manager.size() + 1);
  }
  if (!known_to_pip(r.facts, known)) return;
  r.diagnostics.add(
      {.kind = Kind::not_in_environment,
       .severity = Severity::warning,
       .message = fmt::format("`{}` goes into the distribution's Python, not into the environment", package.said.name),
       .where = package.said.where,
       .here = fmt::format("`python` is that of {}", r.out.python.prefix),
       .help = fmt::format("write `pip {}`", known)});
}

}  // namespace

const Elsewhere* elsewhere(const Facts& facts, const SaidPackage& package) {
  if (package.said.spec.find("://") != std::string::npos) return nullptr;
  const auto rows = facts.elsewhere();
  const auto row = std::find_if(rows.begin(), rows.end(), [&](const Elsewhere& one) {
    return one.manager == name(package.manager) && one.name == package.said.name;
  });
  return row == rows.end() ? nullptr : &*row;
}

void warn_of_managers(const Resolving& r) {
  for (const SaidPackage& package : said_packages(r)) {
    check_elsewhere(r, package);
    check_stub(r, package);
    check_environment(r, package);
  }
}

}  // namespace envc
