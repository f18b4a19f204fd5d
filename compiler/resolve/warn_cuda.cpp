// One CUDA in one environment.
#include "resolve/base.hpp"
#include "resolve/bringers.hpp"
#include "resolve/releases.hpp"
#include "resolve/spec.hpp"
#include "version/version.hpp"

#include <fmt/format.h>

namespace envc {
namespace {

/// `10.1`: what the package brings here; empty: not known.
std::string version_brought(const Resolving& r, const SaidPackage& package, const SecondCuda& row) {
  const std::string os = r.out.os.name + r.out.os.release;
  for (const std::string_view pair : words(row.versions)) {
    if (pair.starts_with(os) && pair.size() > os.size() && pair[os.size()] == '=')
      return std::string(pair.substr(os.size() + 1));
  }
  if (package.manager != Manager::conda) return {};
  const Spec spec = read_spec(Manager::conda, package.said.spec);
  const auto version = spec.range ? spec.range->named() : std::nullopt;
  return version ? std::string(leading(*version, 2)) : std::string();
}

void check_second(const Resolving& r) {
  if (r.out.cuda.empty()) return;
  const auto framework = installed_framework(r);
  const bool conda_framework = framework && framework->package.manager == Manager::conda;
  for (const SaidPackage& package : said_packages(r)) {
    // what chooses the build of a framework by conda belongs to it
    const bool toolkit = package.manager == Manager::conda && conda_framework &&
                         has_word(r.facts.framework().toolkits, package.said.name);
    if (toolkit) continue;
    for (const SecondCuda& row : r.facts.second_cuda()) {
      if (row.manager != name(package.manager) || row.name != package.said.name) continue;
      const std::string version = version_brought(r, package, row);
      const bool by_apt = package.manager == Manager::apt;
      r.diagnostics.add(
          {.kind = Kind::second_cuda,
           .severity = Severity::warning,
           .message = fmt::format("`{}` brings {} beside that of the image", package.said.name,
                                  version.empty() ? std::string("another CUDA") : fmt::format("CUDA {}", version)),
           .where = package.said.where,
           .here = by_apt ? "its nvcc and its libraries are found by what looks for them"
                          : "its libraries come before those of the image",
           .help = fmt::format("leave it out: the image has CUDA {}; `cuda {} devel` has its nvcc",
                               leading(r.out.cuda, 2), leading(r.out.cuda, 2))});
    }
  }
}

void check_two(const Resolving& r) {
  const std::vector<Bringer> all = bringers(r);
  for (std::size_t i = 1; i < all.size(); ++i) {
    const Bringer& first = all[0];
    const Bringer& second = all[i];
    if (first.package.said.name == second.package.said.name) continue;
    const bool differ = leading(first.cuda, 1) != leading(second.cuda, 1);
    r.diagnostics.add({.kind = Kind::two_frameworks,
                       .severity = Severity::warning,
                       .message = differ ? fmt::format("`{}` brings libraries of CUDA {}, `{}` those of CUDA {}",
                                                       first.package.said.name, leading(first.cuda, 1),
                                                       second.package.said.name, leading(second.cuda, 1))
                                         : fmt::format("`{}` and `{}` each bring a cuDNN of their own",
                                                       first.package.said.name, second.package.said.name),
                       .where = second.package.said.where,
                       .here = "what is imported first decides which libraries both get",
                       .labels = {{first.package.said.where, "the other one"}},
                       .help = "a project.env for each, or releases that name the same CUDA and cuDNN"});
  }
}

/// A framework beside that of the base: the CUDA of this one is that of its release.
void check_shipped(const Resolving& r) {
  if (!r.model.base || r.model.base->keeps_nothing) return;
  const ImageReference base = image_reference(r.model.base->image.value);
  const Shipped* const shipped = r.facts.shipped_by(base.known_as());
  if (shipped == nullptr || base.tag.find(shipped->word) == std::string::npos) return;
  const CataloguePackage* const row = r.facts.catalogued("pip", shipped->framework);
  const std::string_view version = std::string_view(base.tag).substr(0, base.tag.find('-'));
  std::string_view cuda;
  for (const Release& release : r.facts.releases(shipped->framework)) {
    if (row != nullptr && !release.cuda.empty() && says_of(*row, release, version)) cuda = leading(release.cuda, 1);
  }
  if (cuda.empty()) return;
  const auto warn = [&](const SaidPackage& package, std::string_view theirs) {
    r.diagnostics.add({.kind = Kind::two_frameworks,
                       .severity = Severity::warning,
                       .message = fmt::format("`{}` brings libraries of {}, the {} of the base those of CUDA {}",
                                              package.said.name, theirs, shipped->framework, cuda),
                       .where = package.said.where,
                       .here = "what is imported first decides which libraries both get",
                       .labels = {{r.model.base->image.where, fmt::format("ships {} {}", shipped->framework, version)}},
                       .help = fmt::format("name a release of {} in a build for CUDA {}, or a project.env for each",
                                           package.said.name, cuda)});
  };
  const auto framework = installed_framework(r);
  // left open, pip takes the newest: of whatever CUDA that is
  const bool open = framework && framework->package.manager == Manager::pip && !framework->build &&
                    is_open(framework->package) && !framework->package.statement.index_url;
  if (open) warn(framework->package, "the newest CUDA that it has");
  for (const Bringer& other : bringers(r)) {
    const bool same = r.facts.catalogued(name(other.package.manager), other.package.said.name) == row;
    if (!same && leading(other.cuda, 1) != cuda) warn(other.package, fmt::format("CUDA {}", leading(other.cuda, 1)));
  }
}

}  // namespace

void warn_of_cuda(const Resolving& r) {
  check_second(r);
  check_two(r);
  check_shipped(r);
}

}  // namespace envc
