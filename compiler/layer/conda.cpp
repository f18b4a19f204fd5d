#include "layer/conda.hpp"

#include "layer/foundation.hpp"
#include "layer/packages.hpp"

#include <fmt/format.h>
#include <algorithm>

namespace envc {
namespace {

struct CondaGroup : PackageGroup {
  bool how = false;
  bool heavy = false;  ///< of a group in two parts, the first
  bool light = false;  ///< and the second
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
  const auto take = [&](std::size_t i, CondaGroup& group) {
    group.statements.push_back(i);
    for (const ResolvedPackage& package : draft.resolution.packages[i].packages) group.packages.push_back(&package);
  };
  const auto add = [&](std::size_t i) -> CondaGroup& {
    const PackageStatement& statement = draft.model.packages[i];
    CondaGroup& group = groups.emplace_back();
    group.name = statement.remove ? "conda-remove" : "conda";
    group.removals = removals;
    group.removes = statement.remove;
    group.how = says_how(statement);
    return group;
  };
  for (const std::size_t i : statements_of(draft.model, Manager::conda)) {
    const PackageStatement& statement = draft.model.packages[i];
    if (statement.remove || says_how(statement)) {
      take(i, add(i));
      if (statement.remove) ++removals;
      continue;
    }
    const std::string key = fmt::format("{}\n{}\n{}", removals, fmt::join(draft.resolution.packages[i].channels, "\n"),
                                        fmt::join(options_of(statement), "\n\n"));
    const auto [found, fresh] = places.emplace(key, groups.size());
    if (fresh) add(i);
    take(i, groups[found->second]);
  }
  return groups;
}

std::vector<std::string> options_of_group(const Draft& draft, const CondaGroup& group) {
  if (group.statements.empty()) return {};
  return options_of(draft.model.packages[group.statements.front()]);
}

bool has_package(const CondaGroup& group, std::string_view name) {
  return std::any_of(group.packages.begin(), group.packages.end(),
                     [&](const ResolvedPackage* package) { return package->name == name; });
}

/// The row in which they are run: between two removals first what has the interpreter, then plain statements, then
/// those that say how.
void put_in_a_row(const Draft& draft, std::vector<CondaGroup>& groups) {
  const std::string_view interpreter = draft.facts.defaults().interpreter;
  const auto rank = [&](const CondaGroup& group) {
    const int within = group.removes ? 3 : group.how ? 2 : has_package(group, interpreter) ? 0 : 1;
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
    return std::any_of(groups.begin(), groups.end(), [&](const CondaGroup& g) { return has_package(g, name); });
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

content::CondaInstall install_of(const Draft& draft, const CondaGroup& group) {
  const std::string& prefix = draft.resolution.python.prefix;
  content::CondaInstall install{.prefix = prefix.empty() ? std::string(draft.facts.defaults().prefix) : prefix,
                                .create = draft.conda.empty(),
                                .remove = group.removes,
                                .specs = {},
                                .channels = {std::string(draft.facts.defaults().channel)},
                                .cuda = major_minor(draft.resolution.cuda),
                                .options = {},
                                .with = {}};
  std::map<std::pair<std::string, std::string>, std::string> specs;  // sorted by name
  for (const ResolvedPackage* package : packages_of(group)) specs[{package->name, package->spec}] = package->spec;
  for (const auto& [key, spec] : specs) install.specs.push_back(spec);
  if (!group.statements.empty()) {
    const std::size_t first = group.statements.front();
    const PackageStatement& statement = draft.model.packages[first];
    if (const auto& channels = draft.resolution.packages[first].channels; !channels.empty())
      install.channels = channels;
    install.options = options_of(statement);
    install.with = statement.how.with;
  }
  return install;
}

void add_group(Draft& draft, const CondaGroup& group, bool makes_python) {
  content::CondaInstall install = install_of(draft, group);
  install.keeps_installed = group.light || (install.options.empty() && is_appended(draft, Manager::conda, group));
  const bool keeps = install.keeps_installed;
  const LayerId id = add_layer(draft, LayerKind::conda, group, std::move(install));
  describe(draft, id, Manager::conda, group);
  if (keeps || is_on_built(draft, Manager::conda, group)) draft[id].notes.push_back(keeping_note(Manager::conda));
  Origin& origin = draft.origin(id);
  if (!group.removes && !group.how && !group.heavy)
    origin.weight = std::max(origin.weight, draft.facts.package_change("conda", false));
  if (makes_python && draft.model.python) quote_keywords(draft, id, {"python"});
  if (makes_python) origin.position = std::min(origin.position, position_of_python(draft));
  draft.conda.push_back(id);
}

/// Whether it goes with the heavy ones: is one, or decides what they are, as the interpreter and all that envc chose
/// do.
bool goes_with_heavy(const Draft& draft, const ResolvedPackage& package) {
  const auto needs = draft.facts.needs("conda", package.name);
  return (needs && needs->heavy) || !package.why.empty() || package.name == draft.facts.defaults().interpreter;
}

/// Plain groups that hold both, in two.
void split(const Draft& draft, std::vector<CondaGroup>& groups) {
  for (std::size_t k = 0; k < groups.size(); ++k) {
    const CondaGroup& whole = groups[k];
    if (whole.built || whole.removes || whole.how || !options_of_group(draft, whole).empty()) continue;
    CondaGroup light;
    light.name = whole.name + "-light";
    light.removals = whole.removals;
    light.light = true;
    bool any_heavy = false;
    for (const ResolvedPackage* package : whole.packages) {
      const auto needs = draft.facts.needs("conda", package->name);
      any_heavy = any_heavy || (needs && needs->heavy);
      if (!goes_with_heavy(draft, *package)) light.packages.push_back(package);
    }
    if (!any_heavy || light.packages.empty()) continue;
    std::erase_if(groups[k].packages,
                  [&](const ResolvedPackage* package) { return !goes_with_heavy(draft, *package); });
    light.statements = statements_with(draft, whole.statements, light);
    groups[k].statements = statements_with(draft, whole.statements, groups[k]);
    groups[k].heavy = true;
    groups.insert(groups.begin() + static_cast<std::ptrdiff_t>(++k), std::move(light));
  }
}

/// A built one, to be filled.
CondaGroup emptied(CondaGroup group) {
  group.packages.clear();
  group.added.clear();
  return group;
}

}  // namespace

void add_conda(Draft& draft) {
  std::vector<CondaGroup> groups = conda_groups(draft);
  if (!draft.uses_conda) return;
  add_installer(draft);
  put_in_a_row(draft, groups);
  std::vector<ResolvedPackage> added = forgotten(draft, groups);
  const bool makes_python = !added.empty();
  if (groups.empty() || groups.front().removes) {
    groups.insert(groups.begin(), CondaGroup{});
    groups.front().name = "conda";
  }
  groups.front().added = std::move(added);
  groups = with_built(
      draft, std::move(groups), Manager::conda,
      [&](const CondaGroup& group) { return deed_of(install_of(draft, group), group.removals); },
      [](const CondaGroup& group, LayerKind) { return emptied(group); },
      [](const CondaGroup& group) { return group.packages.empty() && group.added.empty(); });
  if (draft.built.splits.conda) split(draft, groups);
  for (const CondaGroup& group : groups) add_group(draft, group, makes_python && draft.conda.empty());
}

void relate_conda(Draft& draft) {
  for (std::size_t i = 0; i < draft.conda.size(); ++i) {
    draft.require(draft.conda[i], i == 0 ? *draft.conda_installer : draft.conda[i - 1]);
  }
  if (!draft.conda_installer) return;
  draft.require(*draft.conda_installer, *draft.setup);
  require_programs(draft, *draft.conda_installer, conda_programs(draft));
}

}  // namespace envc
