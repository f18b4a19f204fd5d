#include "layer/pip.hpp"

#include <fmt/format.h>
#include <algorithm>

namespace envc {
namespace {

constexpr std::string_view no_isolation = "--no-build-isolation";

std::vector<std::string> values_of(const std::vector<Said<std::string>>& said) {
  std::vector<std::string> values;
  values.reserve(said.size());
  for (const Said<std::string>& one : said) values.push_back(one.value);
  return values;
}

/// Where the project's folder stands in the image: where it is mounted, so that editable installs find it there too.
std::string projects_root(const Model& model) {
  for (const Mount& mount : model.run.mounts) {
    if (mount.world == PathWorld::project && mount.source == ".") return mount.target;
  }
  return model.workdir ? model.workdir->value : "/opt/project";
}

/// What a base with its own interpreter ships is kept as it is, but for what the file names.
void keep_base(const Draft& draft, content::PipInstall& install) {
  if (draft.resolution.python.from != Interpreter::From::base) return;
  if (draft.model.base && draft.model.base->keeps_nothing) return;
  install.keep_base = true;
  std::set<std::string_view> named;
  for (const ResolvedPackages& packages : draft.resolution.packages) {
    for (const auto* some : {&packages.packages, &packages.listed})
      for (const ResolvedPackage& package : *some) named.insert(package.name);
  }
  for (const std::string_view framework : draft.facts.frameworks()) {
    if (!named.contains(framework)) install.keep.emplace_back(framework);
  }
}

void take_flags(const Draft& draft, std::size_t i, content::PipInstall& install) {
  const PackageStatement& statement = draft.model.packages[i];
  const ResolvedPackages& resolved = draft.resolution.packages[i];
  install.index_url = resolved.index_url;
  install.extra_index_urls = resolved.extra_index_urls;
  install.find_links = resolved.find_links;
  install.build = resolved.index_build;
  install.constraint_files = values_of(statement.constraint_files);
  install.options = values_of(statement.options);
  if (std::erase(install.options, no_isolation) > 0) install.no_build_isolation = true;
  install.with = statement.how.with;
  if (statement.how.user) install.user = statement.how.user->value;
}

void take_files(const Draft& draft, const PipGroup& group, content::PipInstall& install) {
  for (const std::size_t i : group.statements) {
    const PackageStatement& statement = draft.model.packages[i];
    if (group.requirement_files) {
      for (const Said<std::string>& file : statement.requirement_files) install.requirement_files.push_back(file.value);
    }
    if (group.projects) {
      install.projects.insert(install.projects.end(), statement.projects.begin(), statement.projects.end());
    }
  }
  std::set<std::string> included;
  for (const auto* files : {&install.requirement_files, &install.constraint_files}) {
    for (const std::string& file : *files) {
      const auto found = draft.included.find(file);
      if (found != draft.included.end()) included.insert(found->second.begin(), found->second.end());
    }
  }
  install.included_files.assign(included.begin(), included.end());
  if (group.projects) install.projects_root = projects_root(draft.model);
}

/// Whether nobody knows what it takes to install this: all but packages that are known to come as wheels, or to be
/// compiled and with what.
bool is_unknown(const Draft& draft, const PipGroup& group, const content::PipInstall& install) {
  if (group.removes || group.tools) return false;
  if (group.requirement_files || group.projects || !install.options.empty()) return true;
  if (install.no_build_isolation && !group.compiled) return true;
  return std::any_of(group.packages.begin(), group.packages.end(), [&](const ResolvedPackage* package) {
    return !draft.facts.needs("pip", package->name).has_value();
  });
}

}  // namespace

content::PipInstall pip_install(const Draft& draft, const PipGroup& group) {
  content::PipInstall install;
  install.python = "python3";
  install.remove = group.removes;
  install.no_build_isolation = group.compiled;
  std::map<std::pair<std::string, std::string>, std::string> specs;  // sorted by name
  for (const ResolvedPackage* package : packages_of(group)) specs[{package->name, package->spec}] = package->spec;
  for (const auto& [key, spec] : specs) install.requirements.push_back(spec);
  if (group.own) take_flags(draft, *group.own, install);
  take_files(draft, group, install);
  if (group.removes) return install;
  keep_base(draft, install);
  for (const Facts::Mirror& mirror : draft.facts.mirrors()) {
    install.mirrors.push_back({std::string(mirror.argument), std::string(mirror.prefix)});
  }
  return install;
}

void add_pip(Draft& draft, const std::vector<PipGroup>& groups) {
  for (const PipGroup& group : groups) {
    content::PipInstall install = pip_install(draft, group);
    const bool unknown = is_unknown(draft, group, install);
    install.keeps_installed = install.options.empty() && is_appended(draft, Manager::pip, group);
    const bool keeps = install.keeps_installed;
    const LayerId id = add_layer(draft, group.kind, group, std::move(install));
    describe(draft, id, Manager::pip, group);
    if (keeps || is_on_built(draft, Manager::pip, group)) draft[id].notes.push_back(keeping_note(Manager::pip));
    const std::vector<const ResolvedPackage*> packages = packages_of(group);
    Origin& origin = draft.origin(id);
    origin.sees_apt = unknown;
    origin.may_compile =
        unknown || std::any_of(packages.begin(), packages.end(), [](const ResolvedPackage* p) { return p->compiles; });
    if (group.requirement_files) {
      for (const std::size_t i : group.statements)
        for (const ResolvedPackage& package : draft.resolution.packages[i].listed)
          origin.packages.emplace_back(Manager::pip, package.name);
    }
    const bool apart = group.kind == LayerKind::pip_heavy;
    if (group.open) origin.weight = std::max(origin.weight, draft.facts.package_change("pip", apart));
    if (origin.heavy_weight > 0)
      origin.heavy_weight = std::max(origin.heavy_weight, draft.facts.package_change("pip", true));
    draft.pip.push_back(id);
  }
}

}  // namespace envc
