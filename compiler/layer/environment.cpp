#include "layer/environment.hpp"

#include "layer/comment.hpp"
#include "layer/pip.hpp"
#include "layer/steps.hpp"

#include <algorithm>

namespace envc {
namespace {

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
  for (const EnvVar& variable : draft.model.env) {
    if (const auto who = draft.facts.build_variable(variable.name)) put(groups, *who, variable, false);
  }
  const std::vector<std::string>& arch = draft.resolution.arch;
  if (arch.empty() || !compiles(draft)) return groups;
  for (const Facts::ArchVariable& variable : draft.facts.arch_variables()) {
    const std::string name(variable.name);
    if (has_variable(draft.model.env, name)) continue;
    put(groups, draft.facts.build_variable(name).value_or("all"),
        {.name = name, .value = Facts::spelled(variable, arch), .prepend = false, .where = {}}, true);
  }
  return groups;
}

/// Variables of the file that no build is known to read.
std::vector<EnvVar> other_variables(const Draft& draft) {
  std::vector<EnvVar> others;
  for (const EnvVar& variable : draft.model.env) {
    if (!draft.facts.build_variable(variable.name)) others.push_back(variable);
  }
  return others;
}

LayerId add_variables(Draft& draft, LayerKind kind, const char* name, std::vector<EnvVar> variables) {
  const double weight = static_cast<double>(variables.size());
  const LayerId id = draft.add(kind, name, content::Variables{std::move(variables)});
  draft.origin(id).weight = weight;
  draft.origin(id).position = nowhere;
  return id;
}

const std::vector<EnvVar>& variables_of(const Draft& draft, LayerId id) {
  return std::get<content::Variables>(draft[id].content).variables;
}

/// Whether this pip layer compiles, or may: then it reads what compilers read, which scripts read as well.
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

}  // namespace

void add_environment(Draft& draft) {
  for (Readers& group : readers_of(draft)) {
    const bool arch = group.arch;
    const LayerId id = add_variables(draft, LayerKind::env_build, "env-build", std::move(group.variables));
    if (arch) quote_keywords(draft, id, {"arch"});
    draft.env.push_back(id);
    draft.origin(id).read_by = words_of(group.who);
  }
  const auto& steps = draft.model.steps;
  std::vector<EnvVar> others = other_variables(draft);
  if (others.empty() || std::none_of(steps.begin(), steps.end(), runs_commands)) return;
  draft.env.push_back(add_variables(draft, LayerKind::env, "env", std::move(others)));
}

void relate_environment(Draft& draft) {
  for (const LayerId env : draft.env) {
    const std::vector<std::string>& who = draft.origin(env).read_by;
    if (who.empty()) continue;
    for (std::uint32_t i = 0; i < draft.size(); ++i) {
      if (reads(draft, LayerId{i}, who)) draft.require(LayerId{i}, env);
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
