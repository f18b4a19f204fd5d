#include "resolve/wheels.hpp"

#include "resolve/spec.hpp"
#include "version/version.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace envc {
namespace {

using Of = Saying::Of;

/// What a wheel's file name says: NAME-VERSION[-BUILD]-PYTHON-ABI-PLATFORM.whl (the wheel format, PEP 427).
struct WheelName {
  std::string name;     ///< as the index spells it: `flash-attn`
  std::string version;  ///< without a local part
  std::string python;   ///< `3.10` of cp310; empty: several, or any
  std::string glibc;    ///< `2.28` of manylinux_2_28_x86_64; empty: not said
};

std::optional<WheelName> wheel_of(std::string_view address) {
  address = address.substr(0, address.find_first_of("#?"));
  if (!address.ends_with(".whl")) return std::nullopt;
  address.remove_suffix(4);
  address.remove_prefix(address.rfind('/') + 1);
  std::vector<std::string_view> fields;
  for (std::size_t at = 0; at <= address.size();) {
    const std::size_t end = std::min(address.find('-', at), address.size());
    fields.push_back(address.substr(at, end - at));
    at = end + 1;
  }
  if (fields.size() < 5) return std::nullopt;
  const std::string_view python = fields[fields.size() - 3];
  const std::string_view platform = fields.back();
  std::string name(fields[0]);
  std::replace(name.begin(), name.end(), '_', '-');
  WheelName wheel{std::move(name), std::string(fields[1].substr(0, fields[1].find_first_of("+%"))), {}, {}};
  const bool one = python.starts_with("cp") && python.size() > 3 && python.find('.') == std::string_view::npos;
  if (one && !fields[fields.size() - 2].starts_with("abi"))
    wheel.python = fmt::format("{}.{}", python.substr(2, 1), python.substr(3));
  constexpr std::string_view many = "manylinux_";
  if (platform.starts_with(many)) {
    std::string libc(
        platform.substr(many.size(), platform.find('_', platform.find('_', many.size()) + 1) - many.size()));
    std::replace(libc.begin(), libc.end(), '_', '.');
    wheel.glibc = libc;
  }
  return wheel;
}

/// The least C library that the wheel needs: what is known of its release, else what its name says; empty: not known.
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

}  // namespace

void claim_wheels(const Resolving& r, Choosing& c) {
  for (const std::size_t i : r.statements(Manager::pip)) {
    for (const Package& package : r.model.packages[i].packages) {
      const auto wheel = wheel_of(package.spec);
      if (!wheel) continue;
      if (!wheel->python.empty()) {
        c.claim({Of::wheel, package.where, package.spec, "the wheel is chosen here"},
                {only(Choosing::interpreter, c.interpreters, [&](const PossibleInterpreter& one) {
                  return one.minor.empty() || one.minor == wheel->python;
                })});
      }
      const std::string glibc = least_glibc(r.facts, *wheel);
      if (glibc.empty()) continue;
      c.claim({Of::wheel, package.where, package.spec, "the wheel is chosen here"},
              {only(Choosing::image, c.images, [&](const PossibleImage& image) {
                return image.distribution == nullptr || image.distribution->glibc.empty() ||
                       std::is_gteq(compare_versions(image.distribution->glibc, glibc));
              })});
    }
  }
}

Diagnostic explain_wheel(const Explaining& e) {
  const Saying& saying = *e.part(Of::wheel);
  Diagnostic d{.kind = Kind::wheel_does_not_fit, .message = {}, .where = saying.where};
  const WheelName wheel = *wheel_of(saying.text);
  bool python = false;
  std::vector<std::string> others;
  for (const std::size_t claim : e.fault.conflict) {
    const Saying& one = e.c.sayings[claim];
    const Restriction& asked = e.c.problem.claims[claim].restrictions.front();
    if (one.of == Of::wheel && one.where == d.where)
      python = python || asked.variable == Choosing::interpreter;
    else
      others.push_back(fmt::format("`{}`", one.text));
  }
  d.here = python ? fmt::format("the wheel is for Python {}", wheel.python)
                  : fmt::format("the wheel needs glibc {}", least_glibc(e.r.facts, wheel));
  const std::string what = python ? "a wheel for Python " + wheel.python : "this wheel";
  d.message = others.empty() ? fmt::format("{} cannot be used here", what)
                             : fmt::format("{} does not go with {}", what, list_of(others));
  d.help = "take a wheel that fits, or build it from source";
  e.label_others(d);
  return d;
}

}  // namespace envc
