#include "layer/pip.hpp"

#include <fmt/format.h>
#include <algorithm>

namespace envc {
namespace {

bool has_flags(const PackageStatement& statement, const ResolvedPackages& resolved) {
  return !resolved.index_url.empty() || !resolved.extra_index_urls.empty() || !resolved.find_links.empty() ||
         !statement.options.empty() || !statement.constraint_files.empty();
}

/// A layer's name with the package in it, where that is a plain word.
std::string named_after(const std::string& package) {
  constexpr std::string_view plain = "abcdefghijklmnopqrstuvwxyz0123456789-_.";
  const bool is_plain = !package.empty() && package.find_first_not_of(plain) == std::string::npos;
  return is_plain ? "pip-" + package : "pip-compiled";
}

class Grouping {
 public:
  explicit Grouping(const Draft& draft) : draft_(draft), apart_(named_in_before(draft.model)) {
    for (const ResolvedPackages& packages : draft.resolution.packages) {
      for (const auto& [name, tool] : packages.build_tools) {
        BuildTool& wanted = tools_[name];
        if (wanted.why.empty()) wanted = tool;  // what is bounded for one is bounded for all
      }
    }
  }

  std::vector<PipGroup> groups() {
    for (const std::size_t i : statements_of(draft_.model, Manager::pip)) take(i);
    add_tools();
    for (PipGroup& group : groups_) settle_kind(group);
    return std::move(groups_);
  }

 private:
  PipGroup& group(const std::string& key, std::size_t statement) {
    const auto [found, fresh] = places_.emplace(key, groups_.size());
    if (fresh) groups_.emplace_back().removals = removals_;
    PipGroup& out = groups_[found->second];
    if (out.statements.empty() || out.statements.back() != statement) out.statements.push_back(statement);
    return out;
  }

  /// A plain group between two removals.
  PipGroup& plain(const char* key, std::size_t statement) {
    PipGroup& out = group(fmt::format("{} {}", key, removals_), statement);
    out.open = true;
    return out;
  }

  [[nodiscard]] bool is_heavy(const ResolvedPackage& package) const {
    const auto needs = draft_.facts.needs("pip", package.name);
    return needs && needs->heavy;
  }

  /// Known to be compiled against what is installed.
  [[nodiscard]] bool is_built_here(const ResolvedPackage& package) const {
    if (!package.compiles) return false;
    const auto needs = draft_.facts.needs("pip", package.name);
    return !package.compiles_against.empty() || (needs && !needs->compiles_against.empty());
  }

  void take(std::size_t i) {
    const PackageStatement& statement = draft_.model.packages[i];
    const ResolvedPackages& resolved = draft_.resolution.packages[i];
    const bool own = has_flags(statement, resolved) || says_how(statement);
    if (statement.remove) return take_removal(i);
    for (const ResolvedPackage& package : resolved.packages) {
      if (!package.file.empty()) continue;  // with the files
      const bool heavy = is_heavy(package);
      PipGroup* out = nullptr;
      if (is_built_here(package)) {
        out = &group(fmt::format("compiled {}", i), i);
        out->compiled = true;
        if (out->name.empty()) out->name = named_after(package.name);
      } else if (own) {
        out = &group(fmt::format("own {}", i), i);
      } else if (tools_.contains(package.name)) {
        out = &group("tools", i);
        out->tools = true;
      } else if (apart_.contains(package.name)) {
        out = &group(fmt::format("alone {} {}", removals_, package.name), i);
      } else {
        out = &plain(heavy && draft_.built.splits.pip ? "heavy" : "light", i);
      }
      if (own) out->own = i;
      out->packages.push_back(&package);
      out->heavy = out->heavy || heavy;
      said_.insert(package.name);
    }
    if (!statement.requirement_files.empty()) {
      PipGroup& out = own ? group(fmt::format("own {}", i), i) : plain("requirements", i);
      out.requirement_files = true;
      if (own) out.own = i;
      for (const ResolvedPackage& package : resolved.packages) {
        if (package.file.empty()) continue;
        out.packages.push_back(&package);
        out.heavy = out.heavy || is_heavy(package);
      }
      for (const ResolvedPackage& package : resolved.listed) out.heavy = out.heavy || is_heavy(package);
    }
    if (!statement.projects.empty()) {
      PipGroup& out = own ? group(fmt::format("own {}", i), i) : plain("local", i);
      out.projects = true;
      if (own) out.own = i;
    }
  }

  void take_removal(std::size_t i) {
    PipGroup& out = group(fmt::format("removal {}", i), i);
    out.removes = true;
    out.own = i;
    for (const ResolvedPackage& package : draft_.resolution.packages[i].packages) out.packages.push_back(&package);
    ++removals_;
  }

  /// Those that the file does not name: pip finds them there already where it does.
  void add_tools() {
    for (const PackageStatement& statement : draft_.model.packages) {
      if (statement.manager != Manager::conda) continue;
      for (const Package& package : statement.packages) said_.insert(package.name);
    }
    std::vector<std::string> compiled;
    for (const PipGroup& group : groups_) {
      if (!group.compiled) continue;
      for (const ResolvedPackage* package : group.packages) compiled.push_back(package->name);
    }
    for (const auto& [name, tool] : tools_) {
      if (said_.contains(name)) continue;
      const auto [found, fresh] = places_.emplace("tools", groups_.size());
      if (fresh) groups_.emplace_back().tools = true;
      const std::string what_for = fmt::format("to compile {}", fmt::join(compiled, ", "));
      groups_[found->second].added.push_back({.name = name,
                                              .spec = tool.spec,
                                              .why = tool.why.empty() ? what_for : tool.why,
                                              .where = {},
                                              .said = false,
                                              .compiles_against = {}});
    }
  }

  void settle_kind(PipGroup& group) const {
    if (group.removes) {
      group.name = "pip-uninstall";
    } else if (group.projects) {
      group.kind = LayerKind::pip_local;
      group.name = "pip-local";
    } else if (group.requirement_files) {
      group.kind = LayerKind::pip_requirements;
      group.name = "pip-requirements";
    } else if (group.tools) {
      group.name = "pip-build";
    } else {
      const bool apart = group.heavy && (!group.open || draft_.built.splits.pip);
      if (apart) group.kind = LayerKind::pip_heavy;
      if (group.name.empty()) group.name = apart ? "pip-heavy" : "pip";
    }
  }

  const Draft& draft_;
  std::set<std::string> apart_;
  std::map<std::string, BuildTool> tools_;  ///< by name
  std::set<std::string> said_;
  std::vector<PipGroup> groups_;
  std::map<std::string, std::size_t> places_;
  std::uint32_t removals_ = 0;
};

/// A built one, with the files of the group and without its packages. What is left is an installation of names.
PipGroup as_built(PipGroup& group, LayerKind kind) {
  PipGroup built = group;
  built.kind = kind;
  built.heavy = kind == LayerKind::pip_heavy;
  built.open = false;
  built.packages.clear();
  built.added.clear();
  group.requirement_files = group.projects = false;
  if (kind == LayerKind::pip_requirements || kind == LayerKind::pip_local) {
    group.kind = LayerKind::pip;
    group.name = "pip";
  }
  return built;
}

}  // namespace

std::vector<PipGroup> pip_groups(const Draft& draft) {
  return with_built(
      draft, Grouping(draft).groups(), Manager::pip,
      [&](const PipGroup& group) { return deed_of(pip_install(draft, group), group.removals); }, as_built,
      [](const PipGroup& group) {
        return group.packages.empty() && group.added.empty() && !group.requirement_files && !group.projects;
      });
}

}  // namespace envc
