#include "resolve/releases.hpp"

#include "resolve/addresses.hpp"
#include "resolve/extras.hpp"
#include "resolve/possible_releases.hpp"
#include "resolve/release_needs.hpp"
#include "version/version.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <memory>

namespace envc {
namespace {

/// `8` of an image whose tag says cudnn8; empty: it does not say.
std::string_view cudnn_of(const CudaImage& image) {
  const auto digit = std::min(image.cudnn.find_first_of("0123456789"), image.cudnn.size());
  return image.cudnn.substr(digit);
}

bool fits_image(ReleaseNeeds& needs, std::size_t release, const PossibleImage& image) {
  const std::string_view glibc = image.distribution == nullptr ? std::string_view() : image.distribution->glibc;
  if (!needs.admit(release, "glibc", glibc)) return false;
  if (image.distribution != nullptr && !needs.admit(release, image.os.name, image.os.release)) return false;
  if (!needs.admit(release, "cuda", image.cuda) || !needs.admit(release, "nvcc", image.cuda)) return false;
  if (image.row == nullptr || !needs.ask_for(release, "cudnn")) return true;
  return !image.row->cudnn.empty() && needs.admit(release, "cudnn", cudnn_of(*image.row));
}

bool fits_minor(ReleaseNeeds& needs, std::size_t release, const Release& row, std::string_view minor) {
  return fits_python(row.pythons, minor) && needs.admit(release, "python", minor);
}

void relate(const Resolving& r, const NamedPackage& package, bool open, Choosing& c) {
  const auto needs = std::make_shared<ReleaseNeeds>(package.releases);
  const std::vector<PossibleRelease>& releases = package.releases;
  // what has a build for CUDA is not taken for the CPU beside a CUDA: the release, where one is said, else the package
  std::vector<bool> cpu_of_two;
  for (const PossibleRelease& one : releases) {
    cpu_of_two.push_back(one.row != nullptr && one.row->cuda.empty() && package.package->framework &&
                         std::any_of(releases.begin(), releases.end(), [&](const PossibleRelease& other) {
                           return other.row != nullptr && (open || other.version == one.version) &&
                                  !other.row->cuda.empty();
                         }));
  }
  c.problem.relations.push_back(
      {{Choosing::image, package.variable}, [&c, needs, cpu_of_two](std::span<const std::size_t> at) {
         if (needs->row(at[1]) == nullptr) return true;
         const PossibleImage& image = c.images[at[0]];
         if (cpu_of_two[at[1]] && !image.cuda.empty()) return false;
         return fits_image(*needs, at[1], image);
       }});
  c.problem.relations.push_back(
      {{Choosing::interpreter, package.variable}, [&c, needs](std::span<const std::size_t> at) {
         const Release* const row = needs->row(at[1]);
         return row == nullptr || fits_minor(*needs, at[1], *row, c.interpreters[at[0]].minor);
       }});
  if (c.builds.empty()) return;
  const std::string_view framework = r.facts.framework().name;
  const bool against = package.package->cuda == "compiles";
  c.problem.relations.push_back(
      {{Choosing::build, package.variable}, [&c, needs, framework, against](std::span<const std::size_t> at) {
         if (needs->row(at[1]) == nullptr || at[0] == c.builds.size()) return true;
         const Build& build = c.builds[at[0]];
         const Release& release = *needs->row(at[1]);
         if (!needs->admit(at[1], framework, build.version)) return false;
         // a wheel that is made against the framework is made for the CUDA of its build
         if (!against || release.build.empty() || release.build == from_source) return true;
         if (build.open) return true;
         return release.cuda.empty() ? build.cuda.empty() : within(build.cuda, release.cuda);
       }});
}

/// Another package in place of this one, in the version that is said.
void propose_siblings(const Resolving& r, const NamedPackage& package, const std::optional<std::string>& version,
                      Choosing& c) {
  const Manager manager = r.model.packages[package.statement].manager;
  for (const PossibleRelease& sibling : package.releases) {
    if (!sibling.instead || (version && !sibling.version.empty() && sibling.version != *version)) continue;
    const std::string_view theirs = manager == Manager::pip ? sibling.instead->pip : sibling.instead->conda;
    // of which versions it has nothing may be known
    std::string text =
        version && sibling.version == *version ? with_version(manager, theirs, *version) : std::string(theirs);
    Restriction restriction = only(package.variable, package.releases, [&](const PossibleRelease& one) {
      // beside a CUDA none is proposed that runs without
      const bool cpu = r.model.cuda && one.row != nullptr && one.row->cuda.empty();
      return one.instead == sibling.instead && !cpu && (!version || one.version.empty() || one.version == *version);
    });
    restriction.admitted.push_back(false);
    restriction.admitted.push_back(false);
    c.alternative(std::move(text), std::move(restriction), 2);
  }
}

/// Whether what is compiled against the framework finds the CUDA that the framework is for: none is pinned, or the
/// same.
bool one_cuda(const Resolving& r, const FrameworkUse& use) {
  if (!use.pin) return true;
  return use.pin->known && r.model.cuda && leading(r.model.cuda->version.value, 2) == use.pin->cuda;
}

/// What has to be written where no index has a wheel that fits; empty: nothing that is known.
std::string from_repository(const CataloguePackage& package, std::string_view version, std::string_view spec) {
  const std::size_t hole = package.repository.find("{}");
  if (hole == std::string_view::npos || spec.find('[') != std::string_view::npos) return {};
  return fmt::format("{}{}{}", package.repository.substr(0, hole), version.empty() ? package.complete : version,
                     package.repository.substr(hole + 2));
}

/// Whether an index of the statement may have any release of a package that the default index has not.
bool has_other_index(const Facts& facts, const PackageStatement& statement, const CataloguePackage& package) {
  if (package.repository.empty()) return false;
  const auto needs = facts.needs("pip", package.pip);
  const auto other = [&](const Said<std::string>& url) {
    return mirror_of(facts, url.value) == nullptr &&
           !(needs && !needs->wheel_index.empty() && url.value.starts_with(needs->wheel_index));
  };
  const auto all = index_addresses(statement);
  return std::any_of(all.begin(), all.end(), other);
}

/// What is said of the package; that a release is known is only wished where none is pinned.
void claim(const Resolving& r, const FrameworkUse& use, const NamedPackage& package, const Package& said,
           const VersionRange& range, Choosing& c) {
  const auto of = [&](auto passes, bool unknown) {
    Restriction restriction = only(package.variable, package.releases, passes);
    restriction.admitted.push_back(unknown);
    restriction.admitted.push_back(false);
    return restriction;
  };
  const auto named = range.named();
  const bool any_version = std::any_of(package.releases.begin(), package.releases.end(),
                                       [](const PossibleRelease& one) { return !one.instead && one.version.empty(); });
  c.claim({Saying::Of::release, said.where, said.spec, "this release is chosen here", {}, package.variable},
          {of(
              [&](const PossibleRelease& one) {
                return !one.instead && (one.version.empty() || range.admits(one.version));
              },
              !named && !any_version && !package.package->ended && package.package->repository.empty())});
  std::vector<std::string> versions;
  std::string anchor = named.value_or("");
  for (const PossibleRelease& one : package.releases) {
    if (one.instead) continue;
    if (!one.version.empty()) insert_version(versions, one.version);
    if (!named && anchor.empty() && range.admits(one.version)) anchor = one.version;
  }
  for (const auto& [version, side] : by_nearness(versions, anchor)) {
    c.alternative(with_version(r.model.packages[package.statement].manager, said.spec, version),
                  of(
                      [&, &version = version](const PossibleRelease& one) {
                        // beside a CUDA no release is proposed that runs without
                        const bool cpu = package.package->framework && r.model.cuda && one.row && one.row->cuda.empty();
                        return !one.instead && one.version == version && !cpu;
                      },
                      false),
                  side);
  }
  propose_siblings(r, package, named, c);
  if (const std::string source = from_repository(*package.package, named.value_or(""), said.spec);
      !source.empty() && one_cuda(r, use))
    c.alternative(source, of([](const PossibleRelease&) { return false; }, true), 0);
  if (!named) {
    c.claim({Saying::Of::release, said.where, {}, {}, {}, package.variable},
            {of([](const PossibleRelease&) { return true; }, false)}, true);
  }
}

}  // namespace

bool says_of(const CataloguePackage& package, const Release& release, std::string_view version) {
  const auto order = compare_versions(release.version, version);
  return std::is_eq(order) ||
         (package.patches && std::is_lt(order) && leading(release.version, 2) == leading(version, 2));
}

void add_releases(const Resolving& r, const FrameworkUse& use, Choosing& c) {
  for (const Manager manager : {Manager::conda, Manager::pip}) {
    for (const std::size_t i : r.statements(manager)) {
      const auto& packages = r.model.packages[i].packages;
      for (std::size_t j = 0; j < packages.size(); ++j) {
        const CataloguePackage* const known = r.facts.catalogued(name(manager), packages[j].name);
        const bool family = known != nullptr && (known->name == r.facts.framework().name ||
                                                 has_word(r.facts.framework().companions, known->name));
        const auto range = read_spec(manager, packages[j].spec).range;
        if (known == nullptr || family || !range) continue;
        if (manager == Manager::pip && has_other_index(r.facts, r.model.packages[i], *known)) continue;
        NamedPackage package{known, i, j, possible(r.facts, *known, manager, packages[j].spec), 0};
        const auto named = range->named();
        if (named) add_patch(*known, *named, package.releases);
        const bool in_tables =
            std::any_of(package.releases.begin(), package.releases.end(),
                        [&](const PossibleRelease& one) { return one.version.empty() || range->admits(one.version); });
        // a release from before an extra is known not to have it; of others nothing is known
        if (!in_tables && (!named || !later_extra(r.facts, known->name, packages[j].spec, *named))) continue;
        if (const auto kept = r.kept.decisions.find(fmt::format("{} {}", name(manager), packages[j].name));
            kept != r.kept.decisions.end()) {
          if (const auto before = read_spec(manager, kept->second).range; before && before->named())
            std::stable_partition(package.releases.begin(), package.releases.end(),
                                  [&](const PossibleRelease& one) { return before->admits(one.version); });
        }
        add_siblings(r, package, manager, packages[j]);
        package.variable = c.problem.candidates.size();
        c.problem.candidates.push_back(package.releases.size() + 2);  // one that is not known; none
        relate(r, package, !named, c);
        claim(r, use, package, packages[j], *range, c);
        c.packages.push_back(std::move(package));
      }
    }
  }
}

void settle_release(const Resolving& r, const NamedPackage& named, const PossibleRelease& chosen) {
  const Manager manager = r.model.packages[named.statement].manager;
  ResolvedPackage& package = r.out.packages[named.statement].packages[named.index];
  const auto range = read_spec(manager, package.spec).range;
  if (!range || range->named() || chosen.version.empty()) return;
  const bool newest = std::none_of(named.releases.begin(), named.releases.end(), [&](const PossibleRelease& one) {
    return !one.instead && std::is_gt(compare_versions(one.version, chosen.version)) && range->admits(one.version);
  });
  const std::string subject = fmt::format("{} {}", name(manager), package.name);
  const auto kept = r.kept.decisions.find(subject);
  const auto before = kept == r.kept.decisions.end() ? std::nullopt : read_spec(manager, kept->second).range;
  if (newest && !(before && before->named())) return;  // what the installer takes by itself
  package.spec = with_version(manager, package.spec, chosen.version);
  package.why = "the newest that goes with the rest";
  r.decide(subject, package.spec, package.why);
}

}  // namespace envc
