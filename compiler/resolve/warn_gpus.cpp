// GPUs against the framework that is installed: what its wheels have code for.
#include "resolve/framework.hpp"
#include "resolve/hardware.hpp"
#include "resolve/warn.hpp"
#include "text/nearest.hpp"
#include "version/version.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>

namespace envc {
namespace {

/// A GPU that will be used, or that is compiled for.
struct Target {
  std::string capability;
  std::string shown;  ///< `the V100`, `compute capability 7.0`
  Span where;
};

std::vector<const std::optional<Said<Gpus>>*> said_gpus(const Model& model) {
  std::vector<const std::optional<Said<Gpus>>*> all{&model.run.gpus};
  for (const Place& place : model.places) all.push_back(&place.own.gpus);
  for (const Job& job : model.jobs) all.push_back(&job.gpus);
  return all;
}

std::vector<Target> targets(const Resolving& r) {
  std::vector<Target> all;
  std::set<std::string> seen;
  for (const auto* gpus : said_gpus(r.model)) {
    if (!*gpus || (*gpus)->value.type.empty() || !seen.insert((*gpus)->value.type).second) continue;
    const Gpu* const gpu = gpu_of(r.facts, (*gpus)->value.type);
    if (gpu != nullptr) all.push_back({std::string(gpu->capability), fmt::format("the {}", gpu->name), (*gpus)->where});
  }
  for (const Said<std::string>& arch : r.model.arch) {
    const std::string capability = arch.value.substr(0, arch.value.find('+'));
    all.push_back({capability, fmt::format("compute capability {}", capability), arch.where});
  }
  return all;
}

const FrameworkKernels* kernels_of(const Facts& facts, std::string_view version, std::string_view build) {
  const auto rows = facts.framework_kernels();
  const auto row = std::find_if(rows.begin(), rows.end(), [&](const FrameworkKernels& k) {
    return k.version == leading(version, 2) && k.build == build;
  });
  return row == rows.end() ? nullptr : &*row;
}

/// Whether the build can have code for it: what its table says, else what its CUDA compiles for.
bool can_run(const Facts& facts, std::string_view version, const FrameworkBuild& build, std::string_view capability) {
  if (build.cuda.empty()) return false;
  const FrameworkKernels* const kernels = kernels_of(facts, version, build.build);
  if (kernels == nullptr) return has_code(facts, capability, build.cuda);
  const bool ptx = !kernels->ptx.empty() && std::is_lteq(compare_versions(kernels->ptx, capability));
  const auto all = words(kernels->capabilities);
  return ptx || std::any_of(all.begin(), all.end(), [&](std::string_view one) {
           return leading(one, 1) == leading(capability, 1) && std::is_lteq(compare_versions(one, capability));
         });
}

/// The builds that run it: of the same release, else of the next that has one.
std::vector<const FrameworkBuild*> ways_out(const Facts& facts, const InstalledFramework& framework,
                                            std::string_view capability) {
  std::vector<const FrameworkBuild*> found;
  for (const FrameworkBuild& build : facts.framework_builds()) {
    const bool by_pip = framework.package.manager == Manager::pip;
    const std::string_view spelling = by_pip ? build.pip_flag : build.conda_pin;
    if (build.absent || spelling.empty() || !can_run(facts, build.version, build, capability)) continue;
    if (!found.empty() && build.version != found.front()->version) break;
    if (std::is_gteq(compare_versions(build.version, framework.version))) found.push_back(&build);
  }
  if (!found.empty()) return found;
  // for a GPU that newer releases have left behind: the last that served it
  for (const FrameworkBuild& build : facts.framework_builds()) {
    if (!build.absent && !build.pip_flag.empty() && can_run(facts, build.version, build, capability)) {
      if (!found.empty() && build.version != found.front()->version) found.clear();
      found.push_back(&build);
    }
  }
  return found;
}

/// How a build is asked for in this file.
std::string asked_for(const Resolving& r, const InstalledFramework& framework, const FrameworkBuild& build) {
  if (r.model.cuda) return fmt::format("cuda {}", build.cuda);
  if (framework.package.manager == Manager::conda) return std::string(build.conda_pin);
  if (build.pip_index.empty() || !build.pip_suffix.empty())
    return fmt::format("{}=={}{}", framework.package.said.name, build.version, build.pip_suffix);
  return fmt::format("--index-url {}", build.pip_index);
}

void check_code(const Resolving& r, const InstalledFramework& framework, const Target& target) {
  const auto rows = r.facts.framework_builds();
  const auto build =
      std::find_if(rows.begin(), rows.end(), [&](const FrameworkBuild& b) { return b.build == *framework.build; });
  if (build == rows.end() || can_run(r.facts, framework.version, *build, target.capability)) return;
  // that is told already
  const bool looked_at = r.model.cuda || r.model.base;
  if (looked_at && !r.out.cuda.empty() && !has_code(r.facts, target.capability, r.out.cuda)) return;
  const FrameworkKernels* const kernels = kernels_of(r.facts, framework.version, build->build);
  Diagnostic d{.kind = Kind::gpu_not_in_build,
               .severity = Severity::warning,
               .message = fmt::format("`{}` for CUDA {} has no code for {}", framework.package.said.name, build->cuda,
                                      target.shown),
               .where = target.where,
               .here = kernels == nullptr ? fmt::format("compute capability {}", target.capability)
                                          : fmt::format("compute capability {}, but the wheel has {}",
                                                        target.capability, kernels->capabilities),
               .labels = {{framework.package.said.where, "the build is chosen here"}}};
  std::vector<std::string> ways;
  std::string release;
  for (const FrameworkBuild* way : ways_out(r.facts, framework, target.capability)) {
    const std::string asked = asked_for(r, framework, *way);
    if (std::find(ways.begin(), ways.end(), asked) == ways.end()) ways.push_back(asked);
    release = way->version;
  }
  if (ways.size() > 3) ways.erase(ways.begin(), ways.end() - 3);
  if (!ways.empty())
    d.help = fmt::format("{} {} has code for it: write {}", framework.package.said.name, release, one_of(ways));
  r.diagnostics.add(std::move(d));
}

/// The newest CUDA with images that the release has a build for, with code for all targets; empty: none.
std::string newest_cuda(const Resolving& r, std::string_view version, const std::vector<Target>& targets) {
  std::string newest;
  for (const FrameworkBuild& build : r.facts.framework_builds()) {
    if (build.version != version || build.absent || build.cuda.empty()) continue;
    const auto images = r.facts.cuda_images();
    const bool has_image = std::any_of(images.begin(), images.end(), [&](const CudaImage& image) {
      return !image.gone && within(image.version, build.cuda);
    });
    const bool runs = std::all_of(targets.begin(), targets.end(), [&](const Target& target) {
      return can_run(r.facts, version, build, target.capability);
    });
    if (has_image && runs && (newest.empty() || std::is_gt(compare_versions(build.cuda, newest)))) newest = build.cuda;
  }
  return newest;
}

/// Where GPUs are said first: those of a job or a place, else one that is compiled for.
std::optional<Span> first_gpu(const Model& model) {
  for (const auto* gpus : said_gpus(model)) {
    if (*gpus && (*gpus)->value.kind != Gpus::Kind::none) return (*gpus)->where;
  }
  if (model.arch.empty()) return std::nullopt;
  return model.arch.front().where;
}

/// What to write so that the GPUs are used: the newest CUDA of this release that has code for all of them, else the
/// release that has it for one, else the newest CUDA of this one.
std::string with_cuda(const Resolving& r, const InstalledFramework& framework) {
  const std::vector<Target> all = targets(r);
  std::string cuda = newest_cuda(r, framework.version, all);
  if (cuda.empty()) {
    for (const Target& target : all) {
      const auto ways = ways_out(r.facts, framework, target.capability);
      if (ways.empty() || ways[0]->version == framework.version) continue;
      const std::string theirs = newest_cuda(r, ways[0]->version, {target});
      if (theirs.empty()) continue;
      return fmt::format("write `cuda {}` and `{}`: it has code for {}", theirs,
                         with_version(framework.package.manager, framework.package.said.name, ways[0]->version),
                         target.shown);
    }
    cuda = newest_cuda(r, framework.version, {});
  }
  return cuda.empty() ? std::string() : fmt::format("write `cuda {}`", cuda);
}

void check_cpu(const Resolving& r, const InstalledFramework& framework) {
  if (r.model.base || !r.out.cuda.empty() || framework.chosen || !framework.cuda.empty()) return;
  const auto where = first_gpu(r.model);
  if (!where) return;
  r.diagnostics.add(
      {.kind = Kind::gpus_without_cuda,
       .severity = Severity::warning,
       .message = fmt::format("GPUs are asked for, but `{}` is installed for the CPU", framework.package.said.name),
       .where = *where,
       .labels = {{framework.package.said.where, "without `cuda` this is its build for the CPU"}},
       .help = with_cuda(r, framework)});
}

}  // namespace

std::string release_with_code(const Resolving& r, std::string_view capability) {
  const auto framework = installed_framework(r);
  if (!framework || !framework->build) return {};
  const Spec spec = read_spec(framework->package.manager, framework->package.said.spec);
  const auto ways = ways_out(r.facts, *framework, capability);
  if (!spec.range || !spec.range->named() || ways.empty() || ways[0]->version == framework->version) return {};
  return with_version(framework->package.manager, framework->package.said.name, ways[0]->version);
}

void warn_of_gpus(const Resolving& r) {
  const auto framework = installed_framework(r);
  if (!framework || !framework->build) return;
  if (framework->cuda.empty()) return check_cpu(r, *framework);
  for (const Target& target : targets(r)) check_code(r, *framework, target);
}

}  // namespace envc
