#include "emit/artifact.hpp"
#include "emit/cluster.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace envc {
namespace {

// The lock first: what it says must be there when the rest is.
constexpr std::array<Emitter, 7> table{{
    {"envc.lock", lock_file},
    {"Dockerfile", dockerfile},
    {".dockerignore", dockerignore},
    {"bashrc", bashrc},
    {"launch.sh", launch_script, true},
    {"import-sqsh.sh", import_script, true, any_cluster},
    {"envc.mk", make_rules},
}};

bool wanted(const Emitter& emitter, const Model& model) {
  return emitter.wanted == nullptr || emitter.wanted(model);
}

std::string script_name(const Job& job) {
  return job.name.value + ".sbatch";
}

}  // namespace

std::vector<std::string> artifact_names(const Model& model) {
  std::vector<std::string> names;
  for (const Emitter& emitter : table) {
    if (wanted(emitter, model)) names.emplace_back(emitter.name);
  }
  for (const Job& job : model.jobs) names.push_back(script_name(job));
  return names;
}

bool comes_and_goes(std::string_view name) {
  return name.ends_with(".sbatch") || std::any_of(table.begin(), table.end(), [&](const Emitter& emitter) {
           return emitter.wanted != nullptr && emitter.name == name;
         });
}

std::vector<std::string> passing_names(const Model& model) {
  std::vector<std::string> names{".envc_history", ".envc.stamp", "envc.d", "project.env"};
  if (!model.jobs.empty()) {
    names.emplace_back("*.sbatch");  // that of a job which has gone, too
    names.emplace_back("logs");
  }
  if (any_cluster(model)) {
    names.emplace_back("*.sqsh");
    names.emplace_back(".*.sqsh.*");
  }
  return names;
}

std::vector<Artifact> emit(const Plan& plan) {
  std::vector<Artifact> artifacts;
  for (const Emitter& emitter : table) {
    if (!wanted(emitter, plan.model)) continue;
    artifacts.push_back({std::string(emitter.name), with_header(emitter.body(plan)), emitter.executable});
  }
  for (const Job& job : plan.model.jobs) {
    artifacts.push_back({script_name(job), with_header(sbatch_script(plan, job)), false});
  }
  return artifacts;
}

}  // namespace envc
