#include "layer/apt.hpp"

#include "layer/foundation.hpp"

#include <fmt/format.h>
#include <algorithm>

namespace envc {
namespace {

using Reasons = std::map<std::string, std::string>;  ///< package → why

/// The name of a package today, in the distribution of the image.
std::string current_name(const Draft& draft, const std::string& package) {
  const Os& os = draft.resolution.os;
  return std::string(draft.facts.apt_renamed(package, os.name, os.release).value_or(package));
}

/// What the facts say that compiling packages of this file takes.
struct BuildPackages {
  Reasons why;
  std::uint32_t position = nowhere;
};

BuildPackages build_packages(const Draft& draft) {
  BuildPackages found;
  std::map<std::string, std::vector<std::string>> builds;  // apt package → pip packages
  for (const std::size_t i : statements_of(draft.model, Manager::pip)) {
    for (const ResolvedPackage& package : draft.resolution.packages[i].packages) {
      const auto needs = draft.facts.needs("pip", package.name);
      if (!package.compiles || !needs) continue;
      std::vector<std::string> wanted = words_of(needs->build_apt);
      if (!wanted.empty() && draft.resolution.python.from == Interpreter::From::apt) {
        wanted.emplace_back(draft.facts.defaults().python_headers);
      }
      if (!wanted.empty()) {
        ResolvedPackages alone;
        alone.packages = {package};
        for (const std::string& program : programs_of(alone)) {
          if (!setup_programs(draft).contains(program)) wanted.push_back(program);
        }
      }
      for (const std::string& name : wanted) {
        builds[current_name(draft, name)].push_back(package.name);
        found.position = std::min(found.position, draft.model.packages[i].position);
      }
    }
  }
  for (const auto& [name, packages] : builds) {
    found.why[name] = fmt::format("to compile {}", fmt::join(packages, ", "));
  }
  return found;
}

class Grouping {
 public:
  explicit Grouping(const Draft& draft) : draft_(draft), apart_(named_in_before(draft.model)) {}

  std::vector<AptGroup> groups() {
    const BuildPackages wanted = build_packages(draft_);
    for (const std::size_t i : statements_of(draft_.model, Manager::apt)) take(i, wanted.why);
    add_build(wanted);
    add_forgotten();
    return std::move(groups_);
  }

 private:
  /// The group of this key, made if there is none.
  AptGroup& group(const std::string& key, const std::string& name, std::uint32_t removals) {
    const auto [found, fresh] = places_.emplace(fmt::format("{} {}", removals, key), groups_.size());
    if (fresh) {
      groups_.emplace_back().name = name;
      groups_.back().removals = removals;
    }
    return groups_[found->second];
  }

  AptGroup& build() {
    AptGroup& found = group("build", "apt-build", 0);
    found.build = true;
    return found;
  }

  /// One between two removals.
  AptGroup& plain() {
    AptGroup& found = group("plain", "apt", removals_);
    found.open = true;
    return found;
  }

  /// The first plain one that there is.
  AptGroup& any_plain() {
    const auto found = std::find_if(groups_.begin(), groups_.end(), [](const AptGroup& g) { return g.open; });
    if (found != groups_.end()) return *found;
    removals_ = 0;
    return plain();
  }

  void take(std::size_t i, const Reasons& to_build) {
    const PackageStatement& statement = draft_.model.packages[i];
    const std::vector<ResolvedPackage>& packages = draft_.resolution.packages[i].packages;
    if (statement.remove || says_how(statement)) {
      AptGroup own;
      own.name = statement.remove ? "apt-remove" : "apt";
      own.statements = {i};
      own.removals = removals_;
      own.removes = statement.remove;
      own.how = says_how(statement);
      for (const ResolvedPackage& package : packages) own.packages.push_back(&package);
      groups_.push_back(std::move(own));
      if (statement.remove) ++removals_;
      return;
    }
    for (const ResolvedPackage& package : packages) {
      AptGroup& found = to_build.contains(package.name) ? build()
                        : apart_.contains(package.name) ? group("alone " + package.name, "apt", removals_)
                                                        : plain();
      if (found.statements.empty() || found.statements.back() != i) found.statements.push_back(i);
      found.packages.push_back(&package);
      said_.insert(package.name);
    }
  }

