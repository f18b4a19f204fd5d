#include "layer/packages.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <iterator>
#include <set>

namespace envc {

std::vector<std::size_t> statements_of(const Model& model, Manager manager) {
  std::vector<std::size_t> found;
  for (std::size_t i = 0; i < model.packages.size(); ++i) {
    if (model.packages[i].manager == manager) found.push_back(i);
  }
  return found;
}

bool says_how(const PackageStatement& statement) {
  const How& how = statement.how;
  return !how.after.empty() || !how.before.empty() || !how.with.empty() || how.user;
}

std::set<std::string> named_in_before(const Model& model) {
  std::set<std::string> names;
  const auto take = [&](const How& how) {
    for (const Said<std::string>& word : how.before) names.insert(word.value);
  };
  for (const PackageStatement& statement : model.packages) take(statement.how);
  for (const Step& step : model.steps) take(step.how);
  return names;
}

std::string fixed_version(std::string_view spec) {
  const std::size_t equals = spec.find('=');
  if (equals == std::string_view::npos || spec.find("://") != std::string_view::npos) return {};
  if (equals > 0 && std::string_view("<>!~").find(spec[equals - 1]) != std::string_view::npos) return {};
  std::string_view version = spec.substr(equals);
  version.remove_prefix(std::min(version.find_first_not_of("= "), version.size()));
  return std::string(version.substr(0, version.find_first_of("=,; |")));
}

namespace {

std::string_view name_of(std::string_view spec) {
  return spec.substr(0, spec.find_first_of("=<>!~[@; "));
}

}  // namespace

bool has_packages(const std::vector<PackageGroup*>& groups, const BuiltLayer& layer) {
  std::set<std::string_view> there;
  for (const PackageGroup* group : groups) {
    for (const ResolvedPackage* package : packages_of(*group)) there.insert(package->spec);
  }
  return std::all_of(layer.packages.begin(), layer.packages.end(),
                     [&](const std::string& spec) { return there.contains(spec); });
}

bool is_asked_otherwise(const std::vector<PackageGroup*>& groups, const BuiltLayer& layer) {
  std::set<std::string_view> specs;
  std::set<std::string_view> said;
  for (const PackageGroup* group : groups) {
    for (const ResolvedPackage* package : packages_of(*group)) {
      specs.insert(package->spec);
      if (package->said) said.insert(package->name);
    }
  }
  return std::any_of(layer.added.begin(), layer.added.end(),
                     [&](const std::string& spec) { return !specs.contains(spec) && said.contains(name_of(spec)); });
}

PackageGroup* first_holder(const std::vector<PackageGroup*>& groups, const BuiltLayer& layer) {
  const auto holds = [&](const PackageGroup* group) {
    const auto packages = packages_of(*group);
    return std::any_of(packages.begin(), packages.end(), [&](const ResolvedPackage* package) {
      return std::find(layer.packages.begin(), layer.packages.end(), package->spec) != layer.packages.end() ||
             std::find(layer.added.begin(), layer.added.end(), package->spec) != layer.added.end();
    });
  };
  const auto found = std::find_if(groups.begin(), groups.end(), holds);
  return found == groups.end() ? groups.front() : *found;
}

void take_packages(const Draft& draft, const std::vector<PackageGroup*>& from, const BuiltLayer& layer,
                   PackageGroup& to) {
  std::set<std::string_view> wanted(layer.packages.begin(), layer.packages.end());
  wanted.insert(layer.added.begin(), layer.added.end());
  std::set<std::string_view> found;
  std::set<std::size_t> statements;
  for (PackageGroup* group : from) {
    const std::vector<std::size_t> were = group->statements;
    const auto is_wanted = [&](const ResolvedPackage& package) { return wanted.contains(package.spec); };
    for (const ResolvedPackage* package : group->packages) {
      if (is_wanted(*package)) to.packages.push_back(package);
    }
    for (const ResolvedPackage& package : group->added) {
      if (is_wanted(package)) to.added.push_back(package);
    }
    std::erase_if(group->packages, [&](const ResolvedPackage* package) { return is_wanted(*package); });
    std::erase_if(group->added, is_wanted);
    group->statements = statements_with(draft, were, *group);
    const std::vector<std::size_t> took = statements_with(draft, were, to);
    statements.insert(took.begin(), took.end());
    // A statement without packages of its own went with the files it names.
    for (const std::size_t i : were) {
      if (draft.resolution.packages[i].packages.empty()) statements.insert(i);
    }
  }
  to.statements.assign(statements.begin(), statements.end());
  for (const ResolvedPackage* package : packages_of(to)) found.insert(package->spec);
  for (const std::string& spec : layer.added) {
    if (found.contains(spec)) continue;
    to.added.push_back({.name = std::string(name_of(spec)),
                        .spec = spec,
                        .why = "built with it; no longer needed",
                        .where = {},
                        .said = false,
                        .compiles_against = {}});
  }
}

std::vector<const ResolvedPackage*> packages_of(const PackageGroup& group) {
  std::vector<const ResolvedPackage*> all = group.packages;
  for (const ResolvedPackage& package : group.added) all.push_back(&package);
  return all;
}

std::vector<std::size_t> statements_with(const Draft& draft, const std::vector<std::size_t>& statements,
                                         const PackageGroup& group) {
  std::vector<std::size_t> found;
  for (const std::size_t i : statements) {
    const auto& all = draft.resolution.packages[i].packages;
    const auto is_its = [&](const ResolvedPackage* package) {
      return !all.empty() && package >= &all.front() && package <= &all.back();
    };
    if (std::any_of(group.packages.begin(), group.packages.end(), is_its)) found.push_back(i);
  }
  return found;
}

bool is_on_built(const Draft& draft, Manager manager, const PackageGroup& group) {
  if (group.removes) return false;
  const auto end =
      group.built ? draft.built.layers.begin() + static_cast<std::ptrdiff_t>(*group.built) : draft.built.layers.end();
  return std::any_of(draft.built.layers.begin(), end, [&](const BuiltLayer& layer) {
    const auto kind = layer_kind(layer.kind);
    return kind && installer_of(*kind) == manager;
  });
}

bool is_appended(const Draft& draft, Manager manager, const PackageGroup& group) {
  return !group.built && is_on_built(draft, manager, group);
}

std::string keeping_note(Manager manager) {
  return fmt::format("what is installed stays as it is; where that cannot be: envc compile --merge {}", name(manager));
}

LayerId add_layer(Draft& draft, LayerKind kind, const PackageGroup& group, Content content) {
  const LayerId id = group.built ? draft.add_built(*group.built, kind, std::move(content))
                                 : draft.add(kind, group.name, std::move(content));
  Layer& layer = draft[id];
  layer.removals = group.removals;
  if (!group.built) return id;
  const std::string& was = draft.built.layers[*group.built].does;
  if (was == what_it_does(layer.content, layer.removals)) return id;
  layer.built_as = was;
  layer.notes.emplace_back("built from another address of the same wheels");
  return id;
}

void describe(Draft& draft, LayerId id, Manager manager, const PackageGroup& group) {
  Layer& layer = draft[id];
  Origin& origin = draft.origin(id);
  origin.position = nowhere;
  origin.removes = group.removes;
  for (const std::size_t i : group.statements) {
    origin.position = std::min(origin.position, draft.model.packages[i].position);
    draft.statement_layers[i].push_back(id);
  }
  std::vector<Reason> reasons;
  std::set<std::string> said;
  std::set<std::string> added;
  for (const ResolvedPackage* package : packages_of(group)) {
    origin.packages.emplace_back(manager, package->name);
    reasons.push_back({package->spec, package->why});
    const Cost cost = draft.facts.package_cost(name(manager), package->name, fixed_version(package->spec));
    layer.seconds += cost.seconds;
    layer.bytes += cost.bytes;
    (package->said ? said : added).insert(package->spec);
    if (!package->said) continue;
    if (package->where && package->file.empty()) layer.where.push_back(package->where);
    const auto needs = draft.facts.needs(name(manager), package->name);
    const bool heavy = needs && needs->heavy;
    double& weight = heavy && layer.kind == LayerKind::pip ? origin.heavy_weight : origin.weight;
    weight -= std::log1p(-draft.facts.package_change(name(manager), heavy));
  }
  if (layer.where.empty()) {
    for (const std::size_t i : group.statements) layer.where.push_back(draft.model.packages[i].where);
  }
  layer.packages.assign(said.begin(), said.end());
  std::set_difference(added.begin(), added.end(), said.begin(), said.end(), std::back_inserter(layer.added));
  quote_statements(draft, id, group.statements);
  note_reasons(draft, id, reasons);
}

}  // namespace envc
