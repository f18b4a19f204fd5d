// A wheel that is named by its address does not go with the rest: what it was made for.
#include "resolve/wheels.hpp"
#include "text/nearest.hpp"
#include "version/version.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>

namespace envc {
namespace {

using Of = Saying::Of;

std::string_view framework(const Explaining& e) {
  return e.r.facts.framework().pip;
}

/// In words; the wheels' own word for it in brackets.
std::string shown_abi(std::string_view abi) {
  return abi == "true" ? "the newer C++ ABI (TRUE)" : "the older C++ ABI (FALSE)";
}

/// The builds that what is said of the framework leaves, for the CUDA that is said; without one, those for the CPU.
std::vector<const Build*> left(const Explaining& e, bool any_cuda) {
  std::vector<const Build*> builds;
  for (std::size_t i = 0; i < e.c.builds.size(); ++i) {
    const Build& build = e.c.builds[i];
    bool admitted = true;
    for (std::size_t claim = 0; claim < e.c.sayings.size(); ++claim) {
      if (e.c.wishes[claim] || e.c.sayings[claim].of == Of::wheel) continue;
      for (const Restriction& one : e.c.problem.claims[claim].restrictions)
        admitted = admitted && (one.variable != Choosing::build || one.admitted[i]);
    }
    if (!any_cuda && !e.use.pin && !e.r.model.base) {
      const auto& cuda = e.r.model.cuda;
      admitted =
          admitted && fits_cuda(e.r.facts, build, {false, cuda ? std::string(leading(cuda->version.value, 2)) : ""});
    }
    if (admitted) builds.push_back(&build);
  }
  return builds;
}

/// What of the framework is at fault.
struct NotFitting {
  std::string made_for;            ///< `torch 2.6`
  std::string here;                ///< what there is instead; empty: nothing to say
  std::string way_out;             ///< empty: none that is known
  const Saying* beside = nullptr;  ///< what it does not go with, whatever else is in the conflict
};

/// The newest CUDA of these builds that the wheel is made for; empty: none.
std::string newest_cuda(const Explaining& e, const std::vector<const Build*>& builds, const MadeFor& made) {
  std::string_view newest;
  for (const Build* build : builds) {
    const bool release = made.framework.empty() || leading(build->version, 2) == made.framework;
    if (!release || !has_abi(e.r.facts, e.use, *build, made.abi) || build->cuda.empty() ||
        leading(build->cuda, 1) != leading(made.cuda, 1))
      continue;
    if (newest.empty() || std::is_gt(compare_versions(build->cuda, newest))) newest = build->cuda;
  }
  return std::string(newest);
}

/// What is said of the framework, where it leaves no build of this release whatever the CUDA; nullptr: it is the CUDA.
const Saying* framework_said(const Explaining& e, const MadeFor& made) {
  const std::vector<const Build*> builds = left(e, true);
  const auto said =
      std::find_if(e.c.sayings.begin(), e.c.sayings.end(), [](const Saying& one) { return one.of == Of::framework; });
  const bool none = std::none_of(builds.begin(), builds.end(),
                                 [&](const Build* build) { return leading(build->version, 2) == made.framework; });
  return none && said != e.c.sayings.end() ? &*said : nullptr;
}

NotFitting fault_of(const Explaining& e, const MadeFor& made) {
  const std::vector<const Build*> builds = left(e, false);
  const auto any = [&](const auto& passes) {
    return builds.empty() || std::any_of(builds.begin(), builds.end(), [&](const Build* one) { return passes(*one); });
  };
  const auto of_release = [&](const Build& build) {
    return made.framework.empty() || leading(build.version, 2) == made.framework;
  };
  const std::string release = fmt::format("{} {}", framework(e), made.framework);
  const std::string cuda = "CUDA " + made.cuda;
  if (!any(of_release)) {
    std::set<std::string_view> versions;
    for (const Build* build : builds) versions.insert(leading(build->version, 2));
    return {
        .made_for = release,
        .here = {},
        .way_out = versions.size() == 1 ? fmt::format("take the wheel for {} {}", framework(e), *versions.begin()) : "",
        .beside = framework_said(e, made)};
  }
  if (!made.cuda.empty() && !any([&](const Build& build) { return leading(build.cuda, 1) == leading(made.cuda, 1); })) {
    if (e.r.model.cuda || e.r.model.base || e.use.pin) return {.made_for = cuda, .here = {}, .way_out = {}};
    const std::string newest = newest_cuda(e, left(e, true), made);
    return {.made_for = cuda,
            .here = fmt::format("without `cuda` {} is installed for the CPU", framework(e)),
            .way_out = newest.empty() ? "" : fmt::format("write `cuda {}`", newest)};
  }
  if (!any([&](const Build& build) { return of_release(build) && has_abi(e.r.facts, e.use, build, made.abi); })) {
    std::set<std::string_view> abis;
    for (const Build* build : builds) abis.insert(build->row == nullptr ? "" : abi_of(e.r.facts, *build->row));
    return {.made_for = shown_abi(made.abi),
            .here = abis.size() == 1 ? fmt::format("{} has {}", framework(e), shown_abi(*abis.begin())) : "",
            .way_out = {}};
  }
  return {.made_for = made.cuda.empty() ? release : fmt::format("{} and {}", release, cuda), .here = {}, .way_out = {}};
}

/// What its part in the conflict is about.
NotFitting explained(const Explaining& e, const WheelName& wheel, std::size_t variable) {
  if (const std::string_view platform = other_platform(e.r.facts, wheel); !platform.empty())
    return {.made_for = std::string(platform), .here = {}, .way_out = "take its wheel for Linux on x86_64"};
  if (variable == Choosing::interpreter) return {.made_for = "Python " + wheel.python, .here = {}, .way_out = {}};
  if (variable == Choosing::image)
    return {.made_for = fmt::format("glibc {} or newer", least_glibc(e.r.facts, wheel)), .here = {}, .way_out = {}};
  return fault_of(e, made_for(e.r.facts, wheel));
}

}  // namespace

Diagnostic explain_wheel(const Explaining& e) {
  const Saying& saying = *e.part(Of::wheel);
  const WheelName wheel = *wheel_of(saying.text);
  Diagnostic d{.kind = Kind::wheel_does_not_fit, .message = {}, .where = saying.where};
  std::size_t variable = 0;
  std::vector<std::string> others;
  for (const std::size_t claim : e.fault.conflict) {
    const Saying& one = e.c.sayings[claim];
    if (&one == &saying) variable = e.c.problem.claims[claim].restrictions.front().variable;
    if (one.of != Of::wheel || one.where != d.where) others.push_back(fmt::format("`{}`", one.text));
  }
  const NotFitting fault = explained(e, wheel, variable);
  if (fault.beside != nullptr) others = {fmt::format("`{}`", fault.beside->text)};
  d.here = fault.here.empty() ? fmt::format("the wheel is for {}", fault.made_for) : fault.here;
  d.message = others.empty() ? fmt::format("a wheel for {} cannot be used here", fault.made_for)
                             : fmt::format("a wheel for {} does not go with {}", fault.made_for, list_of(others));
  // a package whose own setup finds the right wheel needs no address
  const CataloguePackage* const known = e.r.facts.catalogued("pip", wheel.name);
  const std::string by_name = known == nullptr ? "" : fmt::format("write `{}=={}`", known->pip, wheel.version);
  if (!e.ways.empty()) {
    d.help = fmt::format("write {}{}{}", one_of(e.ways), fault.way_out.empty() ? "" : ", or ", fault.way_out);
  } else if (fault.way_out.starts_with("write")) {
    d.help = fault.way_out;
  } else {
    d.help = fmt::format("{}{}{}", fault.way_out.empty() ? "take a wheel that fits" : fault.way_out,
                         by_name.empty() ? "" : ", or ", by_name);
  }
  if (fault.beside == nullptr)
    e.label_others(d);
  else
    d.labels.push_back({fault.beside->where, fault.beside->label});
  return d;
}

}  // namespace envc
