// GPUs against the framework that is installed: what its wheels have code for.
#include "resolve/asked.hpp"
#include "resolve/builds.hpp"
#include "resolve/drivers.hpp"
#include "resolve/framework.hpp"
#include "resolve/gpu_code.hpp"
#include "resolve/hardware.hpp"
#include "resolve/warn.hpp"
#include "version/version.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>

namespace envc {
namespace {

std::vector<const std::optional<Said<Gpus>>*> said_gpus(const Model& model) {
  std::vector<const std::optional<Said<Gpus>>*> all{&model.run.gpus};
  for (const Place& place : model.places) all.push_back(&place.own.gpus);
  for (const Job& job : model.jobs) all.push_back(&job.gpus);
  return all;
}

/// ` instead of `pytorch-cuda=12.4``: what in the file chooses another build of conda; often nothing.
std::string instead_of_toolkit(const Resolving& r) {
  for (const SaidPackage& package : said_packages(r)) {
    if (package.manager == Manager::conda && has_word(r.facts.framework().toolkits, package.said.name))
      return fmt::format(" instead of `{}`", package.said.spec);
  }
  return {};
}

/// The same release, or the next that has a build for it, from the index of pip: where conda has none of the project's.
std::string by_pip(const Resolving& r, const InstalledFramework& framework, std::string_view capability) {
  const std::vector<Build> ways = ways_out(r.facts, Manager::pip, framework.version, capability);
  if (ways.empty()) return {};
  const Build& way = ways.front();
  const std::string spec =
      fmt::format("pip {}", with_version(Manager::pip, framework_name(r.facts, Manager::pip), way.version));
  if (r.model.cuda) return fmt::format("`cuda {}` and `{}`", way.cuda, spec);
  return way.row->pip_index.empty() ? fmt::format("`{}`", spec)
                                    : fmt::format("`{} --index-url {}`", spec, way.row->pip_index);
}

/// What to write for a build with code for the GPU; empty: none is known.
std::string help_for(const Resolving& r, const InstalledFramework& framework, std::string_view capability) {
  const std::string& name = framework.package.said.name;
  const std::vector<Build> builds = ways_out(r.facts, framework.package.manager, framework.version, capability);
  std::vector<std::string> ways;
  for (const Build& build : builds) {
    const std::string asked = asked_for(r, framework, build);
    if (std::find(ways.begin(), ways.end(), asked) == ways.end()) ways.push_back(asked);
  }
  if (ways.size() > 3) ways.erase(ways.begin(), ways.end() - 3);
  if (ways.empty()) return {};
  std::string help = fmt::format("{} {} has code for it: write ", name, builds.front().version);
  for (std::size_t i = 0; i < ways.size(); ++i) help += (i == 0 ? "" : i + 1 == ways.size() ? " or " : ", ") + ways[i];
  if (builds.front().forge == nullptr) return help;
  const std::string other = by_pip(r, framework, capability);
  return fmt::format("{} from {}{}{}", help, r.facts.defaults().channel, instead_of_toolkit(r),
                     other.empty() ? "" : ", or " + other);
}

void check_code(const Resolving& r, const InstalledFramework& framework, const TargetGpu& target) {
  if (can_run(r.facts, framework.version, framework.cuda, target.capability)) return;
  // that is told already
  const bool looked_at = r.model.cuda || r.model.base;
  if (looked_at && !r.out.cuda.empty() && !has_code(r.facts, target.capability, r.out.cuda)) return;
  const FrameworkKernels* const kernels = kernels_of(r.facts, framework.version, framework.cuda);
  r.diagnostics.add({.kind = Kind::gpu_not_in_build,
                     .severity = Severity::warning,
                     .message = fmt::format("`{}` for CUDA {} has no code for {}", framework.package.said.name,
                                            framework.cuda, target.shown),
                     .where = target.where,
                     .here = kernels == nullptr ? fmt::format("compute capability {}", target.capability)
                                                : fmt::format("compute capability {}, but the wheel has {}",
                                                              target.capability, kernels->capabilities),
                     .labels = {{framework.package.said.where, "the build is chosen here"}},
                     .help = help_for(r, framework, target.capability)});
}

/// Which CUDAs of a release are looked at.
struct Wanted {
  std::vector<TargetGpu> targets;                  ///< the build is known to have code for all of them
  enum class Drivers { own, run, any } drivers{};  ///< those of the places: came with it, can run it, do not matter
};

/// The newest CUDA with images that the release has such a build for, the oldest where drivers have to be updated
/// anyway; empty: none.
std::string find_cuda(const Resolving& r, Manager manager, std::string_view version, const Wanted& wanted) {
  std::string_view found;
  const bool any = wanted.drivers == Wanted::Drivers::any;
  for (const Build& build : builds_for(r.facts, manager)) {
    if (build.version != version || build.cuda.empty()) continue;
    const auto images = r.facts.cuda_images();
    const bool has_image = std::any_of(images.begin(), images.end(), [&](const CudaImage& image) {
      return !image.gone && within(image.version, build.cuda);
    });
    const bool runs = std::all_of(wanted.targets.begin(), wanted.targets.end(), [&](const TargetGpu& target) {
      return surely_runs(r.facts, version, build.cuda, target.capability);
    });
    if (!has_image || !runs || (!any && !drivers_run(r, build.cuda, wanted.drivers == Wanted::Drivers::own))) continue;
    const auto order = compare_versions(build.cuda, found);
    if (found.empty() || (any ? std::is_lt(order) : std::is_gt(order))) found = build.cuda;
  }
  return std::string(found);
}

/// `write `cuda 12.6``, for the release; empty: it has no such build.
std::string cuda_of_release(const Resolving& r, Manager manager, std::string_view version,
                            const std::vector<TargetGpu>& targets, std::string_view release) {
  using Drivers = Wanted::Drivers;
  for (const Drivers drivers : {Drivers::own, Drivers::run, Drivers::any}) {
    const std::string cuda = find_cuda(r, manager, version, {targets, drivers});
    if (!cuda.empty())
      return fmt::format("write `cuda {}`{}{}", cuda, release.empty() ? "" : fmt::format(" and `{}`", release),
                         drivers == Drivers::any ? ", and update the driver" : "");
  }
  return {};
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
/// release that has it for one, else the newest CUDA of this one; that the drivers can run, if there is one.
std::string with_cuda(const Resolving& r, const InstalledFramework& framework) {
  const Manager manager = framework.package.manager;
  const std::vector<TargetGpu> all = target_gpus(r);
  std::string help = cuda_of_release(r, manager, framework.version, all, {});
  for (const TargetGpu& target : all) {
    if (!help.empty()) return help;
    const auto ways = ways_out(r.facts, manager, framework.version, target.capability);
    if (ways.empty() || ways[0].version == framework.version) continue;
    help = cuda_of_release(r, manager, ways[0].version, {target},
                           with_version(manager, framework.package.said.name, ways[0].version));
    if (!help.empty()) help += fmt::format(": it has code for {}", target.shown);
  }
  return help.empty() ? cuda_of_release(r, manager, framework.version, {}, {}) : help;
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

std::vector<TargetGpu> target_gpus(const Resolving& r) {
  std::vector<TargetGpu> all;
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

WithCode release_with_code(const Resolving& r, std::string_view capability) {
  const auto framework = installed_framework(r);
  // of conda the release alone tells the builds, of pip the index does
  if (!framework || (!framework->build && framework->package.manager == Manager::pip)) return {};
  const Manager manager = framework->package.manager;
  const Spec spec = read_spec(manager, framework->package.said.spec);
  const auto ways = ways_out(r.facts, manager, framework->version, capability);
  if (ways.empty() || ways[0].version == framework->version) return {};
  WithCode with{std::string(ways[0].cuda), {}, ways[0].forge == nullptr ? "" : instead_of_toolkit(r)};
  if (spec.range && spec.range->named())
    with.release = with_version(manager, framework->package.said.name, ways[0].version);
  return with;
}

void warn_of_gpus(const Resolving& r) {
  const auto framework = installed_framework(r);
  if (!framework || !framework->build) return;
  if (framework->cuda.empty()) return check_cpu(r, *framework);
  for (const TargetGpu& target : target_gpus(r)) check_code(r, *framework, target);
}

}  // namespace envc
