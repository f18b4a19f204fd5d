#include "resolve/bringers.hpp"

#include "resolve/extras.hpp"
#include "resolve/releases.hpp"
#include "resolve/spec.hpp"
#include "version/version.hpp"

#include <algorithm>
#include <set>

namespace envc {
namespace {

/// Whether an extra asks for the build, or for it in one of its ways: `cuda12-pip` for `cuda12`, but not what is local.
bool has_extra(const std::set<std::string>& extras, std::string_view build) {
  const std::string asked = as_extra(build);
  return !asked.empty() && std::any_of(extras.begin(), extras.end(), [&](const std::string& extra) {
    return extra == asked || (extra.starts_with(asked + "-") && extra.find("local") == std::string::npos);
  });
}

const Release* newest(const Release* one, const Release& other) {
  return one == nullptr || std::is_gt(compare_versions(other.version, one->version)) ? &other : one;
}

}  // namespace

std::vector<Bringer> bringers(const Resolving& r) {
  std::vector<Bringer> all;
  const auto framework = installed_framework(r);
  if (framework && framework->build && !framework->cuda.empty())
    all.push_back({framework->package, framework->cuda, nullptr});
  for (const SaidPackage& package : said_packages(r)) {
    const CataloguePackage* const row = r.facts.catalogued(name(package.manager), package.said.name);
    if (row == nullptr || !row->framework || row->name == r.facts.framework().name) continue;
    std::string cuda;
    const Release* of = nullptr;
    if (package.manager == Manager::pip) {
      const std::set<std::string> extras = extras_of(package.said.spec);
      const Spec spec = read_spec(Manager::pip, package.decided.spec);
      const auto version = spec.range ? spec.range->named() : std::nullopt;
      for (const Release& release : r.facts.releases(row->name)) {
        const bool meant = !version || says_of(*row, release, *version);
        if (meant && !release.cuda.empty() && has_extra(extras, release.build)) of = newest(of, release);
      }
      if (of != nullptr) cuda = of->cuda;
    } else if (const std::string build = read_spec(Manager::conda, package.said.spec).build;
               build.starts_with("cuda") || build.starts_with("*cuda")) {
      const auto digit = build.find_first_of("0123456789");
      if (digit != std::string::npos) cuda = build.substr(digit, 2);
    } else if (!r.out.cuda.empty()) {
      cuda = leading(r.out.cuda, 1);  // conda is told the CUDA of the image, and takes the build for it
    }
    if (!cuda.empty()) all.push_back({package, cuda, of});
  }
  return all;
}

}  // namespace envc
