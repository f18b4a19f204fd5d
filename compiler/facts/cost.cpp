// Estimated cost and chance of change: what the planner weighs.
#include "facts/facts.hpp"
#include "facts/lookup.hpp"
#include "version/version.hpp"

namespace envc {
namespace {

/// Of the versions that are known: this one, else the newest before it, else the oldest. No version: the newest.
const ArchiveSize* size_of(std::span<const ArchiveSize> table, std::string_view name, std::string_view version) {
  const ArchiveSize* best = nullptr;
  for (const ArchiveSize& row : facts::rows_with(table, name, &ArchiveSize::name)) {
    if (best == nullptr || version.empty() || std::is_lteq(compare_versions(row.version, version))) best = &row;
  }
  return best;
}

const PackagePrior& prior(const FactTables& tables, std::string_view manager) {
  const PackagePrior* const row = facts::row_with(tables.package_priors, manager, &PackagePrior::manager);
  return row == nullptr ? tables.package_priors[0] : *row;
}

Cost apt_cost(const FactTables& tables, std::string_view name) {
  const PackagePrior& apt = prior(tables, "apt");
  const AptSize* const row = facts::row_with(tables.apt_sizes, name, &AptSize::name);
  const double bytes = row == nullptr ? apt.bytes : row->bytes;
  const double packages = row == nullptr ? apt.packages : row->packages;
  const double install = row != nullptr && row->seconds > 0 ? row->seconds : packages * apt.each;
  return {bytes / apt.bandwidth + install, bytes};
}

}  // namespace

Cost Facts::package_cost(std::string_view manager, std::string_view name, std::string_view version) const {
  if (manager == "apt") return apt_cost(tables_, name);
  const auto wants = needs(manager, name);
  const bool heavy = wants && wants->heavy;
  const PackagePrior& assumed = prior(tables_, manager == "pip" && heavy ? "pip_heavy" : manager);
  const std::string_view release = public_version(version);
  const ArchiveSize* const row =
      manager == "conda" ? size_of(tables_.conda_sizes, name, release) : size_of(tables_.pip_sizes, name, release);
  double bytes = assumed.bytes;
  if (row != nullptr) bytes = row->with_dependencies > 0 ? row->with_dependencies : row->bytes;
  const bool compiled = wants && !wants->build_apt.empty();
  return {bytes / assumed.bandwidth + bytes / assumed.unpack + assumed.each + (compiled ? assumed.source_build : 0),
          bytes};
}

double Facts::package_change(std::string_view manager, bool heavy) const {
  return prior(tables_, manager == "pip" && heavy ? "pip_heavy" : manager).change;
}

Cost Facts::layer_cost(std::string_view kind) const {
  const auto* const row = facts::row_with(tables_.kind_priors, kind, &KindPrior::name);
  return row == nullptr ? Cost{} : Cost{row->seconds, row->bytes};
}

double Facts::layer_change(std::string_view kind) const {
  const auto* const row = facts::row_with(tables_.kind_priors, kind, &KindPrior::name);
  return row == nullptr ? 0 : row->change;
}

double Facts::layer_by_hand(std::string_view kind) const {
  const auto* const row = facts::row_with(tables_.kind_priors, kind, &KindPrior::name);
  return row == nullptr ? 0 : row->by_hand;
}

const Layering& Facts::layering() const {
  return tables_.layering[0];
}

}  // namespace envc
