#include "emit/artifact.hpp"
#include "emit/cluster.hpp"
#include "emit/machine_path.hpp"
#include "emit/script.hpp"
#include "text/quote.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace envc {
namespace {

std::string word(std::string_view raw) {
  return ShellWord(raw).text();
}

/// SLURM's D-HH:MM:SS: `2h` is refused by it, and `00:30` would be seconds.
std::string slurm_time(std::uint64_t seconds) {
  return fmt::format("{}-{:02}:{:02}:{:02}", seconds / 86400, seconds / 3600 % 24, seconds / 60 % 60, seconds % 60);
}

/// Whole G where it is, else M: SLURM takes neither fractions nor GiB.
std::string slurm_size(std::uint64_t mebibytes) {
  return mebibytes % 1024 == 0 ? fmt::format("{}G", mebibytes / 1024) : fmt::format("{}M", mebibytes);
}

struct Context {
  const Plan& plan;
  const Job& job;
  const Place* place;
  RunSettings settings;  ///< the file's, the place's, the job's
  bool pyxis = false;
};

RunSettings settings_of(const Plan& plan, const Job& job, const Place* place) {
  const RunSettings at_place = place == nullptr ? plan.model.run : merged(plan.model.run, place->own);
  return merged(at_place, job.own);
}

bool many_nodes(const Job& job) {
  return job.nodes && job.nodes->value > 1;
}

bool said(const RunSettings& settings, std::string_view key) {
  return std::any_of(settings.slurm.begin(), settings.slurm.end(), [&](const EnvVar& v) { return v.name == key; });
}

/// All #SBATCH lines: literal values only, before any command.
std::string directives(const Context& c) {
  std::string out;
  const auto line = [&](std::string_view key, std::string_view value) {
    if (said(c.settings, key)) return;
    out += fmt::format("#SBATCH --{}={}\n", key, value);
  };
  line("job-name", c.job.name.value);
  line("output", c.job.array ? "logs/%x-%A_%a.out" : "logs/%x-%j.out");
  if (c.job.array) line("array", c.job.array->value);
  line("nodes", fmt::to_string(c.job.nodes ? c.job.nodes->value : 1));
  line("ntasks-per-node", fmt::to_string(c.job.tasks ? c.job.tasks->value : 1));
  if (c.job.cpus) line("cpus-per-task", fmt::to_string(c.job.cpus->value));
  const std::optional<Said<Gpus>>& gpus = c.job.gpus ? c.job.gpus : c.settings.gpus;
  if (gpus && gpus->value.kind == Gpus::Kind::number && !said(c.settings, "gres") && !said(c.settings, "gpus")) {
    const Gpus& wanted = gpus->value;
    line("gpus-per-node", wanted.type.empty() ? fmt::to_string(wanted.number)
                                              : fmt::format("{}:{}", wanted.type, std::max(wanted.number, 1U)));
  }
  if (c.job.mebibytes) line("mem", slurm_size(c.job.mebibytes->value));
  if (c.job.seconds) line("time", slurm_time(c.job.seconds->value));
  // The site's own, as said; blanks cannot stand in a directive, which the check refuses.
  for (const EnvVar& own : c.settings.slurm) {
    out += own.value.empty() ? fmt::format("#SBATCH --{}\n", own.name)
                             : fmt::format("#SBATCH --{}={}\n", own.name, own.value);
  }
  return out;
}

/// Values from the machine win over the image's only when pyxis is told their names.
std::vector<std::string> exported(const Context& c) {
  std::vector<std::string> names;
  for (const EnvVar& v : c.settings.env) names.push_back(v.name);
  if (many_nodes(c.job)) {
    names.emplace_back("MASTER_ADDR");
    names.emplace_back("MASTER_PORT");
  }
  return names;
}

std::string environment(const Context& c) {
  std::string out;
  for (const EnvVar& v : c.settings.env) {
    // An image's own PATH-like value is not known here: what the host has is put behind.
    out += v.prepend ? fmt::format("export {0}={1}${{{0}:+:${0}}}\n", v.name, machine_value(v.value))
                     : fmt::format("export {}={}\n", v.name, machine_value(v.value));
  }
  if (many_nodes(c.job)) {
    out +=
        "# Where the ranks meet: asked for on the host (containers have no scontrol); the port follows the job's "
        "number, so\n"
        "# that two jobs on one node do not collide.\n"
        "MASTER_ADDR=$(scontrol show hostnames \"$SLURM_JOB_NODELIST\" | head -n 1)\n"
        "MASTER_PORT=$((20000 + SLURM_JOB_ID % 10000))\n"
        "export MASTER_ADDR MASTER_PORT\n";
  }
  if (!out.empty()) out += "\n";
  return out;
}

std::string mounts(const Context& c) {
  std::string out = "mounts=(\n";
  for (const Mount& mount : c.settings.mounts) {
    out += fmt::format("  {}:{}{}\n", machine_path(mount), word(mount.target), mount.read_only ? ":ro" : "");
  }
  return out + ")\n";
}

std::string workdir(const Context& c) {
  if (c.plan.model.workdir) return c.plan.model.workdir->value;
  for (const Mount& mount : c.settings.mounts) {
    if (mount.world == PathWorld::project && mount.source == ".") return mount.target;
  }
  return "/";
}

std::string container_checks(const Context& c) {
  const bool has_mounts = !c.settings.mounts.empty();
  std::string out = fmt::format("image={}/{}\n", images_folder(*c.place), word(sqsh_name(c.plan)));
  if (has_mounts) out += mounts(c);
  out +=
      "\n# pyxis would tell of a missing file only after the image is unpacked, and its lists know no quoting.\n"
      "if [[ ! -r $image ]]; then\n"
      "  echo \"no image at $image: make it with ./import-sqsh.sh\" >&2\n"
      "  exit 1\n"
      "fi\n";
  if (has_mounts) {
    out +=
        "for mount in \"${mounts[@]}\"; do\n"
        "  source=${mount%%:/*}\n"
        "  if [[ ! -e $source ]]; then\n"
        "    echo \"nothing to mount at $source on $(hostname)\" >&2\n"
        "    exit 1\n"
        "  fi\n"
        "  if [[ $source == *[,:]* ]]; then\n"
        "    echo \"a cluster's mount cannot have ',' or ':' in its path: $source\" >&2\n"
        "    exit 1\n"
        "  fi\n"
        "done\n";
  }
  return out;
}

std::string container_options(const Context& c) {
  const bool has_mounts = !c.settings.mounts.empty();
  std::string out = "container=(\n  --container-image=\"$image\"\n";
  if (has_mounts) out += "  --container-mounts=\"$(IFS=,; echo \"${mounts[*]}\")\"\n";
  out += fmt::format("  --container-workdir={}\n  --no-container-mount-home\n  --no-container-entrypoint\n",
                     word(workdir(c)));
  if (const std::vector<std::string> names = exported(c); !names.empty()) {
    out += fmt::format("  --container-env={}\n", fmt::join(names, ","));
  }
  return out + ")\n\n";
}

/// Commands that are part of the shell: `exec` would look for a program of that name.
bool part_of_shell(std::string_view command) {
  static constexpr std::array<std::string_view, 20> names{
      ".",    ":",     "cd",   "declare",  "exit", "export", "false",   "hash",   "let",   "local",
      "popd", "pushd", "read", "readonly", "true", "type",   "typeset", "ulimit", "unset", "wait"};
  return std::find(names.begin(), names.end(), command) != names.end();
}

/// The last line takes the shell's place, so that signals reach the program: only if it is one simple command.
std::vector<std::string> with_exec(std::vector<std::string> lines) {
  if (lines.empty()) return lines;
  std::string& last = lines.back();
  const std::string_view command = std::string_view(last).substr(0, last.find_first_of(" \t"));
  const bool plain = last.find('|') == std::string::npos && command.find('=') == std::string_view::npos;
  if (plain && !part_of_shell(command) && joinable({last})) last = "exec " + last;
  return lines;
}

std::string step(const Context& c) {
  std::string out =
      "# --cpus-per-task by hand: from 22.05 to 23.02 srun does not take it from the job. One dead rank ends the "
      "step.\n"
      "srun ${SLURM_CPUS_PER_TASK:+--cpus-per-task=\"$SLURM_CPUS_PER_TASK\"} --kill-on-bad-exit=1";
  out += c.pyxis ? " \"${container[@]}\" \\\n" : " \\\n";
  return out + fmt::format("  bash -euo pipefail -c {} _ \"$@\"\n", ShellScript(with_exec(c.job.lines)).text());
}

std::string title(const Context& c) {
  std::string where;
  if (c.place != nullptr) where = fmt::format(" on {}", c.place->name.value);
  return fmt::format(
      "# job {0}{1}: `make submit-{0}` makes the log folder, checks image and mounts, and submits.\n"
      "# By hand, in the project's folder: mkdir -p logs && sbatch {0}.sbatch\n",
      c.job.name.value, where);
}

}  // namespace

