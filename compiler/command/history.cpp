#include "command/history.hpp"

#include "command/revision.hpp"
#include "layer/cost.hpp"
#include "layer/does.hpp"
#include "text/nearest.hpp"

#include <fmt/format.h>
#include <algorithm>
#include <iterator>
#include <optional>
#include <set>
#include <vector>

namespace envc {
namespace {

/// What the layers of each kind are made of.
using Parts = std::map<LayerKind, std::multiset<std::string>>;

struct Version {
  std::string commit;
  std::string path;  ///< from the repository's top
};

/// The versions of the file, the oldest first.
std::vector<Version> versions_of(const Repository& repository, const std::string& file) {
  const std::string log = repository.git(
      {"-c", "core.quotePath=false", "log", "--follow", "--format=commit %H", "--name-only", "--", file});
  std::vector<Version> all;
  std::string commit;
  for (std::size_t at = 0; at < log.size();) {
    const std::size_t end = std::min(log.find('\n', at), log.size());
    const std::string line = log.substr(at, end - at);
    at = end + 1;
    if (line.starts_with("commit ")) {
      commit = line.substr(line.find(' ') + 1);
    } else if (!line.empty()) {
      all.push_back({commit, line});
    }
  }
  std::reverse(all.begin(), all.end());
  return all;
}

bool changes_with_other_files(LayerKind kind) {
  switch (kind) {
    case LayerKind::pip_requirements:
    case LayerKind::pip_local:
    case LayerKind::setup:
    case LayerKind::conda_installer:
    case LayerKind::home:
      return true;
    default:
      return false;
  }
}

/// Of pip's packages, those that are heavy count as such, whether they stand apart or not.
std::set<std::string> heavy_packages(const Plan& plan, const Facts& facts) {
  std::set<std::string> heavy;
  for (std::size_t i = 0; i < plan.model.packages.size(); ++i) {
    if (plan.model.packages[i].manager != Manager::pip) continue;
    for (const ResolvedPackage& package : plan.resolution.packages[i].packages) {
      const auto needs = facts.needs(name(Manager::pip), package.name);
      if (needs && needs->heavy) heavy.insert(package.spec);
    }
  }
  return heavy;
}

Parts parts_of(const Plan& plan, const Facts& facts) {
  Parts parts;
  const std::set<std::string> heavy = heavy_packages(plan, facts);
  for (const Layer& layer : plan.graph.layers) {
    if (changes_with_other_files(layer.kind)) continue;
    const bool pip = layer.kind == LayerKind::pip || layer.kind == LayerKind::pip_heavy;
    for (const std::string& package : layer.packages) {
      const LayerKind kind = !pip ? layer.kind : heavy.contains(package) ? LayerKind::pip_heavy : LayerKind::pip;
      parts[kind].insert("package " + package);
    }
    parts[layer.kind].insert(what_it_does(layer.content, layer.removals));
  }
  return parts;
}

std::optional<Parts> parts_of(const Version& version, const Repository& repository, const Request& request,
                              const Terminal& terminal) {
  RevisionFiles files(repository, version.commit);
  if (files.kind(version.path) != FileKind::regular) return std::nullopt;
  const std::size_t slash = version.path.rfind('/');
  const std::string folder = slash == std::string::npos ? "." : version.path.substr(0, slash);
  const Terminal there{terminal.out, terminal.err, terminal.standard_input, terminal.color, files, terminal.run};
  Sources sources;
  Diagnostics told_to_nobody;
  const auto planned = plan({version.path, version.path, folder, folder}, request, there, sources, told_to_nobody);
  return planned ? std::optional(parts_of(planned->plan, planned->facts->facts())) : std::nullopt;
}

/// Those of `a` that `b` lacks.
std::int64_t missing(const std::multiset<std::string>& a, const std::multiset<std::string>& b) {
  std::vector<std::string> found;
  std::set_difference(a.begin(), a.end(), b.begin(), b.end(), std::back_inserter(found));
  return static_cast<std::int64_t>(found.size());
}

void count_edit(const Parts& before, const Parts& now, std::map<std::string, CountedEdits>& counts) {
  static const std::multiset<std::string> none;
  for (const auto& [kind, old_parts] : before) {
    const auto found = now.find(kind);
    const auto& new_parts = found == now.end() ? none : found->second;
    CountedEdits& count = counts[std::string(name(kind))];
    if (!shares_chance(kind)) {
      count.seen += static_cast<std::int64_t>(old_parts.size());
      count.touched += missing(old_parts, new_parts);
    } else {
      count.seen += 1;
      count.touched += old_parts == new_parts ? 0 : 1;
    }
  }
}

}  // namespace

History history_of(const Project& project, const Request& request, const Terminal& terminal) {
  const Repository repository(terminal, project.folder);
  const std::string file = project.file.substr(project.file.rfind('/') + 1);
  const std::vector<Version> versions = versions_of(repository, file);
  if (versions.empty())
    throw MachineError{fmt::format("git has no version of {}", envc::quoted(project.name)), "commit it first"};
  // Each version by itself: nothing built, nothing learned.
  Request alone = request;
  alone.replace_lock = true;
  alone.repack = true;
  alone.learned = Learned{};
  History history;
  std::optional<Parts> before;
  for (const Version& version : versions) {
    std::optional<Parts> now = parts_of(version, repository, alone, terminal);
    if (!now) {
      ++history.unreadable;
      continue;
    }
    if (before && *before == *now) ++history.without;
    if (before && *before != *now) {
      ++history.edits;
      count_edit(*before, *now, history.counts);
    }
    before = std::move(now);
  }
  return history;
}

}  // namespace envc
