// Wheels that are named by their address, and extras that a release does not have: what pip would refuse.
#include "resolve/releases.hpp"
#include "resolve/spec.hpp"
#include "resolve/warn.hpp"
#include "version/version.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace envc {
namespace {

/// What a wheel's file name says: NAME-VERSION[-BUILD]-PYTHON-ABI-PLATFORM.whl (the wheel format, PEP 427).
struct WheelName {
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
  WheelName wheel{std::string(fields[1].substr(0, fields[1].find_first_of("+%"))), {}, {}};
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

/// The least C library that a wheel of this release needs, where all that are known need one; empty: not known.
std::string_view least_glibc(const Facts& facts, std::string_view package, std::string_view version) {
  std::string_view least;
  for (const Release& release : facts.releases(package)) {
    if (release.absent || std::is_neq(compare_versions(release.version, version))) continue;
    for (const Need& need : needs_of(release)) {
      if (need.subject != "glibc" || need.op != ">=") continue;
      if (least.empty() || std::is_lt(compare_versions(need.version, least))) least = need.version;
    }
  }
  return least;
}

/// The first later long-term release with this C library; nullptr: none is known.
const Distribution* with_glibc(const Facts& facts, const Distribution& row, std::string_view glibc) {
  const auto rows = facts.distributions();
  const auto found = std::find_if(rows.begin(), rows.end(), [&](const Distribution& newer) {
    return newer.name == row.name && newer.lts == row.lts && std::is_gteq(compare_versions(newer.glibc, glibc));
  });
  return found == rows.end() ? nullptr : &*found;
}

void check_wheel(const Resolving& r, const SaidPackage& package, const WheelName& wheel) {
  std::vector<std::string> wants;
  std::vector<std::string> has;
  std::vector<std::string> ways;
  Diagnostic d{.kind = Kind::wheel_does_not_fit, .message = {}, .where = package.said.where};
  const std::string_view python = leading(r.out.python.version, 2);
  if (!wheel.python.empty() && !python.empty() && python != wheel.python) {
    wants.push_back(fmt::format("Python {}", wheel.python));
    has.push_back(fmt::format("Python {}", python));
    ways.push_back(fmt::format("python {}", wheel.python));
  }
  const Distribution* const row = distribution_of(r.facts, r.out.os);
  const std::string_view known = least_glibc(r.facts, package.said.name, wheel.version);
  const std::string_view glibc = known.empty() ? std::string_view(wheel.glibc) : known;
  if (row != nullptr && !row->glibc.empty() && !glibc.empty() && std::is_lt(compare_versions(row->glibc, glibc))) {
    wants.push_back(fmt::format("glibc {}", glibc));
    has.push_back(fmt::format("glibc {} of {}", row->glibc, shown(r.out.os)));
    const Distribution* const newer = with_glibc(r.facts, *row, glibc);
    if (newer != nullptr) ways.push_back(fmt::format("{} {}", newer->name, newer->release));
    if (r.model.os) d.labels.push_back({r.model.os->where, "the distribution is chosen here"});
  }
  if (wants.empty()) return;
  d.message = fmt::format("this wheel is for {}, the environment has {}", list_of(wants), list_of(has));
  d.help = "take a wheel that fits, or build it from source";
  for (const std::string& way : ways) d.help += fmt::format("; or write `{}`", way);
  r.diagnostics.add(std::move(d));
}

/// An extra that came with a later release than the one that is said.
void check_extras(const Resolving& r, const SaidPackage& package) {
  const CataloguePackage* const row = r.facts.catalogued(name(package.manager), package.said.name);
  const Spec spec = read_spec(package.manager, package.said.spec);
  const auto version = spec.range ? spec.range->named() : std::nullopt;
  if (row == nullptr || !version) return;
  for (const std::string& extra : extras_of(package.said.spec)) {
    std::string_view first;
    for (const Release& release : r.facts.releases(row->name)) {
      const bool has = !release.absent && !release.version.empty() && as_extra(release.build) == extra;
      if (has && (first.empty() || std::is_lt(compare_versions(release.version, first)))) first = release.version;
    }
    if (first.empty() || std::is_gteq(compare_versions(*version, first))) continue;
    r.diagnostics.add({.kind = Kind::no_such_extra,
                       .message = fmt::format("`{}` {} has no extra `{}`", package.said.name, *version, extra),
                       .where = package.said.where,
                       .here = fmt::format("{} is the first that has it", first),
                       .help = fmt::format("write `{}`", with_version(package.manager, package.said.spec, first))});
  }
}

}  // namespace

void warn_of_wheels(const Resolving& r) {
  for (const SaidPackage& package : said_packages(r)) {
    if (package.manager != Manager::pip) continue;
    if (const auto wheel = wheel_of(package.said.spec)) {
      check_wheel(r, package, *wheel);
    } else {
      check_extras(r, package);
    }
  }
}

}  // namespace envc
