// A base image as the person names it: what can be known of it.
#include "resolve/base.hpp"

#include "version/version.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace envc {
namespace {

constexpr std::string_view hub = "docker.io";

std::vector<std::string_view> tag_words(std::string_view tag) {
  std::vector<std::string_view> all;
  while (!tag.empty()) {
    const std::size_t end = std::min(tag.find_first_of("-_"), tag.size());
    if (end != 0) all.push_back(tag.substr(0, end));
    tag.remove_prefix(std::min(end + 1, tag.size()));
  }
  return all;
}

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
  std::string help;
  const std::string_view rest = std::string_view(base.tag).substr(version.size());
  for (const CudaImage& other : images) {
    const bool same =
        !other.gone && other.tag.ends_with(rest) && other.tag.size() == other.version.size() + rest.size();
    if (same && within(other.version, leading(version, 2)))
      help = fmt::format("write `base {}:{}`", base.name, other.tag);
  }
  r.diagnostics.add({.kind = Kind::no_such_image,
                     .message = fmt::format("`{}:{}` was deleted from the registry", base.name, base.tag),
                     .where = r.model.base->image.where,
                     .help = std::move(help)});
  return false;
}

}  // namespace

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
  return base.known_as() != r.facts.cuda_repository().name || take_cuda_tag(r, base);
}

}  // namespace envc
