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

struct Context {
  const Plan& plan;
  const Job& job;
  const Place* place;
  RunSettings settings;  ///< the file's, the place's, the job's
  bool pyxis = false;
};

bool many_nodes(const Job& job) {
  return job.nodes && job.nodes->value > 1;
}

bool sets(const Context& c, std::string_view name) {
  const auto& env = c.settings.env;
  return std::any_of(env.begin(), env.end(), [&](const EnvVar& v) { return v.name == name; });
}

/// Where the ranks of several nodes meet, as far as project.env does not say it.
std::vector<std::string> meeting_point(const Context& c) {
  std::vector<std::string> names;
  if (!many_nodes(c.job)) return names;
  for (const char* name : {"MASTER_ADDR", "MASTER_PORT"}) {
    if (!sets(c, name)) names.emplace_back(name);
  }
  return names;
}

/// Values from the machine win over the image's only when pyxis is told their names.
std::vector<std::string> exported(const Context& c) {
  std::vector<std::string> names;
  for (const EnvVar& v : c.settings.env) names.push_back(v.name);
  for (const std::string& name : meeting_point(c)) names.push_back(name);
  return names;
}

std::string environment(const Context& c) {
  std::string out;
  for (const EnvVar& v : c.settings.env) {
    // An image's own PATH-like value is not known here: what the host has is put behind.
    out += v.prepend ? fmt::format("export {0}={1}\"${{{0}:+:${0}}}\"\n", v.name, machine_value(v.value))
                     : fmt::format("export {}={}\n", v.name, machine_value(v.value));
  }
  const std::vector<std::string> names = meeting_point(c);
  if (!names.empty()) {
    out +=
        "# Where the ranks meet: asked for on the host, as containers have no scontrol. The port follows the job's\n"
        "# number, so that two jobs on one node do not collide.\n";
    for (const std::string& name : names) {
      out += name == "MASTER_ADDR" ? "nodes=$(scontrol show hostnames \"$SLURM_JOB_NODELIST\")\n"
                                     "MASTER_ADDR=${nodes%%$'\\n'*}\n"
                                   : "MASTER_PORT=$((20000 + SLURM_JOB_ID % 10000))\n";
    }
    out += fmt::format("export {}\n", fmt::join(names, " "));
  }
  const auto& slurm = c.settings.slurm;
  if (std::any_of(slurm.begin(), slurm.end(), [](const EnvVar& o) { return o.name == "export"; })) {
    out += "export SLURM_EXPORT_ENV=ALL # for srun: --export above is the batch script's\n";
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
  std::string out = fmt::format("image={}/{}\n", images_folder(c.place), word(sqsh_name(c.plan)));
  if (has_mounts) out += mounts(c);
  const std::string option = c.place == nullptr ? "" : fmt::format(" --place {}", c.place->name.value);
  out += fmt::format(
      "\n# pyxis would tell of a missing file only after the image is unpacked, and its lists know no quoting.\n"
      "if [[ ! -r $image ]]; then\n"
      "  echo \"no image at $image: make it with ./import-sqsh.sh{}\" >&2\n"
      "  exit 1\n"
      "fi\n",
      option);
  if (has_mounts) {
    out +=
        "for mount in \"${mounts[@]}\"; do\n"
        "  source=${mount%%:/*}\n"
        "  if [[ $source == \\$* && ${ENVC_CHECK-} ]]; then continue; fi # a variable that compute nodes set\n"
        "  if [[ ! -e $source ]]; then\n"
        "    echo \"nothing to mount at $source on $(hostname)\" >&2\n"
        "    exit 1\n"
        "  fi\n"
        "  if [[ $source == *[,:]* ]]; then\n"
        "    echo \"a mount of pyxis cannot have ',' or ':' in its path: $source\" >&2\n"
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
  // What is left out would follow the site's configuration. Writable: programs keep caches in the image's home.
  out += fmt::format(
      "  --container-workdir={}\n  --container-writable\n  --no-container-mount-home\n  "
      "--no-container-remap-root\n  --no-container-entrypoint\n",
      word(workdir(c)));
  if (const std::vector<std::string> names = exported(c); !names.empty()) {
    out += fmt::format("  --container-env=\"{}\"\n", fmt::join(names, ","));
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
  std::vector<std::string> lines = with_exec(c.job.lines);
  // enroot keeps the caller's HOME, a folder that the image does not have.
  if (c.pyxis && !sets(c, "HOME"))
    lines.insert(lines.begin(), fmt::format("export HOME={}", word(home_folder(c.plan))));
  return fmt::format(
      "# --cpus-per-task by hand: from 22.05 to 23.02 srun does not take it from the job. One dead rank ends the "
      "step.\n"
      "srun ${{SLURM_CPUS_PER_TASK:+--cpus-per-task=\"$SLURM_CPUS_PER_TASK\"}} --kill-on-bad-exit=1{} \\\n"
      "  bash -euo pipefail -c {} _ \"$@\"\n",
      c.pyxis ? " \"${container[@]}\"" : "", ShellScript(lines).text());
}

std::string title(const Context& c) {
  std::string where;
  if (c.place != nullptr) where = fmt::format(" on {}", c.place->name.value);
  std::string folders;
  for (const std::string& folder : log_folders(c.plan.model, c.job)) folders += " " + word(folder);
  return fmt::format(
      "# job {0}{1}: `make submit-{0}` makes the log folder, checks image and mounts, and submits.\n"
      "# By hand, in the project's folder: mkdir -p{2} && sbatch {0}.sbatch\n",
      c.job.name.value, where, folders);
}

}  // namespace

std::string sbatch_script(const Plan& plan, const Job& job) {
  const Context c{plan, job, place_of(plan.model, job), settings_of(plan.model, job), runs_in_image(plan.model, job)};
  std::string body;
  if (!c.pyxis) body += "cd -- \"$project\"\n";
  if (c.pyxis) body += container_checks(c);
  body +=
      "\n# `make submit` asks for the checks alone.\n"
      "if [[ ${ENVC_CHECK-} ]]; then exit 0; fi\n\n";
  body += environment(c);
  if (c.pyxis) body += container_options(c);
  body += step(c);
  return "#!/bin/bash\n" + title(c) + sbatch_directives(plan.model, job) + "\n" + shellcheck_directive(body) +
         "set -euo pipefail\n"
         "\n# SLURM runs a copy of this file: paths start where it was submitted.\n"
         "project=${SLURM_SUBMIT_DIR:?submit this script with sbatch}\n" +
         body;
}

}  // namespace envc
