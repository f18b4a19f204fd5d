#include "resolve/build_claims.hpp"

#include "resolve/compilation.hpp"
#include "version/version.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace envc {
namespace {

/// Of the builds those that pass; and whether the framework may be left out.
template<typename Passes>
Restriction of_builds(const Choosing& c, bool or_none, Passes passes) {
  Restriction restriction = only(Choosing::build, c.builds, passes);
  restriction.admitted.push_back(or_none);
  return restriction;
}

/// Nothing is proposed that rests on what is not known.
bool is_known(const Build& build) {
  return !build.open && !build.pythons.empty();
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
                            [&, &version = version](const Build& build) {
                              return build.version == version && is_known(build) &&
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
    const auto other = std::find_if(c.builds.begin(), c.builds.end(), [&, &cuda = cuda](const Build& build) {
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

/// Whether the companion is there: which Pythons it has packages for binds only then, and it may be dropped from a
/// conflict, the framework kept. The value that says it is; nothing where its packages are for every Python of the
/// framework.
std::vector<Restriction> wanted(const Resolving& r, const FrameworkUse& use, const Package& package, Choosing& c) {
  const auto releases = companion_releases(r.facts, use.manager, package.name);
  std::vector<std::string_view> pythons;
  for (const Build& build : c.builds)
    pythons.push_back(companion_pythons(releases, use.manager, companion_version(build, package.name)));
  if (std::all_of(pythons.begin(), pythons.end(), [](std::string_view some) { return some.empty(); })) return {};
  const std::size_t variable = c.problem.candidates.size();
  c.problem.candidates.push_back(2);  // left out, wanted
  c.problem.relations.push_back({{Choosing::interpreter, Choosing::build, variable},
                                 [&c, pythons = std::move(pythons)](std::span<const std::size_t> at) {
                                   return at[2] == 0 || at[1] == c.builds.size() ||
                                          fits_python(pythons[at[1]], c.interpreters[at[0]].minor);
                                 }});
  return {{variable, {false, true}}};
}

void claim_companion(const Resolving& r, const FrameworkUse& use, const FrameworkUse::Mention& mention, Choosing& c) {
  const Package& package = package_of(r.model, mention);
  const auto range = read_spec(use.manager, package.spec).range;
  if (!range || (goes_alone(r.model.packages[mention.statement]) && use.main)) return;
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
  const std::vector<Restriction> there = wanted(r, use, package, c);
  const auto with = [&](Restriction builds) {
    std::vector<Restriction> all{std::move(builds)};
    all.insert(all.end(), there.begin(), there.end());
    return all;
  };
  c.claim({Saying::Of::companion, package.where, package.spec, "this goes with another release"},
          with(of_builds(c, false, [&](const Build& build) {
            return goes_with(*range, build, companion_version(build, package.name));
          })));
  const auto named = range->named();
  const std::string_view local = named ? local_version(*named) : std::string_view();
  const auto other = [&](const std::string& version, std::string_view build_name, int side) {
    const std::string text = build_name.empty() ? version : fmt::format("{}+{}", version, build_name);
    c.alternative(
        with_version(use.manager, package.spec, text),
        with(of_builds(c, false,
                       [&](const Build& build) {
                         return companion_version(build, package.name) == version && is_known(build) &&
                                (build_name.empty() || (build.row != nullptr && build.row->build == build_name));
                       })),
        side);
  };
  for (const auto& [version, side] : by_nearness(versions, anchor)) other(version, local, side);
  // of another build: that of the framework
  const auto main = use.main ? use.spec.range->named() : std::nullopt;
  const std::string_view theirs = main ? local_version(*main) : std::string_view();
  if (local.empty() || theirs.empty() || theirs == local) return;
  for (const auto& [version, side] : by_nearness(versions, anchor)) other(version, theirs, 2 * side);
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

bool has_family_channel(const Facts& facts, const std::vector<Said<std::string>>& said) {
  return std::any_of(said.begin(), said.end(),
                     [&](const auto& channel) { return has_word(facts.framework().family_channels, channel.value); });
}

/// `pytorch-cuda` of `pytorch-cuda=11.7`.
std::string_view toolkit_of(std::string_view pin) {
  return pin.substr(0, pin.find_first_of("=<>! "));
}

/// Whether the pin is a toolkit of the project's own channel, which the community's builds do not go with. Where other
/// channels are said, it is theirs.
bool is_own_toolkit(const Resolving& r, const FrameworkUse& use) {
  if (use.manager != Manager::conda) return false;
  const auto& said = r.model.packages[use.first().statement].channels;
  if (!said.empty() && !has_family_channel(r.facts, said)) return false;
  const auto rows = r.facts.framework_builds();
  return std::any_of(rows.begin(), rows.end(),
                     [&](const FrameworkBuild& row) { return toolkit_of(row.conda_pin) == toolkit_of(use.pin->text); });
}

/// A pasted index or a toolkit package that says the CUDA.
void claim_pin(const Resolving& r, const FrameworkUse& use, Choosing& c) {
  const FrameworkUse::Pin& pin = *use.pin;
  const bool own = is_own_toolkit(r, use);
  c.claim({Saying::Of::pin, pin.where, pin.text, "this build is asked for here"},
          {of_builds(c, true, [&](const Build& build) {
            // its builds wait for the toolkit of their release, not for another that has this CUDA, too
            const bool of_toolkit =
                !own || (build.row != nullptr && toolkit_of(build.row->conda_pin) == toolkit_of(pin.text));
            return of_toolkit && fits_cuda(r.facts, build, {false, pin.cuda});
          })});
  std::vector<std::string> cudas;
  for (const Build& build : c.builds) insert_version(cudas, build.cuda);
  auto ways = by_nearness(cudas, pin.cuda);
  if (own) ways.insert(ways.begin(), {pin.cuda, 0});  // by its other toolkit
  for (const auto& [cuda, side] : ways) {
    const auto of = std::find_if(c.builds.begin(), c.builds.end(), [&, &cuda = cuda](const Build& build) {
      return build.cuda == cuda && build.row != nullptr && (use.manager == Manager::pip || !cuda.empty()) &&
             (cuda != pin.cuda || toolkit_of(build.row->conda_pin) != toolkit_of(pin.text));
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

/// Where something compiles against both, a pin does not excuse another CUDA: the extension would be built for the
/// image's.
void claim_compiled(const Resolving& r, const FrameworkUse& use, Choosing& c) {
  const ResolvedPackage* const package = compiled_against_framework(r.out);
  if (package == nullptr || !use.pin || !use.pin->known) return;
  const std::size_t variable = c.problem.candidates.size();
  c.problem.candidates.push_back(2);  // left out, wanted
  c.problem.relations.push_back(
      {{Choosing::image, Choosing::build, variable}, [&r, &c](std::span<const std::size_t> at) {
         const std::string& cuda = c.images[at[0]].cuda;
         return at[2] == 0 || at[1] == c.builds.size() || cuda.empty() ||
                fits_cuda(r.facts, c.builds[at[1]], {false, std::string(leading(cuda, 2))});
       }});
  c.claim({Saying::Of::compiled, package->where, package->spec, "compiled with the image's CUDA against this build"},
          {{variable, {false, true}}});
}

/// Where the project's own channel is said first, conda takes from it what it has, and only other releases from the
/// community's.
void claim_channel(const Resolving& r, const FrameworkUse& use, Choosing& c) {
  const auto& said = r.model.packages[use.first().statement].channels;
  if (said.empty() || !has_word(r.facts.framework().family_channels, said.front().value)) return;
  c.claim(
      {Saying::Of::channel, said.front().where, fmt::format("-c {}", said.front().value), "its builds come from here"},
      {of_builds(c, true, [&](const Build& build) {
        return build.row != nullptr || std::none_of(c.builds.begin(), c.builds.end(), [&](const Build& other) {
                 return other.row != nullptr && other.version == build.version;
               });
      })});
}

/// Channels that are said narrow the choice while something is left.
void wish_channels(const Resolving& r, const FrameworkUse& use, Choosing& c) {
  const auto& said = r.model.packages[use.first().statement].channels;
  const bool family = has_family_channel(r.facts, said);
  const bool community = std::any_of(said.begin(), said.end(), [&](const auto& channel) {
    return has_word(r.facts.defaults().channel, channel.value);
  });
  if (!family && !community) return;
  c.claim({Saying::Of::pin, said.front().where, {}, {}},
          {of_builds(c, true, [&](const Build& build) { return family == (build.row != nullptr); })}, true);
}

}  // namespace

void claim_builds(const Resolving& r, const FrameworkUse& use, Choosing& c) {
  if (use.pin && use.pin->known && use.pin->where != package_of(r.model, use.first()).where) claim_pin(r, use, c);
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
  claim_compiled(r, use, c);
  if (use.manager != Manager::conda) return;
  claim_channel(r, use, c);
  wish_channels(r, use, c);
}

}  // namespace envc
