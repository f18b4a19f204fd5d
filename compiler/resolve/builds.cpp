#include "resolve/builds.hpp"

#include "version/version.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <tuple>

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
  // where something compiles against both, a pin does not excuse another major version: the extension's build refuses
  const bool compiled = std::any_of(r.out.packages.begin(), r.out.packages.end(), [](const ResolvedPackages& packages) {
    return !packages.compiles_against.empty();
  });
  c.problem.relations.push_back(
      {{Choosing::image, Choosing::build}, [&r, &use, &c, compiled](std::span<const std::size_t> at) {
         if (at[1] == c.builds.size()) return true;
         const PossibleImage& image = c.images[at[0]];
         const Build& build = c.builds[at[1]];
         if (!fits_glibc(build, image.distribution)) return false;
         if (!use.pin) return fits_cuda(r.facts, build, target_of(use, image));
         return !compiled || !use.pin->known || image.cuda.empty() || serves(r.facts, build, leading(image.cuda, 2));
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
         return fits_python(build, minor) && (asked || minor.empty() || !build.pythons.empty());
       }});
}

/// Of the builds those that pass; and whether the framework may be left out.
template<typename Passes>
Restriction of_builds(const Choosing& c, bool or_none, Passes passes) {
  Restriction restriction = only(Choosing::build, c.builds, passes);
  restriction.admitted.push_back(or_none);
  return restriction;
}

/// What is said of the framework itself.
void claim_framework(const Resolving& r, const FrameworkUse& use, const FrameworkUse::Mention& mention, Choosing& c) {
  const Package& package = package_of(r.model, mention);
  const auto said = read_spec(use.manager, package.spec).range;
  if (!said) return;
  const VersionRange& range = *said;
  c.claim({Saying::Of::framework, package.where, package.spec, "the release is chosen here"},
          {of_builds(c, false, [&](const Build& build) { return admits(range, build.version, build); })});
  const auto named = range.named();
  std::vector<std::string> versions;
  for (const Build& build : c.builds) insert_version(versions, build.version);
  std::string anchor(named ? public_version(*named) : std::string_view());
  for (const std::string& version : versions) {
    if (!named && range.admits(version)) anchor = version;
  }
  const std::string_view local = named ? local_version(*named) : std::string_view();
  for (const auto& [version, side] : by_nearness(versions, anchor)) {
    const std::string text = local.empty() ? version : fmt::format("{}+{}", version, local);
    c.alternative(with_version(use.manager, package.spec, text),
                  of_builds(c, false,
                            [&](const Build& build) {
                              return build.version == version &&
                                     (local.empty() || (build.row && build.row->build == local));
                            }),
                  side);
  }
  if (local.empty() || !use.pin) return;
  std::vector<std::string> cudas;
  for (const Build& build : c.builds) {
    if (build.version == anchor && build.row != nullptr) insert_version(cudas, build.cuda);
  }
  for (const auto& [cuda, side] : by_nearness(cudas, use.pin->cuda)) {
    const auto other = std::find_if(c.builds.begin(), c.builds.end(), [&](const Build& build) {
      return build.row != nullptr && build.version == anchor && build.cuda == cuda;
    });
    c.alternative(with_version(use.manager, package.spec, fmt::format("{}+{}", anchor, other->row->build)),
                  of_builds(c, false, [&](const Build& build) { return build.row == other->row; }), 2 * side);
  }
}

/// Whether the version of a companion that is said goes with this build.
bool goes_with(const VersionRange& range, const Build& build, std::string_view known) {
  if (known.empty() || admits(range, known, build)) return true;
  // the community's companions have releases of their own within the same minor version
  const auto named = range.named();
  return build.forge != nullptr && named && leading(*named, 2) == leading(known, 2);
}

void claim_companion(const Resolving& r, const FrameworkUse& use, const FrameworkUse::Mention& mention, Choosing& c) {
  const Package& package = package_of(r.model, mention);
  const auto range = read_spec(use.manager, package.spec).range;
  const auto& options = r.model.packages[mention.statement].options;
  const bool alone = std::any_of(options.begin(), options.end(), [](const auto& option) {
    return option.value == "--no-deps" || option.value == "--no-dependencies";
  });
  if (!range || (alone && use.main)) return;
  std::vector<std::string> versions;
  bool known = false;
  std::string anchor;
  for (const Build& build : c.builds) {
    const std::string_view version = companion_version(build, package.name);
    if (version.empty()) continue;
    insert_version(versions, version);
    known = known || goes_with(*range, build, version);
  }
  // a version that the tables do not know stands in nobody's way
  if (!known) return;
  for (const std::string& version : versions) {
    if (range->admits(version)) anchor = version;
  }
  c.claim({Saying::Of::companion, package.where, package.spec, "this goes with another release"},
          {of_builds(c, false, [&](const Build& build) {
            return goes_with(*range, build, companion_version(build, package.name));
          })});
  const auto named = range->named();
  const std::string_view local = named ? local_version(*named) : std::string_view();
  for (const auto& [version, side] : by_nearness(versions, anchor)) {
    const std::string text = local.empty() ? version : fmt::format("{}+{}", version, local);
    c.alternative(with_version(use.manager, package.spec, text),
                  of_builds(c, false,
                            [&](const Build& build) {
                              return companion_version(build, package.name) == version &&
                                     (local.empty() || (build.row != nullptr && build.row->build == local));
                            }),
                  side);
  }
  // of another build: that of the framework
  const auto main = use.main ? use.spec.range->named() : std::nullopt;
  const std::string_view theirs = main ? local_version(*main) : std::string_view();
  if (local.empty() || theirs.empty() || theirs == local) return;
  for (const auto& [version, side] : by_nearness(versions, anchor)) {
    c.alternative(with_version(use.manager, package.spec, fmt::format("{}+{}", version, theirs)),
                  of_builds(c, false,
                            [&](const Build& build) {
                              return companion_version(build, package.name) == version && build.row != nullptr &&
                                     build.row->build == theirs;
                            }),
                  2 * side);
  }
}

