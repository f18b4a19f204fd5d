#include "facts/listing.hpp"

#include "facts/words.hpp"
#include "version/version.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>

namespace envc {
namespace {

constexpr std::string_view cuda_subject = "cuda";

/// Adds a word to a list; once.
void join(std::string& list, std::string_view word) {
  if (word.empty() || has_word(list, word)) return;
  if (!list.empty()) list += ' ';
  list += word;
}

/// One of both within the other: 11.3 and 11.3.1, 12 and 12.4.
bool go_together(std::string_view a, std::string_view b) {
  return within(a, b) || within(b, a);
}

bool admits_python(const ListFilter& filter, std::string_view pythons) {
  return filter.python.empty() || pythons.empty() || has_word(pythons, leading(filter.python, 2));
}

bool admits_glibc(const Facts& facts, const ListFilter& filter, std::string_view least) {
  if (filter.ubuntu.empty() || least.empty()) return true;
  const auto all = facts.distributions();
  const auto row = std::find_if(all.begin(), all.end(), [&](const Distribution& d) {
    return d.name == facts.cuda_repository().os && d.release == filter.ubuntu;
  });
  return row == all.end() || row->glibc.empty() || std::is_gteq(compare_versions(row->glibc, least));
}

std::string driver_of(const Facts& facts, std::string_view cuda) {
  for (const CudaDriver& row : facts.cuda_drivers()) {
    if (row.cuda == leading(cuda, 2)) return std::string(row.least);
  }
  return {};
}

/// What its nvcc compiles for; empty: this CUDA is newer than the table of drivers, and so than that of GPUs.
std::string gpus_of(const Facts& facts, std::string_view cuda) {
  std::string gpus;
  if (driver_of(facts, cuda).empty()) return gpus;
  for (const GpuCapability& row : facts.gpu_capabilities()) {
    const std::string_view release = leading(cuda, 2);
    if (row.cuda_first.empty() || std::is_lt(compare_versions(release, row.cuda_first))) continue;
    if (row.cuda_last.empty() || std::is_lteq(compare_versions(release, row.cuda_last))) join(gpus, row.capability);
  }
  return gpus;
}

std::string image_word(const CudaImage& image) {
  const std::string_view kind = image.cudnn.empty() ? image.extra : image.cudnn;
  return kind.empty() ? std::string(image.flavour) : fmt::format("{}-{}", kind, image.flavour);
}

Listing list_cuda(const Facts& facts, const ListFilter& filter) {
  Listing listing{{{"cuda"}, {"ubuntu"}, {"images", true}, {"cudnn"}, {"driver"}, {"gpus", true}, {"gone"}}, {}};
  if (!filter.all) listing.columns.pop_back();
  const std::string_view os = facts.cuda_repository().os;
  for (const CudaImage& image : facts.cuda_images()) {
    const std::string_view release = image.os.substr(os.size());
    if (image.gone && !filter.all) continue;
    if (!filter.cuda.empty() && !go_together(image.version, filter.cuda)) continue;
    if (!filter.ubuntu.empty() && release != filter.ubuntu) continue;
    if (listing.rows.empty() || listing.rows.back()[0] != image.version || listing.rows.back()[1] != release) {
      listing.rows.push_back({std::string(image.version),
                              std::string(release),
                              {},
                              {},
                              driver_of(facts, image.version),
                              gpus_of(facts, image.version)});
      if (filter.all) listing.rows.back().emplace_back(image.gone ? "gone" : "");
    }
    join(listing.rows.back()[2], image_word(image));
    for (const CudnnOfImage& row : facts.cudnn_of_images()) {
      if (row.version == image.version && row.os == release && row.part == image.cudnn) {
        listing.rows.back()[3] = row.cudnn;
      }
    }
  }
  std::reverse(listing.rows.begin(), listing.rows.end());
  return listing;
}

Listing list_distribution(const Facts& facts, std::string_view name, const ListFilter& filter) {
  Listing listing{{{std::string(name)}, {"codename"}, {"until"}, {"glibc"}, {"python"}, {"gcc"}, {"cuda", true}}, {}};
  for (const Distribution& row : facts.distributions()) {
    if (row.name != name) continue;
    if (!filter.ubuntu.empty() && row.release != filter.ubuntu) continue;
    if (!filter.python.empty() && row.python != leading(filter.python, 2)) continue;
    std::string cuda;
    for (const CudaImage& image : facts.cuda_images()) {
      if (!image.gone && image.os == fmt::format("{}{}", name, row.release)) join(cuda, image.version);
    }
    const auto fits = [&](std::string_view list) {
      for (const CudaImage& image : facts.cuda_images()) {
        if (has_word(list, image.version) && go_together(image.version, filter.cuda)) return true;
      }
      return false;
    };
    if (!filter.cuda.empty() && !fits(cuda)) continue;
    listing.rows.push_back({std::string(row.release), std::string(row.codename), std::string(row.eol),
                            std::string(row.glibc), std::string(row.python), std::string(row.gcc), cuda});
  }
  std::reverse(listing.rows.begin(), listing.rows.end());
  return listing;
}

Listing list_python(const Facts& facts, const ListFilter& filter) {
  const std::string framework(facts.framework().conda);
  Listing listing{{{"python"}, {"until"}, {"latest"}, {framework, true}}, {}};
  for (const PythonRelease& row : facts.pythons()) {
    if (!filter.python.empty() && row.version != leading(filter.python, 2)) continue;
    std::string builds;
    for (const FrameworkBuild& build : facts.framework_builds()) {
      const bool fits = !build.absent && has_word(build.pythons, row.version) &&
                        (filter.cuda.empty() || (!build.cuda.empty() && go_together(build.cuda, filter.cuda))) &&
                        admits_glibc(facts, filter, build.glibc);
      if (fits) join(builds, build.version);
    }
    listing.rows.push_back({std::string(row.version), std::string(row.eol), std::string(row.latest), builds});
  }
  std::reverse(listing.rows.begin(), listing.rows.end());
  return listing;
}

/// What goes with a build: `0.13.1` of `torchvision=0.13.1`.
std::string companion(const FrameworkBuild& build, std::string_view name) {
  for (const std::string_view pair : words(build.companions)) {
    if (pair.starts_with(name) && pair.substr(name.size()).starts_with('=')) {
      return std::string(pair.substr(name.size() + 1));
    }
  }
  return {};
}

Listing list_framework(const Facts& facts, const ListFilter& filter) {
  const std::vector<std::string_view> companions = words(facts.framework().companions);
  Listing listing{{{std::string(facts.framework().conda)}, {"builds", true}, {"python", true}}, {}};
  for (const std::string_view name : companions) listing.columns.push_back({std::string(name)});
  const bool each = filter.all || !filter.cuda.empty();
  if (each) {
    listing.columns[1] = {"build"};
    for (const char* name : {"glibc", "pip", "conda", "note"}) listing.columns.push_back({name});
  }
  for (const FrameworkBuild& build : facts.framework_builds()) {
    if (build.absent && !filter.all) continue;
    if (!filter.cuda.empty() && (build.cuda.empty() || !go_together(build.cuda, filter.cuda))) continue;
    if (!admits_python(filter, build.pythons) || !admits_glibc(facts, filter, build.glibc)) continue;
    if (each || listing.rows.empty() || listing.rows.back()[0] != build.version) {
      std::vector<std::string> row{std::string(build.version), {}, std::string(build.pythons)};
      for (const std::string_view name : companions) row.push_back(companion(build, name));
      if (each) {
        row.emplace_back(build.glibc);
        row.push_back(build.pip_index.empty() ? std::string(build.pip_flag)
                                              : fmt::format("{} {}", build.pip_flag, build.pip_index));
        row.emplace_back(build.conda_pin);
        row.emplace_back(build.absent ? "does not exist" : "");
      }
      listing.rows.push_back(std::move(row));
    }
    join(listing.rows.back()[1], build.build);
  }
  std::reverse(listing.rows.begin(), listing.rows.end());
  return listing;
}

/// Releases of what goes with the framework: which of its releases each belongs to.
Listing list_companion(const Facts& facts, std::string_view name, const ListFilter& filter) {
  Listing listing{
      {{std::string(name)}, {std::string(facts.framework().conda), true}, {"builds", true}, {"python", true}}, {}};
  for (const FrameworkBuild& build : facts.framework_builds()) {
    const std::string version = companion(build, name);
    if (version.empty() || build.absent) continue;
    if (!filter.cuda.empty() && (build.cuda.empty() || !go_together(build.cuda, filter.cuda))) continue;
    if (!admits_python(filter, build.pythons) || !admits_glibc(facts, filter, build.glibc)) continue;
    const auto same =
        std::find_if(listing.rows.begin(), listing.rows.end(), [&](const auto& row) { return row[0] == version; });
    auto& row =
        same != listing.rows.end() ? *same : listing.rows.emplace_back(std::vector<std::string>{version, {}, {}, {}});
    join(row[1], build.version);
    join(row[2], build.build);
    for (const std::string_view python : words(build.pythons)) join(row[3], python);
  }
  std::reverse(listing.rows.begin(), listing.rows.end());
  return listing;
}

/// Whether a version that is said fits what a release needs of `subject`.
bool admits_need(const Release& release, std::string_view subject, std::string_view version) {
  const auto needs = needs_of(release);
  return version.empty() || std::all_of(needs.begin(), needs.end(), [&](const Need& need) {
           if (need.subject != subject) return true;
           const auto range = VersionRange::of_pip(std::string(need.op) + std::string(need.version));
           return !range || range->admits(version);
         });
}

Listing list_package(const Facts& facts, const CataloguePackage& package, const ListFilter& filter) {
  Listing listing{{{std::string(package.name)},
                   {"manager"},
                   {"build"},
                   {"cuda"},
                   {"python", true},
                   {"needs", true},
                   {"index"},
                   {"note"}},
                  {}};
  const auto releases = facts.releases(package.name);
  const bool has_cuda = std::any_of(releases.begin(), releases.end(), [](const Release& r) { return !r.cuda.empty(); });
  for (const Release& release : releases) {
    if (release.absent && !filter.all) continue;
    if (!filter.cuda.empty()) {
      if (release.cuda.empty() ? has_cuda : !go_together(release.cuda, filter.cuda)) continue;
      if (!admits_need(release, cuda_subject, filter.cuda) || !admits_need(release, "nvcc", filter.cuda)) continue;
    }
    if (!admits_python(filter, release.pythons) || !admits_need(release, "python", filter.python)) continue;
    const auto needs = needs_of(release);
    const bool glibc = std::all_of(needs.begin(), needs.end(), [&](const Need& need) {
      return need.subject != "glibc" || need.op != ">=" || admits_glibc(facts, filter, need.version);
    });
    if (!glibc) continue;
    std::string note(release.note);
    if (release.absent) note = note.empty() ? "does not exist" : "does not exist: " + note;
    listing.rows.push_back({release.version.empty() ? "any" : std::string(release.version),
                            std::string(release.manager), std::string(release.build), std::string(release.cuda),
                            std::string(release.pythons), std::string(release.needs), std::string(release.index),
                            std::move(note)});
  }
  std::reverse(listing.rows.begin(), listing.rows.end());
  return listing;
}

const CataloguePackage* package_called(const Facts& facts, std::string_view name) {
  const CataloguePackage* package = facts.catalogued("pip", name);
  if (package == nullptr) package = facts.catalogued("conda", name);
  const auto all = facts.catalogue();
  const auto own = std::find_if(all.begin(), all.end(), [&](const CataloguePackage& p) { return p.name == name; });
  return package != nullptr || own == all.end() ? package : &*own;
}

}  // namespace

std::optional<Listing> listing_of(const Facts& facts, std::string_view subject, const ListFilter& filter) {
  if (subject == cuda_subject) return list_cuda(facts, filter);
  if (subject == facts.defaults().interpreter) return list_python(facts, filter);
  for (const Distribution& row : facts.distributions()) {
    if (row.name == subject) return list_distribution(facts, subject, filter);
  }
  const CataloguePackage* const package = package_called(facts, subject);
  if (package == nullptr) return std::nullopt;
  if (package->name == facts.framework().name) return list_framework(facts, filter);
  if (has_word(facts.framework().companions, package->name)) return list_companion(facts, package->name, filter);
  return list_package(facts, *package, filter);
}

std::vector<std::string_view> listed_subjects(const Facts& facts) {
  std::set<std::string_view> names{cuda_subject, facts.defaults().interpreter};
  for (const Distribution& row : facts.distributions()) names.insert(row.name);
  for (const CataloguePackage& package : facts.catalogue()) {
    for (const std::string_view name : {package.name, package.pip, package.conda}) {
      if (!name.empty()) names.insert(name);
    }
  }
  return {names.begin(), names.end()};
}

}  // namespace envc
