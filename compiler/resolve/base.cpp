// A base image as the person names it: what can be known of it.
#include "resolve/base.hpp"

#include "resolve/base_tags.hpp"
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
  if (!check_cuda_tag(r, base)) return false;
  if (base.known_as() == r.facts.cuda_repository().name) {
    const auto images = r.facts.cuda_images();
    const auto image =
        std::find_if(images.begin(), images.end(), [&](const CudaImage& i) { return i.tag == base.tag; });
    if (image == images.end()) return true;
    r.out.cuda = image->version;
    r.decide("cuda", r.out.cuda, "the tag of the base image says it");
    return true;
  }
  if (const std::string_view cuda = cuda_of_tag(base.tag); !cuda.empty()) {
    r.out.cuda = cuda;
    r.decide("cuda", r.out.cuda, "the tag of the base image says it");
  }
  return true;
}

}  // namespace envc
