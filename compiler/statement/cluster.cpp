// What only the whole file can tell of jobs and the clusters they run at.
#include "model/cluster.hpp"
#include "model/slurm_options.hpp"
#include "statement/checking.hpp"
#include "statement/families.hpp"
#include "text/nearest.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <set>

namespace envc {
namespace {

constexpr std::array<std::string_view, 1> nodes{"nodes"};
constexpr std::array<std::string_view, 1> cpus{"cpus-per-task"};
constexpr std::array<std::string_view, 1> time_limit{"time"};
constexpr std::array<std::string_view, 1> array{"array"};

/// A statement of a job's own words, and SLURM's options for the same thing.
struct Typed {
  std::string_view keyword;
  std::optional<Span> where;
  SlurmFamily family;
};

template<typename T>
std::optional<Span> where(const std::optional<Said<T>>& said) {
  return said ? std::optional(said->where) : std::nullopt;
}

std::array<Typed, 7> typed(const Job& job) {
  return {{{"nodes", where(job.nodes), nodes},
           {"tasks", where(job.tasks), slurm_tasks},
           {"cpus", where(job.cpus), cpus},
           {"mem", where(job.mebibytes), slurm_memory},
           {"gpus", where(job.gpus), slurm_gpus},
           {"time", where(job.seconds), time_limit},
           {"array", where(job.array), array}}};
}

/// In one job, each thing is said in one way.
void check_said_in_two_ways(const Job& job, Checking& checking) {
  for (const Typed& one : typed(job)) {
    if (!one.where) continue;
    for (const EnvVar& option : job.own.slurm) {
      if (!asks_for(option, one.family)) continue;
      checking.report({.kind = Kind::slurm_said_twice,
                       .message = fmt::format("`{}` and `slurm {}` say the same thing", one.keyword, option.name),
                       .where = option.where,
                       .labels = {{*one.where, fmt::format("`{}` is said here", one.keyword)}},
                       .help = "leave one of them out"});
    }
  }
}

/// SLURM takes one option of these families; what the job says in its own words replaces the others.
void check_exclusive(const Model& model, const Job& job, std::set<std::uint32_t>& told, Checking& checking) {
  const RunSettings settings = settings_of(model, job);
  const std::array<Typed, 2> families{
      {{"memory", where(job.mebibytes), slurm_memory}, {"GPUs", where(job.gpus), slurm_gpus}}};
  for (const Typed& family : families) {
    if (family.where) continue;
    const EnvVar* first = nullptr;
    for (const EnvVar& option : settings.slurm) {
      if (!asks_for(option, family.family)) continue;
      if (first == nullptr) {
        first = &option;
      } else if (told.insert(option.where.begin).second) {
        checking.report({.kind = Kind::slurm_said_twice,
                         .message = fmt::format("SLURM takes one way to ask for {}: `{}` or `{}`", family.keyword,
                                                first->name, option.name),
                         .where = option.where,
                         .labels = {{first->where, "the other is said here"}},
                         .help = "leave one of them out"});
      }
    }
  }
}

/// The lists of pyxis know no quoting.
void check_mounts(const RunSettings& settings, std::set<std::uint32_t>& told, Checking& checking) {
  for (const Mount& mount : settings.mounts) {
    for (const std::string& path : {mount.source, mount.target}) {
      const std::size_t at = path.find_first_of(",:");
      if (at == std::string::npos || !told.insert(mount.where.begin).second) continue;
      checking.error(
          Kind::bad_mount, mount.where,
          fmt::format("{} has `{}`: on a cluster, paths of a mount cannot have `,` or `:`", quoted(path), path[at]),
          "mount a link to it, or give it another name");
    }
  }
}

/// SLURM makes no folder for a log, and what it fills in there is known too late for anyone else to make it.
void check_log_folders(const Model& model, const Job& job, std::set<std::uint32_t>& told, Checking& checking) {
  for (const EnvVar& option : settings_of(model, job).slurm) {
    if (option.name != "output" && option.name != "error") continue;
    const std::size_t slash = option.value.rfind('/');
    const std::string_view folder = std::string_view(option.value).substr(0, slash == std::string::npos ? 0 : slash);
    for (std::size_t at = folder.find('%'); at != std::string_view::npos; at = folder.find('%', at + 1)) {
      if (folder.substr(at).starts_with("%x") || !told.insert(option.where.begin).second) continue;
      checking.error(
          Kind::bad_slurm_option, option.where,
          fmt::format("the folder {} is not known before the job, and SLURM does not make it", quoted(folder)),
          fmt::format("put it into the file's name, as in `slurm {}=logs/%x-%j.out`", option.name));
      break;
    }
  }
}

void check_place_named(const Model& model, const Job& job, Checking& checking) {
  if (job.on) return;
  std::vector<std::string_view> clusters;
  for (const Place& place : model.places) {
    if (is_cluster(model, place)) clusters.push_back(place.name.value);
  }
  if (clusters.size() < 2) return;
  checking.error(Kind::job_without_place, job.name.where,
                 fmt::format("the job {} can run at {}", quoted(job.name.value), one_of(clusters)),
                 fmt::format("write `job {} on {}`", job.name.value, clusters.front()));
}

}  // namespace

void settle_clusters(Checking& checking) {
  const Model& model = checking.model;
  std::set<std::uint32_t> mounts_told;
  std::set<std::uint32_t> options_told;
  for (const Place& place : model.places) {
    if (is_cluster(model, place)) check_mounts(merged(model.run, place.own), mounts_told, checking);
  }
  for (const Job& job : model.jobs) {
    check_place_named(model, job, checking);
    check_said_in_two_ways(job, checking);
    check_exclusive(model, job, options_told, checking);
    check_log_folders(model, job, options_told, checking);
    if (!runs_in_image(model, job)) continue;
    check_mounts(settings_of(model, job), mounts_told, checking);
    if (job.gpus && job.gpus->value.kind == Gpus::Kind::all) {
      checking.error(Kind::bad_gpus, job.gpus->where, "SLURM gives a job a number of GPUs, not all of a machine",
                     "write how many each node is to give: `gpus 4`");
    }
  }
}

}  // namespace envc