const Place* place_of(const Plan& plan, const Job& job) {
  const auto& places = plan.model.places;
  if (job.on) {
    const auto named =
        std::find_if(places.begin(), places.end(), [&](const Place& p) { return p.name.value == job.on->value; });
    return named == places.end() ? nullptr : &*named;
  }
  const auto first = std::find_if(places.begin(), places.end(), has_pyxis);
  if (first == places.end() || std::any_of(first + 1, places.end(), has_pyxis)) return nullptr;
  return &*first;
}

bool has_pyxis(const Place& place) {
  return !place.own.slurm.empty();
}

bool needs_sqsh(const Plan& plan) {
  return std::any_of(plan.model.places.begin(), plan.model.places.end(), has_pyxis);
}

std::string sbatch_script(const Plan& plan, const Job& job) {
  const Place* place = place_of(plan, job);
  const Context c{plan, job, place, settings_of(plan, job, place), place != nullptr && has_pyxis(*place)};
  std::string out = "#!/bin/bash\n" + title(c) + directives(c);
  out +=
      "\nset -euo pipefail\n"
      "\n# SLURM runs a copy of this file: paths start where it was submitted.\n"
      "project=${SLURM_SUBMIT_DIR:?submit this script with sbatch}\n";
  if (!c.pyxis) out += "cd -- \"$project\"\n";
  if (c.pyxis) out += container_checks(c);
  out +=
      "\n# `make submit` asks for the checks alone.\n"
      "if [[ ${ENVC_CHECK-} ]]; then exit 0; fi\n\n";
  out += environment(c);
  if (c.pyxis) out += container_options(c);
  return out + step(c);
}

}  // namespace envc
