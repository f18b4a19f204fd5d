// A base image as the person names it: what can be known of it.
#include "resolve/base.hpp"

#include "text/nearest.hpp"
#include "version/version.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace envc {
namespace {

constexpr std::string_view hub = "docker.io";

/// `ubuntu20.04`, `bookworm`, or a bare release where the image is the distribution itself.
Os os_of_base(const Facts& facts, const ImageReference& base) {
  const auto known = facts.base(base.known_as());
  const bool is_distribution = known && known->tag == "release";
  for (const std::string_view word : tag_words(base.tag)) {
    for (const Distribution& row : facts.distributions()) {
      const bool release = is_distribution && row.name == base.name && within(word, row.release);
      const bool spelled = word == row.codename || word == fmt::format("{}{}", row.name, row.release);
      if (release || spelled) return {std::string(row.name), std::string(row.release)};
    }
  }
  return {};
}

/// The kind of image that a tag of the CUDA repository names, whatever its versions: `-cudnn-devel-ubuntu18.04`.
std::string kind_of_tag(std::string_view tag) {
  constexpr std::string_view cudnn = "cudnn";
  std::string kind(tag.substr(std::min(tag.find('-'), tag.size())));
  const auto at = kind.find(cudnn);
  if (at != std::string::npos) kind.erase(at + cudnn.size(), kind.find('-', at) - at - cudnn.size());
  return kind;
}

/// That it is gone, and those of its kind that are there: that of the same minor release, else the next and the newest.
void report_deleted(const Resolving& r, const ImageReference& base, std::string_view version) {
  Diagnostic d{.kind = Kind::no_such_image,
               .message = fmt::format("`{}:{}` was deleted from the registry", base.name, base.tag),
               .where = r.model.base->image.where};
  const CudaImage* same = nullptr;
  const CudaImage* next = nullptr;
  const CudaImage* newest = nullptr;
  std::vector<std::string> versions;
  for (const CudaImage& other : r.facts.cuda_images()) {
    if (other.gone || kind_of_tag(other.tag) != kind_of_tag(base.tag)) continue;
    if (within(other.version, leading(version, 2))) same = &other;
    if (next == nullptr && std::is_gt(compare_versions(other.version, version))) next = &other;
    newest = &other;
    versions.emplace_back(other.version);
  }
  std::vector<std::string> ways;
  for (const CudaImage* way : {same != nullptr ? same : next, same != nullptr ? nullptr : newest}) {
    if (way != nullptr && (ways.empty() || way != next)) ways.push_back(fmt::format("base {}:{}", base.name, way->tag));
  }
  if (!ways.empty()) d.help = fmt::format("write {}", one_of(ways));
  if (same == nullptr && !versions.empty()) d.here = fmt::format("of this kind there are {}", list_of(versions));
  r.diagnostics.add(std::move(d));
}

/// A tag for a distribution that the repository has no images for: there is one for its own.
bool report_other_os(const Resolving& r, const ImageReference& base) {
  const auto dash = base.tag.rfind('-');
  const std::string_view version = std::string_view(base.tag).substr(0, base.tag.find('-'));
  if (dash == std::string::npos) return false;
  for (const AbsentCudaImages& row : r.facts.absent_cuda_images()) {
    if (base.tag.substr(dash + 1) != row.os || version != row.version) continue;
    const std::string_view start = std::string_view(base.tag).substr(0, dash + 1);
    std::string help;
    for (const CudaImage& other : r.facts.cuda_images()) {
      const bool same =
          !other.gone && other.tag.starts_with(start) && other.tag.size() == start.size() + other.os.size();
      if (same) help = fmt::format("write `base {}:{}`", base.name, other.tag);
    }
    r.diagnostics.add({.kind = Kind::no_such_image,
                       .message = fmt::format("`{}:{}` is not in the registry", base.name, base.tag),
                       .where = r.model.base->image.where,
                       .here = fmt::format("this CUDA has images for {}", row.has),
                       .help = std::move(help)});
    return true;
  }
  return false;
}

/// A tag of the CUDA repository: taken for what it says, refused if it is gone.
bool take_cuda_tag(const Resolving& r, const ImageReference& base) {
  const auto images = r.facts.cuda_images();
  const auto image = std::find_if(images.begin(), images.end(), [&](const CudaImage& i) { return i.tag == base.tag; });
  const std::string_view version = std::string_view(base.tag).substr(0, base.tag.find('-'));
  // tags with two numbers have all been deleted, also those that the table does not list
  const bool short_tag = image == images.end() && numbers(version) == 2 &&
                         std::any_of(images.begin(), images.end(), [&](const CudaImage& i) {
                           return numbers(i.version) == 3 && within(i.version, version);
                         });
  if (image == images.end() && !short_tag) return true;
  if (!short_tag && !image->gone) {
    r.out.cuda = image->version;
    r.decide("cuda", r.out.cuda, "the tag of the base image says it");
    return true;
  }
  report_deleted(r, base, version);
  return false;
}

/// `12.6.3` of a word such as `cuda12.6.3`; empty: none.
std::string_view cuda_of_tag(std::string_view tag) {
  constexpr std::string_view start = "cuda";
  for (const std::string_view word : tag_words(tag)) {
    const std::string_view rest = word.substr(std::min(word.size(), start.size()));
    if (word.starts_with(start) && numbers(rest) >= 2 &&
        rest.find_first_not_of("0123456789.") == std::string_view::npos)
      return rest;
  }
  return {};
}

}  // namespace

