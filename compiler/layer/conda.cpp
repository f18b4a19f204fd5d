#include "layer/conda.hpp"

#include "layer/foundation.hpp"
#include "layer/packages.hpp"

#include <fmt/format.h>
#include <algorithm>

namespace envc {
namespace {

struct CondaGroup {
  std::vector<std::size_t> statements;
  std::uint32_t removals = 0;
  bool removes = false;
  bool how = false;
};

std::vector<std::string> options_of(const PackageStatement& statement) {
  std::vector<std::string> options;
  for (const Said<std::string>& option : statement.options) options.push_back(option.value);
  return options;
}

std::vector<CondaGroup> conda_groups(const Draft& draft) {
  std::vector<CondaGroup> groups;
  std::map<std::string, std::size_t> places;
  std::uint32_t removals = 0;
  for (const std::size_t i : statements_of(draft.model, Manager::conda)) {
    const PackageStatement& statement = draft.model.packages[i];
    if (statement.remove || says_how(statement)) {
      groups.push_back({{i}, removals, statement.remove, says_how(statement)});
      if (statement.remove) ++removals;
      continue;
    }
    const std::string key = fmt::format("{}\n{}\n{}", removals, fmt::join(draft.resolution.packages[i].channels, "\n"),
                                        fmt::join(options_of(statement), "\n\n"));
    const auto [found, fresh] = places.emplace(key, groups.size());
    if (fresh) groups.push_back({{}, removals, false, false});
    groups[found->second].statements.push_back(i);
  }
  return groups;
}

bool has_package(const Draft& draft, const CondaGroup& group, std::string_view name) {
  return std::any_of(group.statements.begin(), group.statements.end(), [&](std::size_t i) {
    const auto& packages = draft.resolution.packages[i].packages;
    return std::any_of(packages.begin(), packages.end(), [&](const ResolvedPackage& p) { return p.name == name; });
  });
}

/// The row in which they are run: between two removals first what has the interpreter, then plain statements, then
/// those that say how.
void put_in_a_row(const Draft& draft, std::vector<CondaGroup>& groups) {
  const std::string_view interpreter = draft.facts.defaults().interpreter;
  const auto rank = [&](const CondaGroup& group) {
    const int within = group.removes ? 3 : group.how ? 2 : has_package(draft, group, interpreter) ? 0 : 1;
    return std::pair(group.removals, within);
  };
  std::stable_sort(groups.begin(), groups.end(),
                   [&](const CondaGroup& a, const CondaGroup& b) { return rank(a) < rank(b); });
}

/// What the environment needs and no statement names: the interpreter, and pip where it is used.
std::vector<ResolvedPackage> forgotten(const Draft& draft, const std::vector<CondaGroup>& groups) {
  const Interpreter& python = draft.resolution.python;
  if (python.from != Interpreter::From::conda) return {};
  const auto named = [&](std::string_view name) {
    return std::any_of(groups.begin(), groups.end(), [&](const CondaGroup& g) { return has_package(draft, g, name); });
  };
  std::vector<ResolvedPackage> packages;
  const auto add = [&](std::string_view name, const std::string& spec, const char* why) {
    if (named(name)) return;
    packages.push_back(
        {.name = std::string(name), .spec = spec, .why = why, .where = {}, .said = false, .compiles_against = {}});
  };
  const std::string interpreter(draft.facts.defaults().interpreter);
  const bool said = draft.model.python.has_value();
  add(interpreter, python.version.empty() ? interpreter : interpreter + "=" + python.version,
      said ? "" : "the environment's interpreter");
  const std::string installer(draft.facts.defaults().installer);
  if (!statements_of(draft.model, Manager::pip).empty()) add(installer, installer, "later steps install with it");
  return packages;
}

void add_installer(Draft& draft) {
  const std::vector<CondaInstallerFact> rows = draft.facts.conda_installer(draft.resolution.conda_installer);
  content::CondaInstaller installer{.name = {}, .version = {}, .url = {}, .prefix = "/opt/conda", .builds = {}};
  for (const CondaInstallerFact& row : rows) {
    const std::size_t slash = row.url.rfind('/');
    installer.name = row.name;
    installer.version = row.version;
    installer.url = row.url.substr(0, slash);
    installer.builds.push_back(
        {std::string(row.machine), std::string(row.url.substr(slash + 1)), std::string(row.sha256)});
  }
  const std::string note = fmt::format("{} {}: conda itself", installer.name, installer.version);
  draft.conda_installer = draft.add(LayerKind::conda_installer, "conda-installer", std::move(installer));
  draft[*draft.conda_installer].notes.push_back(note);
  draft.origin(*draft.conda_installer).position = nowhere;  // the layers after it are seen
}

std::string major_minor(const std::string& version) {
  const std::size_t dot = version.find('.');
  return version.substr(0, dot == std::string::npos ? dot : version.find('.', dot + 1));
}

void add_layer(Draft& draft, const CondaGroup& group, const std::vector<ResolvedPackage>& added) {
  const std::string& prefix = draft.resolution.python.prefix;
  content::CondaInstall install{.prefix = prefix.empty() ? std::string(draft.facts.defaults().prefix) : prefix,
                                .create = draft.conda.empty(),
                                .remove = group.removes,
                                .specs = {},
                                .channels = {std::string(draft.facts.defaults().channel)},
                                .cuda = major_minor(draft.resolution.cuda),
                                .options = {},
                                .with = {}};
  std::vector<const ResolvedPackage*> packages;
  for (const std::size_t i : group.statements) {
    for (const ResolvedPackage& package : draft.resolution.packages[i].packages) packages.push_back(&package);
  }
  for (const ResolvedPackage& package : added) packages.push_back(&package);
  std::map<std::pair<std::string, std::string>, std::string> specs;  // sorted by name
  for (const ResolvedPackage* package : packages) specs[{package->name, package->spec}] = package->spec;
  for (const auto& [key, spec] : specs) install.specs.push_back(spec);
  if (!group.statements.empty()) {
    const std::size_t first = group.statements.front();
    const PackageStatement& statement = draft.model.packages[first];
    if (const auto& channels = draft.resolution.packages[first].channels; !channels.empty())
      install.channels = channels;
    install.options = options_of(statement);
    install.with = statement.how.with;
  }
  const LayerId id = draft.add(LayerKind::conda, group.removes ? "conda-remove" : "conda", std::move(install));
  describe(draft, id, Manager::conda, group.statements, packages);
  Origin& origin = draft.origin(id);
  origin.removals = group.removals;
  origin.removes = group.removes;
  if (!group.removes && !group.how) origin.weight = std::max(origin.weight, draft.facts.package_change("conda", false));
  if (!added.empty() && draft.model.python) quote_keywords(draft, id, {"python"});
  if (!added.empty()) origin.position = std::min(origin.position, position_of_python(draft));
  draft.conda.push_back(id);
}

}  // namespace

void add_conda(Draft& draft) {
  std::vector<CondaGroup> groups = conda_groups(draft);
  if (!draft.uses_conda) return;
  add_installer(draft);
  put_in_a_row(draft, groups);
  const std::vector<ResolvedPackage> added = forgotten(draft, groups);
  if (groups.empty() || groups.front().removes) groups.insert(groups.begin(), CondaGroup{});
  for (const CondaGroup& group : groups) {
    add_layer(draft, group, draft.conda.empty() ? added : std::vector<ResolvedPackage>{});
  }
}

void relate_conda(Draft& draft) {
  for (std::size_t i = 0; i < draft.conda.size(); ++i) {
    draft.require(draft.conda[i], i == 0 ? *draft.conda_installer : draft.conda[i - 1]);
  }
  if (draft.conda_installer) draft.require(*draft.conda_installer, *draft.setup);
}

}  // namespace envc
