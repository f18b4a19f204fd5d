#include "resolve/builds.hpp"

#include "version/version.hpp"
#include "resolve/base.hpp"
#include "resolve/no_build.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace envc {
namespace {

/// Builds of the community's channel are for a CUDA and all later ones of the same major release, from the first that
/// has a package to choose it by.
bool serves(const Facts& facts, const Build& build, std::string_view cuda) {
  if (build.cuda == cuda) return true;
  return build.forge != nullptr && !build.cuda.empty() && !cuda.empty() && leading(build.cuda, 1) == leading(cuda, 1) &&
         std::is_lt(compare_versions(build.cuda, cuda)) &&
         std::is_gteq(compare_versions(build.cuda, facts.framework().forge_pin_from));
}

bool admits_channel(const Resolving& r, const FrameworkUse& use, const Build& build) {
  if (use.manager != Manager::conda) return true;
  const auto& said = r.model.packages[use.first().statement].channels;
  const auto any_of = [&](std::string_view channels) {
    return std::any_of(said.begin(), said.end(),
                       [&](const auto& channel) { return has_word(channels, channel.value); });
  };
  const bool family = any_of(r.facts.framework().family_channels);
  if (family) return build.row != nullptr;
  return !any_of(r.facts.defaults().channel) || build.forge != nullptr;
}

/// Whether versions that are said of companions are those of this build.
bool admits_companions(const Resolving& r, const FrameworkUse& use, const Build& build) {
  return std::all_of(use.mentions.begin(), use.mentions.end(), [&](const FrameworkUse::Mention& mention) {
    const Package& package = package_of(r.model, mention);
    const std::string_view version = companion_version(build, package.name);
    const Spec spec = read_spec(use.manager, package.spec);
    return !mention.companion || version.empty() || !spec.range || admits(*spec.range, version, build);
  });
}

std::string_view companions_of(const Facts& facts, std::string_view version) {
  for (const FrameworkBuild& row : facts.framework_builds()) {
    if (row.version == version) return row.companions;
  }
  return {};
}

/// Exactly the CUDA before a compatible one, newer before older, the project's own before the community's.
bool better(const Build& a, const Build& b, std::string_view cuda) {
  if ((a.cuda == cuda) != (b.cuda == cuda)) return a.cuda == cuda;
  if (const auto order = compare_versions(a.version, b.version); std::is_neq(order)) return std::is_gt(order);
  if (a.cuda != b.cuda) return std::is_gt(compare_versions(a.cuda, b.cuda));
  return a.row != nullptr && b.row == nullptr;
}

}  // namespace

std::string_view companion_version(const Build& build, std::string_view companion) {
  for (const std::string_view pair : words(build.companions)) {
    if (pair.size() > companion.size() && pair.starts_with(companion) && pair[companion.size()] == '=') {
      return pair.substr(companion.size() + 1);
    }
  }
  return {};
}

bool admits(const VersionRange& range, std::string_view version, const Build& build) {
  return range.admits(build.row == nullptr ? std::string(version) : fmt::format("{}+{}", version, build.row->build));
}

std::vector<Build> builds_for(const Facts& facts, Manager manager) {
  std::vector<Build> all;
  for (const FrameworkBuild& row : facts.framework_builds()) {
    const std::string_view spelling = manager == Manager::pip ? row.pip_flag : row.conda_pin;
    if (row.absent || spelling.empty()) continue;
    const std::string_view glibc = manager == Manager::pip ? row.glibc : std::string_view{};
    all.push_back({row.version, row.cuda, row.pythons, glibc, row.companions, &row, nullptr});
  }
  if (manager != Manager::conda) return all;
  for (const ForgeBuild& row : facts.forge_builds()) {
    if (row.pythons.empty()) continue;
    const std::string_view companions = companions_of(facts, row.version);
    std::vector<std::string_view> targets = words(row.cuda);
    targets.emplace_back();  // and for the CPU
    for (const std::string_view cuda : targets) {
      all.push_back({row.version, cuda, row.pythons, {}, companions, nullptr, &row});
    }
  }
  return all;
}

BuildFilter filter_for(const Resolving& r, const FrameworkUse& use,
                       const std::vector<PossibleInterpreter>& interpreters, std::size_t i) {
  const Distribution* const row = distribution_of(r.facts, r.out.os);
  return {&use.spec.range.value(), target_of(r, use), std::string(leading(interpreters[i].interpreter.version, 2)),
          interpreters.size() > 1, row == nullptr ? std::string() : std::string(row->glibc)};
}

bool fits_version(const BuildFilter& filter, const Build& build) {
  return admits(*filter.range, build.version, build);
}
bool fits_cuda(const Facts& facts, const BuildFilter& filter, const Build& build) {
  return filter.target.open || serves(facts, build, filter.target.cuda);
}
bool fits_python(const BuildFilter& filter, const Build& build) {
  return filter.python.empty() || build.pythons.empty() || has_word(build.pythons, filter.python);
}
bool fits_glibc(const BuildFilter& filter, const Build& build) {
  return filter.glibc.empty() || build.glibc.empty() || std::is_lteq(compare_versions(build.glibc, filter.glibc));
}

BuildTarget target_of(const Resolving& r, const FrameworkUse& use) {
  if (use.pin) return {!use.pin->known, use.pin->cuda, use.pin->where};
  if (!r.out.cuda.empty()) {
    return {false, std::string(leading(r.out.cuda, 2)), r.model.cuda ? r.model.cuda->version.where : Span{}};
  }
  const bool opaque = r.model.base && !is_bare(r.facts, image_reference(r.model.base->image.value));
  return {opaque, {}, {}};
}

std::optional<ChosenBuild> choose_build(const Resolving& r, const FrameworkUse& use,
                                        const std::vector<PossibleInterpreter>& interpreters) {
  const std::string subject = fmt::format("{} {}", name(use.manager), framework_name(r.facts, use.manager));
  if (!use.spec.range) {
    if (use.main) r.decide(subject, package_of(r.model, *use.main).spec, "passed on as it stands");
    return std::nullopt;
  }
  const std::vector<Build> all = builds_for(r.facts, use.manager);
  const bool known =
      std::any_of(all.begin(), all.end(), [&](const Build& b) { return admits(*use.spec.range, b.version, b); });
  if (!known) {
    r.decide(subject, package_of(r.model, use.first()).spec, "not in the tables, so it is passed on as it stands");
    return std::nullopt;
  }
  // what else is said narrows the choice while something is left: the channels, and versions of companions
  enum class Strict : unsigned char { channels_and_companions, companions, build_alone };
  for (const Strict strict : {Strict::channels_and_companions, Strict::companions, Strict::build_alone}) {
    for (std::size_t i = 0; i < interpreters.size(); ++i) {
      const BuildFilter filter = filter_for(r, use, interpreters, i);
      const Build* best = nullptr;
      for (const Build& build : all) {
        if (!fits_version(filter, build) || !fits_cuda(r.facts, filter, build) || !fits_python(filter, build) ||
            !fits_glibc(filter, build) || (strict != Strict::build_alone && !admits_companions(r, use, build)) ||
            (strict == Strict::channels_and_companions && !admits_channel(r, use, build))) {
          continue;
        }
        if (best == nullptr || better(build, *best, filter.target.cuda)) best = &build;
      }
      if (best != nullptr) return ChosenBuild{*best, i};
    }
  }
  report_no_build(r, use, filter_for(r, use, interpreters, 0), interpreters.front());
  return std::nullopt;
}

}  // namespace envc
