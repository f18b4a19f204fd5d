#include "resolve/builds.hpp"

#include "resolve/build_claims.hpp"
#include "version/version.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace envc {
namespace {

/// Builds of the community's channel are for a CUDA and all later ones of the same major release, from the first that
/// has a package to choose it by.
bool serves(const Facts& facts, const Build& build, std::string_view cuda) {
  if (build.open || build.cuda == cuda) return true;
  return build.forge != nullptr && !build.cuda.empty() && !cuda.empty() && leading(build.cuda, 1) == leading(cuda, 1) &&
         std::is_lt(compare_versions(build.cuda, cuda)) &&
         std::is_gteq(compare_versions(build.cuda, facts.framework().forge_pin_from));
}

std::string_view companions_of(const Facts& facts, std::string_view version) {
  for (const FrameworkBuild& row : facts.framework_builds()) {
    if (row.version == version) return row.companions;
  }
  return {};
}

/// What is known before what is not, exactly the CUDA before a compatible one, newer before older, the project's own
/// before the community's.
bool better(const Build& a, const Build& b, std::string_view cuda) {
  if (a.open != b.open) return b.open;
  if ((a.cuda == cuda) != (b.cuda == cuda)) return a.cuda == cuda;
  if (const auto order = compare_versions(a.version, b.version); std::is_neq(order)) return std::is_gt(order);
  if (a.cuda != b.cuda) return std::is_gt(compare_versions(a.cuda, b.cuda));
  return a.row != nullptr && b.row == nullptr;
}

/// The release that an earlier run chose comes before all others.
void put_kept_first(const Resolving& r, const FrameworkUse& use, std::vector<Build>& builds) {
  const std::string& package = package_of(r.model, use.first()).name;
  const auto kept = r.kept.decisions.find(fmt::format("{} {}", name(use.manager), package));
  if (kept == r.kept.decisions.end()) return;
  const auto range = read_spec(use.manager, kept->second).range;
  if (!range || range->any()) return;
  std::stable_partition(builds.begin(), builds.end(), [&](const Build& build) {
    const std::string_view version = use.main ? build.version : companion_version(build, package);
    return !version.empty() && admits(*range, version, build);
  });
}

void relate(const Resolving& r, const FrameworkUse& use, Choosing& c) {
  c.problem.relations.push_back({{Choosing::image, Choosing::build}, [&r, &use, &c](std::span<const std::size_t> at) {
                                   if (at[1] == c.builds.size()) return true;
                                   const PossibleImage& image = c.images[at[0]];
                                   const Build& build = c.builds[at[1]];
                                   if (!fits_glibc(build, image.distribution)) return false;
                                   return use.pin || fits_cuda(r.facts, build, target_of(use, image));
                                 }});
  // a build whose Pythons are not known is let through where it is asked for, and not chosen where nothing is
  const bool asked = std::any_of(use.mentions.begin(), use.mentions.end(), [&](const FrameworkUse::Mention& mention) {
    const auto range = read_spec(use.manager, package_of(r.model, mention).spec).range;
    return range && range->named();
  });
  c.problem.relations.push_back(
      {{Choosing::interpreter, Choosing::build}, [&c, asked](std::span<const std::size_t> at) {
         if (at[1] == c.builds.size()) return true;
         const std::string& minor = c.interpreters[at[0]].minor;
         const Build& build = c.builds[at[1]];
         return fits_python(build.pythons, minor) && (asked || minor.empty() || !build.pythons.empty());
       }});
}

}  // namespace

bool is_guarded(const Guard& guard, std::string_view version) {
  return (guard.from.empty() || std::is_gteq(compare_versions(version, guard.from))) &&
         (guard.below.empty() || std::is_lt(compare_versions(version, guard.below)));
}

bool guards(const Guard& guard, Manager manager, const Build& build) {
  if (!is_guarded(guard, build.version)) return false;
  const bool of_channel =
      build.row != nullptr && manager == Manager::conda && has_word(build.row->conda_channels, guard.channel);
  return guard.channel.empty() || of_channel;
}