  void add(AptGroup& to, const std::string& name, const std::string& why) {
    if (!said_.insert(name).second) return;
    to.added.push_back({.name = name, .spec = name, .why = why, .where = {}, .said = false, .compiles_against = {}});
  }

  void add_build(const BuildPackages& wanted) {
    if (wanted.why.empty()) return;
    AptGroup& found = build();
    found.position = wanted.position;
    for (const auto& [name, why] : wanted.why) add(found, name, why);
  }

  void add_forgotten() {
    std::vector<Reason> wanted;
    for (const ResolvedPackage& library : draft_.resolution.system_libraries)
      wanted.push_back({library.name, library.why});
    const std::size_t libraries = wanted.size();
    if (draft_.model.timezone) wanted.push_back({"tzdata", "the time zone comes from it"});
    if (draft_.model.locale && !draft_.model.locale->value.starts_with("C.")) {
      wanted.push_back({"locales", "the locale is made with it"});
    }
    for (const std::string& program : fetching()) wanted.push_back({program, "what later steps fetch with"});
    for (std::size_t i = 0; i < wanted.size(); ++i) {
      if (said_.contains(wanted[i].what)) continue;
      AptGroup& found = any_plain();
      add(found, wanted[i].what, wanted[i].why);
      if (i >= libraries) continue;
      for (const PackageStatement& statement : draft_.model.packages) {
        if (statement.manager != Manager::apt) found.position = std::min(found.position, statement.position);
      }
    }
  }

  /// Programs that fetch, where setup does not bring them.
  [[nodiscard]] std::set<std::string> fetching() const {
    std::set<std::string> programs;
    for (const Step& step : draft_.model.steps) programs.merge(programs_of(step));
    for (const ResolvedPackages& packages : draft_.resolution.packages) programs.merge(programs_of(packages));
    programs.merge(conda_programs(draft_));
    for (const std::string& program : setup_programs(draft_)) programs.erase(program);
    return programs;
  }

  const Draft& draft_;
  std::set<std::string> apart_;
  std::vector<AptGroup> groups_;
  std::map<std::string, std::size_t> places_;
  std::set<std::string> said_;
  std::uint32_t removals_ = 0;
};

content::AptInstall install_of(const Draft& draft, const AptGroup& group) {
  content::AptInstall install{.os = draft.resolution.os, .packages = {}, .remove = group.removes};
  for (const ResolvedPackage* package : packages_of(group)) install.packages.push_back(package->spec);
  std::sort(install.packages.begin(), install.packages.end());
  install.packages.erase(std::unique(install.packages.begin(), install.packages.end()), install.packages.end());
  if (group.statements.size() == 1) install.with = draft.model.packages[group.statements.front()].how.with;
  return install;
}

/// A built one is closed: what the file names next goes elsewhere.
AptGroup closed(AptGroup group) {
  group.open = false;
  group.packages.clear();
  group.added.clear();
  return group;
}

}  // namespace

std::vector<AptGroup> apt_groups(const Draft& draft) {
  return with_built(
      draft, Grouping(draft).groups(), Manager::apt,
      [&](const AptGroup& group) { return deed_of(install_of(draft, group), group.removals); },
      [](const AptGroup& group, LayerKind) { return closed(group); },
      [](const AptGroup& group) { return group.packages.empty() && group.added.empty(); });
}

void add_apt(Draft& draft, const std::vector<AptGroup>& groups) {
  for (const AptGroup& group : groups) {
    const LayerId id = add_layer(draft, LayerKind::apt, group, install_of(draft, group));
    describe(draft, id, Manager::apt, group);
    Origin& origin = draft.origin(id);
    origin.position = std::min(origin.position, group.position);
    for (const ResolvedPackage* package : packages_of(group)) {
      if (!group.removes && !group.how) draft.brought_by.emplace(package->name, id);
    }
    if (group.open) origin.weight = std::max(origin.weight, draft.facts.package_change("apt", false));
    draft.apt.push_back(id);
    if (group.build) draft.apt_build = id;
  }
}

}  // namespace envc
