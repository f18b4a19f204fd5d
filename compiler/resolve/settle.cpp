#include "resolve/settle.hpp"

#include "version/version.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace envc {
namespace {

/// A companion of another release: it installs, if at all, by moving the framework.
void warn_companion(const Resolving& r, const FrameworkUse& use, const Package& package, const Build& build,
                    std::string_view version) {
  r.diagnostics.add({.kind = Kind::companion_differs,
                     .severity = Severity::warning,
                     .message = fmt::format("`{}` does not go with {} {}", package.spec,
                                            framework_name(r.facts, use.manager), build.version),
                     .where = package.where,
                     .here = fmt::format("{} goes with it", version),
                     .labels = {{package_of(r.model, *use.main).where, "the release is chosen here"}},
                     .help = fmt::format("write `{}`", with_version(use.manager, package.spec, version))});
}

/// What the spec becomes; empty: it stands as said.
std::string settled(const Resolving& r, const FrameworkUse& use, const FrameworkUse::Mention& mention,
                    const Build& build, const BuildTarget& target) {
  const Package& package = package_of(r.model, mention);
  const Spec spec = read_spec(use.manager, package.spec);
  const std::string_view known = mention.companion ? companion_version(build, package.name) : build.version;
  if (!spec.range || known.empty()) return {};
  const auto pinned = spec.range->pinned();
  if (pinned && mention.companion && use.main && !admits(*spec.range, known, build)) {
    warn_companion(r, use, package, build, known);
    return {};
  }
  if (target.open && !(mention.companion && use.main && use.spec.range->pinned())) return {};
  if (use.manager == Manager::conda) {
    if (build.forge == nullptr) return pinned ? std::string() : with_version(use.manager, package.spec, known);
    // the community's companions have releases of their own within the same minor version
    if (mention.companion) return pinned ? std::string() : with_version(use.manager, package.spec, leading(known, 2));
    if (!spec.build.empty() || target.open) return {};
    const Framework& framework = r.facts.framework();
    std::string cuda(build.cuda);
    if (build.open) {  // the package that chooses the CUDA narrows it to a build that serves it
      const bool chosen = std::is_gteq(compare_versions(target.cuda, framework.forge_pin_from));
      cuda = leading(target.cuda, chosen ? 1 : 2);
    }
    std::erase(cuda, '.');
    const std::string kind = cuda.empty() ? std::string(framework.forge_cpu_build)
                                          : fmt::format(fmt::runtime(framework.forge_cuda_build), cuda);
    return with_version(use.manager, package.spec, pinned ? *pinned : known, kind);
  }
  const bool suffixed = !mention.companion || has_word(r.facts.framework().suffixed, package.name);
  // a pasted index is left to choose among its own wheels, unless it also has others of the same version
  const std::string_view suffix = suffixed && build.row != nullptr && !target.open ? build.row->pip_suffix : "";
  if (!pinned) return with_version(use.manager, package.spec, fmt::format("{}{}", known, suffix));
  if (use.pin || suffix.empty() || !local_version(*pinned).empty()) return {};
  return with_version(use.manager, package.spec, *pinned + std::string(suffix));
}

/// `the CPU`, `CUDA 11.3`, `CUDA 12.6, which serves 12.8`
std::string purpose(const Build& build, const BuildTarget& target) {
  if (build.cuda.empty() && !(build.open && !target.cuda.empty())) return "the CPU";
  if (build.open) return fmt::format("CUDA {}", target.cuda);
  if (target.open || target.cuda == build.cuda) return fmt::format("CUDA {}", build.cuda);
  return fmt::format("CUDA {}, which serves {}", build.cuda, target.cuda);
}

std::string reason_for(const Resolving& r, const FrameworkUse& use, const FrameworkUse::Mention& mention,
                       const Build& build, const BuildTarget& target) {
  const std::string release = fmt::format("{} {}", framework_name(r.facts, use.manager), build.version);
  if (mention.companion) return fmt::format("goes with {}", release);
  if (use.spec.range->pinned()) return fmt::format("the build of {} for {}", release, purpose(build, target));
  return fmt::format("the newest that fits the rest and has a build for {}", purpose(build, target));
}

}  // namespace

std::string shown(const Resolving& r, const FrameworkUse& use, const Build& build, const BuildTarget& target) {
  return fmt::format("{} {} for {}", framework_name(r.facts, use.manager), build.version, purpose(build, target));
}

void settle_versions(const Resolving& r, const FrameworkUse& use, const Build& build, const BuildTarget& target) {
  for (const FrameworkUse::Mention& mention : use.mentions) {
    ResolvedPackage& package = resolved_of(r.out, mention);
    const std::string subject = fmt::format("{} {}", name(use.manager), package.name);
    const std::string spec = settled(r, use, mention, build, target);
    if (spec.empty() || spec == package.spec) {
      r.decide(subject, package.spec, said_in(package.file));
      continue;
    }
    package.spec = spec;
    package.why = reason_for(r, use, mention, build, target);
    r.decide(subject, spec, package.why);
  }
}

void settle_strays(const Resolving& r, const FrameworkUse& use, const Build& build) {
  if (use.manager != Manager::conda || !use.main) return;
  for (const std::size_t i : r.statements(Manager::pip)) {
    for (ResolvedPackage& package : r.out.packages[i].packages) {
      const std::string_view version = companion_version(build, package.name);
      const Spec spec = read_spec(Manager::pip, package.spec);
      if (version.empty() || !spec.range || spec.range->pinned()) continue;
      package.spec = with_version(Manager::pip, package.spec, version);
      package.why = fmt::format("goes with {} {}, so that pip does not install another",
                                framework_name(r.facts, use.manager), build.version);
      r.decide(fmt::format("pip {}", package.name), package.spec, package.why);
    }
  }
}

void settle_build(const Resolving& r, const FrameworkUse& use, const Build& build, const BuildTarget& target) {
  settle_versions(r, use, build, target);
  if (!target.open || use.spec.range->pinned()) settle_strays(r, use, build);
  if (!target.open) settle_guards(r, use, build);
  if (use.manager == Manager::pip) {
    settle_pip(r, use, build, target);
  } else {
    settle_conda(r, use, build, target);
  }
}

}  // namespace envc
