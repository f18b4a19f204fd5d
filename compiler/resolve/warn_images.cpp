// Images that exist and have a successor, or cannot be updated any more.
#include "resolve/base.hpp"
#include "resolve/warn.hpp"
#include "version/version.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace envc {
namespace {

/// The image of the same minor release and kind with the newest point release; nullptr: this is it.
const CudaImage* newer_point_release(const Facts& facts, const CudaImage& image) {
  const CudaImage* best = nullptr;
  for (const CudaImage& other : facts.cuda_images()) {
    const bool same = !other.gone && other.os == image.os && other.flavour == image.flavour &&
                      other.extra == image.extra && other.cudnn.empty() == image.cudnn.empty() &&
                      leading(other.version, 2) == leading(image.version, 2);
    const std::string_view newest = best == nullptr ? image.version : best->version;
    if (same && std::is_gt(compare_versions(other.version, newest))) best = &other;
  }
  return best;
}

void check_point_release(const Resolving& r) {
  const std::string_view repository = r.facts.cuda_repository().name;
  const std::string& base = r.out.base_image;
  if (!base.starts_with(repository) || base.size() <= repository.size() || base[repository.size()] != ':') return;
  const auto images = r.facts.cuda_images();
  const auto image = std::find_if(images.begin(), images.end(), [&](const CudaImage& i) {
    return i.tag == std::string_view(base).substr(repository.size() + 1);
  });
  if (image == images.end() || image->gone) return;
  const CudaImage* const newer = newer_point_release(r.facts, *image);
  // a version of two numbers leaves the point release to the tables: what they choose is what there is
  if (newer == nullptr || (!r.model.base && !(r.model.cuda && numbers(r.model.cuda->version.value) == 3))) return;
  r.diagnostics.add({.kind = Kind::older_point_release,
                     .severity = Severity::warning,
                     .message = fmt::format("CUDA {} was replaced by {}", image->version, newer->version),
                     .where = r.model.base ? r.model.base->image.where : r.model.cuda->version.where,
                     .here = "its image is deprecated",
                     .help = r.model.base ? fmt::format("write `base {}:{}`", repository, newer->tag)
                                          : fmt::format("write `cuda {}`, or `cuda {}` for the newest", newer->version,
                                                        leading(newer->version, 2))});
}

/// The first number of the tag: `2.7.0` of `2.7.0-gpu`.
std::string_view version_of(std::string_view tag) {
  return tag.substr(0, tag.find_first_not_of("0123456789."));
}

bool installs_by_apt(const Resolving& r) {
  return !r.statements(Manager::apt).empty() || !r.out.system_libraries.empty();
}

/// A step that speaks of the source has seen the fault.
bool speaks_of_source(const Resolving& r) {
  const auto said = [](const std::vector<std::string>& lines) {
    return std::any_of(lines.begin(), lines.end(), [](const std::string& line) {
      return line.find("sources.list") != std::string::npos || line.find("apt-key") != std::string::npos ||
             line.find("keyring") != std::string::npos;
    });
  };
  return std::any_of(r.model.steps.begin(), r.model.steps.end(), [&](const Step& step) {
    const auto* run = std::get_if<Run>(&step.action);
    return run != nullptr && !step.how.before.empty() && said(run->lines);
  });
}

void check_key(const Resolving& r) {
  if (!r.model.base || !installs_by_apt(r) || speaks_of_source(r)) return;
  const ImageReference base = image_reference(r.model.base->image.value);
  const std::string_view version = version_of(base.tag);
  if (version.empty()) return;
  for (const OldKey& row : r.facts.old_keys()) {
    const bool holds_source = base.tag.find(row.word) != std::string::npos;
    if (row.image != base.known_as() || !holds_source || std::is_gteq(compare_versions(version, row.below))) continue;
    r.diagnostics.add(
        {.kind = Kind::old_package_source,
         .severity = Severity::warning,
         .message = fmt::format("{} was made before NVIDIA changed the key of its packages, so apt can refuse them",
                                r.model.base->image.value),
         .where = r.model.base->image.where,
         .here = fmt::format("from {} on it is mended", row.below),
         .help = "say first: `run rm -f /etc/apt/sources.list.d/cuda.list "
                 "/etc/apt/sources.list.d/nvidia-ml.list` with the line `before apt` below it"});
    return;
  }
}

}  // namespace

void warn_of_images(const Resolving& r) {
  check_point_release(r);
  check_key(r);
}

}  // namespace envc