std::vector<std::string_view> tag_words(std::string_view tag) {
  std::vector<std::string_view> all;
  while (!tag.empty()) {
    const std::size_t end = std::min(tag.find_first_of("-_"), tag.size());
    if (end != 0) all.push_back(tag.substr(0, end));
    tag.remove_prefix(std::min(end + 1, tag.size()));
  }
  return all;
}

ImageReference image_reference(std::string_view image) {
  ImageReference cut{std::string(hub), {}, {}};
  const auto slash = image.find('/');
  const std::string_view first = image.substr(0, slash);
  if (slash != std::string_view::npos &&
      (first.find_first_of(".:") != std::string_view::npos || first == "localhost")) {
    cut.registry = first;
    image.remove_prefix(slash + 1);
  }
  if (cut.registry == hub && image.starts_with("library/")) image.remove_prefix(8);
  const auto tag = std::min(image.find_first_of(":@"), image.size());
  cut.name = image.substr(0, tag);
  if (tag < image.size()) cut.tag = image.substr(image[tag] == ':' ? tag + 1 : tag);
  return cut;
}

std::string python_of_base(const Facts& facts, const ImageReference& base) {
  const auto known = facts.base(base.known_as());
  const auto all = tag_words(base.tag);
  if (!known || known->tag != "python" || all.empty()) return {};
  return all.front().find_first_not_of("0123456789.") == std::string_view::npos ? std::string(all.front())
                                                                                : std::string();
}

bool is_bare(const Facts& facts, const ImageReference& base) {
  const auto known = facts.base(base.known_as());
  return known && !known->python && known->tag == "release";
}

bool take_base(const Resolving& r) {
  const std::string& said = r.model.base->image.value;
  const ImageReference base = image_reference(said);
  r.out.base_registry = base.registry;
  r.out.base_image = base.name;
  if (!base.tag.empty()) r.out.base_image += (base.tag.starts_with('@') ? "" : ":") + base.tag;
  r.out.os = os_of_base(r.facts, base);
  r.decide("base image", said, std::string(as_said));
  if (base.known_as() == r.facts.cuda_repository().name) return !report_other_os(r, base) && take_cuda_tag(r, base);
  if (const std::string_view cuda = cuda_of_tag(base.tag); !cuda.empty()) {
    r.out.cuda = cuda;
    r.decide("cuda", r.out.cuda, "the tag of the base image says it");
  }
  return true;
}

}  // namespace envc