std::string_view companion_version(const Build& build, std::string_view companion) {
  for (const std::string_view pair : words(build.companions)) {
    if (pair.size() > companion.size() && pair.starts_with(companion) && pair[companion.size()] == '=') {
      return pair.substr(companion.size() + 1);
    }
  }
  return {};
}

std::span<const Release> companion_releases(const Facts& facts, Manager manager, std::string_view companion) {
  const CataloguePackage* const known = facts.catalogued(name(manager), companion);
  return known == nullptr ? std::span<const Release>() : facts.releases(known->name);
}

std::string_view companion_pythons(std::span<const Release> releases, Manager manager, std::string_view version) {
  if (version.empty()) return {};
  for (const Release& release : releases) {
    const bool of_manager = release.manager.empty() || release.manager == name(manager);
    if (of_manager && !release.absent && std::is_eq(compare_versions(release.version, version))) return release.pythons;
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
    const bool others = manager == Manager::conda && !row.conda_pythons.empty();
    all.push_back({row.version, row.cuda, others ? row.conda_pythons : row.pythons, glibc, row.companions, &row});
  }
  if (manager != Manager::conda) return all;
  for (const ForgeBuild& row : facts.forge_builds()) {
    const std::string_view companions = companions_of(facts, row.version);
    if (row.cuda.empty()) {
      all.push_back({row.version, {}, row.pythons, {}, companions, nullptr, &row, true});
      continue;
    }
    std::vector<std::string_view> targets = words(row.cuda);
    targets.emplace_back();  // and for the CPU
    for (const std::string_view cuda : targets) {
      all.push_back({row.version, cuda, row.pythons, {}, companions, nullptr, &row});
    }
  }
  return all;
}

bool fits_cuda(const Facts& facts, const Build& build, const BuildTarget& target) {
  return target.open || serves(facts, build, target.cuda);
}
bool fits_python(std::string_view pythons, std::string_view minor) {
  return minor.empty() || pythons.empty() || has_word(pythons, minor);
}
bool fits_glibc(const Build& build, const Distribution* distribution) {
  if (build.glibc.empty() || distribution == nullptr || distribution->glibc.empty()) return true;
  return std::is_lteq(compare_versions(build.glibc, distribution->glibc));
}

BuildTarget target_of(const FrameworkUse& use, const PossibleImage& image) {
  if (use.pin) return {!use.pin->known, use.pin->cuda};
  if (!image.cuda.empty()) return {false, std::string(leading(image.cuda, 2))};
  return {image.opaque, {}};
}

void add_builds(const Resolving& r, const FrameworkUse& use, Choosing& c) {
  if (!use.present()) return;
  const std::string subject = fmt::format("{} {}", name(use.manager), framework_name(r.facts, use.manager));
  if (!use.spec.range) {
    if (use.main) r.decide(subject, package_of(r.model, *use.main).spec, "passed on as it stands");
    return;
  }
  std::vector<Build> all = builds_for(r.facts, use.manager);
  // a release that is known, in a build that is called as they are but does not exist, is known, too
  const auto named = use.spec.range->named();
  // what nothing is known of is no way out for what asks for something else
  std::erase_if(all, [&](const Build& build) { return build.open && build.version != named; });
  const bool no_such_build = named && !local_version(*named).empty() && use.pin && use.pin->known;
  const bool known = std::any_of(all.begin(), all.end(), [&](const Build& b) {
    return no_such_build ? b.version == public_version(*named) : admits(*use.spec.range, b.version, b);
  });
  if (!known) {
    r.decide(subject, package_of(r.model, use.first()).spec, "not in the tables, so it is passed on as it stands");
    return;
  }
  // what is said of CUDA says what is better; the images come in the order of preference
  const std::string wanted = r.model.cuda ? std::string(leading(r.model.cuda->version.value, 2)) : c.images[0].cuda;
  const std::string cuda = use.pin ? use.pin->cuda : std::string(leading(wanted, 2));
  std::stable_sort(all.begin(), all.end(), [&](const Build& a, const Build& b) { return better(a, b, cuda); });
  put_kept_first(r, use, all);
  c.builds = std::move(all);
  c.problem.candidates.push_back(c.builds.size() + 1);
  relate(r, use, c);
  claim_builds(r, use, c);
}

}  // namespace envc
