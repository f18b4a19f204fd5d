// The #SBATCH lines: what project.env says with words of its own, and what it says to `slurm` in SLURM's.
#include "emit/cluster.hpp"
#include "model/slurm_options.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <span>

namespace envc {
namespace {

/// D-HH:MM:SS: SLURM refuses `2h`, and reads `00:30` as seconds.
std::string slurm_time(std::uint64_t seconds) {
  return fmt::format("{}-{:02}:{:02}:{:02}", seconds / 86400, seconds / 3600 % 24, seconds / 60 % 60, seconds % 60);
}

/// Whole G where it is, else M: SLURM takes neither fractions nor GiB.
std::string slurm_size(std::uint64_t mebibytes) {
  return mebibytes % 1024 == 0 ? fmt::format("{}G", mebibytes / 1024) : fmt::format("{}M", mebibytes);
}

std::string gpus_text(const Gpus& gpus) {
  const std::uint32_t number = std::max(gpus.number, 1U);
  return gpus.type.empty() ? fmt::to_string(number) : fmt::format("{}:{}", gpus.type, number);
}

class Directives {
 public:
  explicit Directives(std::vector<EnvVar> site) : site_(std::move(site)) {}

  /// Said in project.env's own words: takes the place of what the site's options say of the same thing.
  void said(std::string_view key, std::string_view value, SlurmFamily family) {
    drop(family);
    line(key, value);
  }
  void said(std::string_view key, std::string_view value) { said(key, value, std::span(&key, 1)); }

  /// Where nobody said anything.
  void otherwise(std::string_view key, std::string_view value, SlurmFamily family) {
    if (!has(family)) line(key, value);
  }
  void otherwise(std::string_view key, std::string_view value) { otherwise(key, value, std::span(&key, 1)); }

  void drop(SlurmFamily family) {
    site_.erase(std::remove_if(site_.begin(), site_.end(), [&](const EnvVar& o) { return asks_for(o, family); }),
                site_.end());
  }
  [[nodiscard]] bool has(SlurmFamily family) const {
    return std::any_of(site_.begin(), site_.end(), [&](const EnvVar& o) { return asks_for(o, family); });
  }

  [[nodiscard]] std::string text() const {
    std::string out = text_;
    for (const EnvVar& own : site_) {
      out += own.value.empty() ? fmt::format("#SBATCH --{}\n", own.name)
                               : fmt::format("#SBATCH --{}={}\n", own.name, own.value);
    }
    return out;
  }

 private:
  void line(std::string_view key, std::string_view value) { text_ += fmt::format("#SBATCH --{}={}\n", key, value); }

  std::vector<EnvVar> site_;
  std::string text_;
};

/// The job's own words replace the site's; what holds for all places gives way to them.
void add_gpus(Directives& out, const Job& job, const RunSettings& settings) {
  const bool own = job.gpus.has_value();
  const std::optional<Said<Gpus>>& gpus = own ? job.gpus : settings.gpus;
  if (!gpus || (!own && out.has(slurm_gpus))) return;
  if (gpus->value.kind == Gpus::Kind::number) {
    out.said("gpus-per-node", gpus_text(gpus->value), slurm_gpus);
  } else if (own) {
    out.drop(slurm_gpus);
  }
}

/// `logs/%x/%j.out` → `logs/NAME`. Empty where it has no folder. (The check refuses what is not known before the job.)
std::string folder_of(std::string_view path, std::string_view job_name) {
  const std::size_t slash = path.rfind('/');
  if (slash == std::string_view::npos || slash == 0) return {};
  std::string folder(path.substr(0, slash));
  for (std::size_t at = folder.find("%x"); at != std::string::npos; at = folder.find("%x", at + job_name.size()))
    folder.replace(at, 2, job_name);
  return folder;
}

}  // namespace

std::string sbatch_directives(const Model& model, const Job& job) {
  const RunSettings settings = settings_of(model, job);
  Directives out(settings.slurm);
  out.otherwise("job-name", job.name.value);
  out.otherwise("output", job.array ? "logs/%x-%A_%a.out" : "logs/%x-%j.out");
  if (job.array) out.said("array", job.array->value);
  if (job.nodes) {
    out.said("nodes", fmt::to_string(job.nodes->value));
  } else {
    out.otherwise("nodes", "1");
  }
  if (job.tasks) {
    out.said("ntasks-per-node", fmt::to_string(job.tasks->value), slurm_tasks);
  } else {
    out.otherwise("ntasks-per-node", "1", slurm_tasks);
  }
  if (job.cpus) out.said("cpus-per-task", fmt::to_string(job.cpus->value));
  add_gpus(out, job, settings);
  if (job.mebibytes) out.said("mem", slurm_size(job.mebibytes->value), slurm_memory);
  if (job.seconds) out.said("time", slurm_time(job.seconds->value));
  return out.text();
}

std::vector<std::string> log_folders(const Model& model, const Job& job) {
  std::vector<std::string> folders;
  bool output = false;
  const RunSettings settings = settings_of(model, job);
  std::string_view job_name = job.name.value;
  for (const EnvVar& option : settings.slurm) {
    if (option.name == "job-name") job_name = option.value;
  }
  for (const EnvVar& option : settings.slurm) {
    if (option.name != "output" && option.name != "error") continue;
    output = output || option.name == "output";
    const std::string folder = folder_of(option.value, job_name);
    if (!folder.empty() && std::find(folders.begin(), folders.end(), folder) == folders.end())
      folders.push_back(folder);
  }
  if (!output) folders.insert(folders.begin(), "logs");
  return folders;
}

}  // namespace envc
