#include "layer/environment.hpp"

#include "layer/comment.hpp"
#include "layer/pip.hpp"
#include "layer/steps.hpp"

#include <algorithm>

namespace envc {
namespace {

/// Whether the layer is a reader. What scripts read as well is for compilers: a pip layer of wheels does not read it.
bool reads(const Draft& draft, LayerId id, const std::vector<std::string>& who) {
  const auto has = [&](std::string_view word) { return std::find(who.begin(), who.end(), word) != who.end(); };
  const LayerKind kind = draft[id].kind;
  switch (kind) {
    case LayerKind::setup:
    case LayerKind::conda_installer:
    case LayerKind::download:
      return has("all");
    case LayerKind::apt:
      return has("all") || has("apt");
    case LayerKind::python:
      return has("all") || has("python");
    case LayerKind::conda:
      return has("all") || has("conda");
    case LayerKind::pip_heavy:
    case LayerKind::pip:
    case LayerKind::pip_requirements:
    case LayerKind::pip_local:
      return has("all") || (has("pip") && (!has("run") || draft.origin(id).may_compile));
    case LayerKind::run:
    case LayerKind::git:
      return has("all") || has(name(kind));
    default:
      return false;
  }
}

/// Variables of one layer, and the words of who reads them.
struct Readers {
  std::string who;
  std::vector<EnvVar> variables;
  bool arch = false;
};

bool has_variable(const std::vector<EnvVar>& variables, std::string_view name) {
  return std::any_of(variables.begin(), variables.end(), [&](const EnvVar& v) { return v.name == name; });
}

/// Whether anything may be compiled, so that it matters for which GPUs.
bool compiles(const Draft& draft) {
  const auto& packages = draft.resolution.packages;
  return std::any_of(packages.begin(), packages.end(), [](const ResolvedPackages& p) { return p.compiles; }) ||
         std::any_of(draft.model.steps.begin(), draft.model.steps.end(), runs_commands);
}

void put(std::vector<Readers>& groups, const std::string& who, EnvVar variable, bool arch) {
  auto group = std::find_if(groups.begin(), groups.end(), [&](const Readers& g) { return g.who == who; });
  if (group == groups.end()) group = groups.insert(groups.end(), Readers{who, {}, false});
  group->variables.push_back(std::move(variable));
  group->arch = group->arch || arch;
}

std::vector<Readers> readers_of(const Draft& draft) {
  std::vector<Readers> groups;
  const auto has_reader = [&](const std::string& who) {
    for (std::uint32_t i = 0; i < draft.size(); ++i) {
      if (reads(draft, LayerId{i}, words_of(who))) return true;
    }
    return false;
  };
  std::map<std::string, bool> known;  // who → whether there is one
  const auto has = [&](const std::string& who) {
    const auto [found, fresh] = known.try_emplace(who, false);
    if (fresh) found->second = has_reader(who);
    return found->second;
  };
  for (const EnvVar& variable : draft.model.env) {
    const auto who = draft.facts.build_variable(variable.name);
    if (who && has(*who)) put(groups, *who, variable, false);
  }
  const std::vector<std::string>& arch = draft.resolution.arch;
  if (arch.empty() || !compiles(draft)) return groups;
  for (const Facts::ArchVariable& variable : draft.facts.arch_variables()) {
    const std::string name(variable.name);
    if (has_variable(draft.model.env, name)) continue;
    const std::string who = draft.facts.build_variable(name).value_or("all");
    if (!has(who)) continue;
    put(groups, who, {.name = name, .value = Facts::spelled(variable, arch), .prepend = false, .where = {}}, true);
  }
  return groups;
}

LayerId add_variables(Draft& draft, LayerKind kind, const char* name, std::vector<EnvVar> variables) {
  const double weight = static_cast<double>(variables.size());
  std::vector<Span> where = said_at(variables);
  const LayerId id = draft.add(kind, name, content::Variables{std::move(variables)});
  draft[id].where = std::move(where);
  draft.origin(id).weight = weight;
  draft.origin(id).position = nowhere;
  return id;
}

const std::vector<EnvVar>& variables_of(const Draft& draft, LayerId id) {
  return std::get<content::Variables>(draft[id].content).variables;
}

}  // namespace

std::vector<Span> said_at(const std::vector<EnvVar>& variables) {
  std::vector<Span> where;
  for (const EnvVar& variable : variables) {
    if (variable.where) where.push_back(variable.where);
  }
  return where;
}

std::vector<EnvVar> unread_variables(const Draft& draft) {
  std::set<std::string_view> read;
  for (const LayerId id : draft.env) {
    for (const EnvVar& variable : variables_of(draft, id)) read.insert(variable.name);
  }
  std::vector<EnvVar> others;
  for (const EnvVar& variable : draft.model.env) {
    if (!read.contains(variable.name)) others.push_back(variable);
  }
  return others;
}

void add_environment(Draft& draft) {
  for (Readers& group : readers_of(draft)) {
    const LayerId id = add_variables(draft, LayerKind::env_build, "env-build", std::move(group.variables));
    if (group.arch) {
      quote_keywords(draft, id, {"arch"});
      for (const Said<std::string>& arch : draft.model.arch) draft[id].where.push_back(arch.where);
    }
    draft[id].notes.emplace_back("what the builds after it read");
    draft.env.push_back(id);
    draft.origin(id).read_by = words_of(group.who);
  }
  const auto& steps = draft.model.steps;
  std::vector<EnvVar> others = unread_variables(draft);
  if (others.empty() || std::none_of(steps.begin(), steps.end(), runs_commands)) return;
  draft.env.push_back(add_variables(draft, LayerKind::env, "env", std::move(others)));
  draft[draft.env.back()].notes.emplace_back("what steps have in their environment too");
}

void relate_environment(Draft& draft) {
  for (const LayerId env : draft.env) {
    const std::vector<std::string>& who = draft.origin(env).read_by;
    if (who.empty()) continue;
    for (std::uint32_t i = 0; i < draft.size(); ++i) {
      if (reads(draft, LayerId{i}, who)) draft.insist(LayerId{i}, env);
    }
  }
}

void relate_environment_by_default(Draft& draft) {
  for (std::size_t i = 0; i < draft.step_layers.size(); ++i) {
    const Step& step = draft.model.steps[i];
    if (!runs_commands(step)) continue;
    for (const LayerId env : draft.env) {
      const std::vector<EnvVar>& variables = variables_of(draft, env);
      const auto mentioned = [&](const EnvVar& variable) { return mentions(step, variable.name); };
      if (step.how.after.empty() || std::any_of(variables.begin(), variables.end(), mentioned)) {
        draft.require_by_default(draft.step_layers[i], std::span(&env, 1));
      }
    }
  }
}

}  // namespace envc
