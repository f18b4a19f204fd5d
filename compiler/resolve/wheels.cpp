#include "resolve/wheels.hpp"

#include "version/version.hpp"

#include <algorithm>
#include <set>

namespace envc {
namespace {

using Of = Saying::Of;

/// The address with what its name says of the ABI replaced; projects that say it have wheels of both. Empty: it does
/// not say so.
std::string with_abi(const std::string& address, std::string_view abi, std::string_view other) {
  const auto same = [](char a, char b) { return (a | 32) == (b | 32); };
  const auto found = std::find_end(address.begin(), address.end(), abi.begin(), abi.end(), same);
  if (found == address.end()) return {};
  const bool upper = *found >= 'A' && *found <= 'Z';
  std::string text(other);
  if (upper) std::transform(text.begin(), text.end(), text.begin(), [](char c) { return static_cast<char>(c & ~32); });
  const auto at = static_cast<std::size_t>(found - address.begin());
  return address.substr(0, at) + text + address.substr(at + abi.size());
}

/// The builds of the framework that it goes with. Of one CUDA that is within the same major version: a later minor one
/// serves.
Restriction builds_for(const Facts& facts, const FrameworkUse& use, const Choosing& c, const MadeFor& made,
                       std::string_view abi) {
  Restriction restriction = only(Choosing::build, c.builds, [&](const Build& build) {
    return (made.framework.empty() || leading(build.version, 2) == made.framework) &&
           (made.cuda.empty() || leading(build.cuda, 1) == leading(made.cuda, 1)) && has_abi(facts, use, build, abi);
  });
  restriction.admitted.push_back(false);  // what is made for the framework wants it
  return restriction;
}

void claim_wheel(const Resolving& r, const FrameworkUse& use, const Package& package, const WheelName& wheel,
                 Choosing& c) {
  const auto claim = [&](Restriction restriction) {
    c.claim({Of::wheel, package.where, package.spec, "the wheel is chosen here"}, {std::move(restriction)});
  };
  if (!other_platform(r.facts, wheel).empty())
    return claim(only(Choosing::image, c.images, [](const PossibleImage&) { return false; }));
  if (!wheel.python.empty()) {
    claim(only(Choosing::interpreter, c.interpreters,
               [&](const PossibleInterpreter& one) { return one.minor.empty() || one.minor == wheel.python; }));
  }
  if (const std::string glibc = least_glibc(r.facts, wheel); !glibc.empty()) {
    claim(only(Choosing::image, c.images, [&](const PossibleImage& image) {
      return image.distribution == nullptr || image.distribution->glibc.empty() ||
             std::is_gteq(compare_versions(image.distribution->glibc, glibc));
    }));
  }
  const MadeFor made = made_for(r.facts, wheel);
  if (c.builds.empty() || (made.framework.empty() && made.cuda.empty())) return;
  claim(builds_for(r.facts, use, c, made, made.abi));
  std::set<std::string_view> abis;
  for (const WheelAbi& row : r.facts.wheel_abis()) abis.insert(row.abi);
  if (abis.erase(made.abi) == 0) return;
  for (const std::string_view other : abis) {
    if (std::string text = with_abi(package.spec, made.abi, other); !text.empty())
      c.alternative(std::move(text), builds_for(r.facts, use, c, made, other), 1);
  }
}

}  // namespace

std::string least_glibc(const Facts& facts, const WheelName& wheel) {
  std::string_view least;
  for (const Release& release : facts.releases(wheel.name)) {
    if (release.absent || std::is_neq(compare_versions(release.version, wheel.version))) continue;
    for (const Need& need : needs_of(release)) {
      if (need.subject != "glibc" || need.op != ">=") continue;
      if (least.empty() || std::is_lt(compare_versions(need.version, least))) least = need.version;
    }
  }
  return std::string(least.empty() ? std::string_view(wheel.glibc) : least);
}

bool has_abi(const Facts& facts, const FrameworkUse& use, const Build& build, std::string_view abi) {
  if (abi.empty() || use.manager != Manager::pip || build.row == nullptr || (use.pin && !use.pin->known)) return true;
  const std::string_view theirs = abi_of(facts, *build.row);
  return theirs.empty() || theirs == abi;
}

void claim_wheels(const Resolving& r, const FrameworkUse& use, Choosing& c) {
  for (const std::size_t i : r.statements(Manager::pip)) {
    for (const Package& package : r.model.packages[i].packages) {
      if (const auto wheel = wheel_of(package.spec)) claim_wheel(r, use, package, *wheel, c);
    }
  }
}

}  // namespace envc
