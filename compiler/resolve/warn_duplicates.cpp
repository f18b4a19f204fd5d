// One package twice in one environment.
#include "resolve/framework.hpp"
#include "resolve/warn.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace envc {
namespace {

std::string lower(std::string_view name) {
  std::string out;
  for (const char c : name) out += c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c == '_' || c == '.' ? '-' : c;
  return out;
}

/// What pip calls a package that conda calls so.
std::string pip_name(const Facts& facts, const std::string& conda) {
  if (conda == facts.framework().conda) return std::string(facts.framework().pip);
  for (const PackageNames& row : facts.package_names()) {
    // an entry in words says more than one name
    if (lower(row.conda) == lower(conda) && row.pip.find_first_of(" (") == std::string_view::npos)
      return lower(row.pip);
  }
  return lower(conda);
}

void check_managers(const Resolving& r, const std::vector<SaidPackage>& all) {
  for (const SaidPackage& pip : all) {
    if (pip.manager != Manager::pip) continue;
    for (const SaidPackage& conda : all) {
      const bool same = conda.manager == Manager::conda && pip_name(r.facts, conda.said.name) == lower(pip.said.name);
      if (!same || pip.said.name == r.facts.defaults().installer) continue;
      r.diagnostics.add(
          {.kind = Kind::installed_twice,
           .severity = Severity::warning,
           .message = fmt::format("`{}` is installed by conda and by pip", pip.said.name),
           .where = pip.said.where,
           .here = "pip takes conda's files away, and conda does not know it",
           .labels = {{conda.said.where, "conda installs it here"}},
           .help = fmt::format("leave out one of `{}` and `{}`", as_statement(conda), as_statement(pip))});
      break;
    }
  }
}

/// What conda has was built against conda's framework, and brings it, wherever the file's own comes from.
void check_framework(const Resolving& r, const std::vector<SaidPackage>& all) {
  const auto framework = installed_framework(r);
  if (!framework || framework->package.manager != Manager::pip) return;
  for (const SaidPackage& package : all) {
    if (package.manager != Manager::conda) continue;
    const CataloguePackage* const known = r.facts.catalogued("conda", package.said.name);
    if (known == nullptr || known->cuda != "compiles") continue;
    r.diagnostics.add({.kind = Kind::installed_twice,
                       .severity = Severity::warning,
                       .message = fmt::format("`{}` of conda brings conda's `{}`, beside that of pip",
                                              package.said.name, r.facts.framework().conda),
                       .where = package.said.where,
                       .here = "it is built against that one",
                       .labels = {{framework->package.said.where, "pip installs it here"}},
                       .help = known->pip.empty() ? "" : fmt::format("write `pip {}`", known->pip)});
  }
}

void check_files(const Resolving& r, const std::vector<SaidPackage>& all) {
  for (const SameFiles& group : r.facts.same_files()) {
    const SaidPackage* first = nullptr;
    for (const SaidPackage& package : all) {
      if (package.manager == Manager::apt || !has_word(group.names, lower(package.said.name))) continue;
      if (first == nullptr || first->said.name == package.said.name) {
        if (first == nullptr) first = &package;
        continue;
      }
      r.diagnostics.add(
          {.kind = Kind::same_files,
           .severity = Severity::warning,
           .message =
               fmt::format("`{}` and `{}` write the same files: {}", first->said.name, package.said.name, group.shares),
           .where = package.said.where,
           .here = "what is installed last wins",
           .labels = {{first->said.where, "the other one"}},
           .help = fmt::format("leave out one of `{}` and `{}`", as_statement(*first), as_statement(package))});
    }
  }
}

}  // namespace

void warn_of_duplicates(const Resolving& r) {
  const std::vector<SaidPackage> all = said_packages(r);
  check_managers(r, all);
  check_framework(r, all);
  check_files(r, all);
}

}  // namespace envc
