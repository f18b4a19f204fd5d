#include "layer/packages.hpp"

#include <algorithm>
#include <cmath>

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

void describe(Draft& draft, LayerId id, Manager manager, const std::vector<std::size_t>& statements,
              const std::vector<const ResolvedPackage*>& packages) {
  Layer& layer = draft[id];
  Origin& origin = draft.origin(id);
  origin.position = nowhere;
  for (const std::size_t i : statements) {
    origin.position = std::min(origin.position, draft.model.packages[i].position);
    draft.statement_layers[i].push_back(id);
  }
  std::vector<Reason> reasons;
  for (const ResolvedPackage* package : packages) {
    origin.packages.emplace_back(manager, package->name);
    reasons.push_back({package->spec, package->why});
    const Cost cost = draft.facts.package_cost(name(manager), package->name, fixed_version(package->spec));
    layer.seconds += cost.seconds;
    layer.bytes += cost.bytes;
    if (!package->said) continue;
    if (package->where) layer.where.push_back(package->where);
    const auto needs = draft.facts.needs(name(manager), package->name);
    origin.weight -= std::log1p(-draft.facts.package_change(name(manager), needs && needs->heavy));
  }
  if (layer.where.empty()) {
    for (const std::size_t i : statements) layer.where.push_back(draft.model.packages[i].where);
  }
  quote_statements(draft, id, statements);
  note_reasons(draft, id, reasons);
}

}  // namespace envc