/// A version that is said of a package that older builds cannot stand.
void claim_guarded(const FrameworkUse& use, const Guard& guard, const Package& package, Manager manager, Choosing& c) {
  const auto range = read_spec(manager, package.spec).range;
  const auto named = range ? range->named() : std::nullopt;
  const auto stands = read_spec(manager, guard.spec).range;
  if (package.name != guard.package || !named || !stands || stands->admits(*named)) return;
  c.claim({Saying::Of::guarded, package.where, package.spec, "this is held back"},
          {of_builds(c, true, [&](const Build& build) { return !guards(guard, use.manager, build); })});
  c.alternative(std::string(guard.spec), of_builds(c, true, [](const Build&) { return true; }), -1);
}

/// A pasted index or a toolkit package that says the CUDA.
void claim_pin(const Facts& facts, const FrameworkUse& use, Choosing& c) {
  const FrameworkUse::Pin& pin = *use.pin;
  c.claim({Saying::Of::pin, pin.where, pin.text, "this build is asked for here"},
          {of_builds(c, true, [&](const Build& build) { return serves(facts, build, pin.cuda); })});
  std::vector<std::string> cudas;
  for (const Build& build : c.builds) insert_version(cudas, build.cuda);
  for (const auto& [cuda, side] : by_nearness(cudas, pin.cuda)) {
    const auto of = std::find_if(c.builds.begin(), c.builds.end(), [&](const Build& build) {
      return build.cuda == cuda && build.row != nullptr && (use.manager == Manager::pip || !cuda.empty());
    });
    if (of == c.builds.end()) continue;
    std::string text(of->row->conda_pin);
    if (use.manager == Manager::pip) {
      text = pin.text;
      text.replace(pin.at, pin.length, of->row->build);
    }
    c.alternative(std::move(text),
                  of_builds(c, true,
                            [&](const Build& build) {
                              if (build.row == nullptr) return false;
                              return use.manager == Manager::pip ? build.row->build == of->row->build
                                                                 : build.row->conda_pin == of->row->conda_pin;
                            }),
                  side);
  }
}

/// Channels that are said narrow the choice while something is left.
void wish_channels(const Resolving& r, const FrameworkUse& use, Choosing& c) {
  const auto& said = r.model.packages[use.first().statement].channels;
  const auto any_of = [&](std::string_view channels) {
    return std::any_of(said.begin(), said.end(),
                       [&](const auto& channel) { return has_word(channels, channel.value); });
  };
  const bool family = any_of(r.facts.framework().family_channels);
  if (!family && !any_of(r.facts.defaults().channel)) return;
  c.claim({Saying::Of::pin, said.front().where, {}, {}},
          {of_builds(c, true, [&](const Build& build) { return family == (build.row != nullptr); })}, true);
}

}  // namespace

bool guards(const Guard& guard, Manager manager, const Build& build) {
  if (std::is_gteq(compare_versions(build.version, guard.below))) return false;
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

bool fits_cuda(const Facts& facts, const Build& build, const BuildTarget& target) {
  return target.open || serves(facts, build, target.cuda);
}
bool fits_python(const Build& build, std::string_view minor) {
  return minor.empty() || build.pythons.empty() || has_word(build.pythons, minor);
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
  if (use.pin && use.pin->known && use.pin->where != package_of(r.model, use.first()).where) claim_pin(r.facts, use, c);
  for (const FrameworkUse::Mention& mention : use.mentions) {
    if (!mention.companion) claim_framework(r, use, mention, c);
  }
  for (const FrameworkUse::Mention& mention : use.mentions) {
    if (mention.companion) claim_companion(r, use, mention, c);
  }
  for (const Manager manager : {Manager::conda, Manager::pip}) {
    for (const std::size_t i : r.statements(manager)) {
      for (const Package& package : r.model.packages[i].packages) {
        for (const Guard& guard : r.facts.guards())
          if (guard.of == r.facts.framework().name) claim_guarded(use, guard, package, manager, c);
      }
    }
  }
  if (use.manager == Manager::conda) wish_channels(r, use, c);
}

}  // namespace envc
