// No such image: which there are.
#include "resolve/explain.hpp"
#include "resolve/image.hpp"
#include "version/version.hpp"

#include <fmt/format.h>

namespace envc {

namespace {

/// Whether there would be an image, if nothing asked for a flavour.
bool asks_too_much(const Explaining& e, CudaWish wish) {
  if (!wish.asks) return false;
  wish.flavour = "base";
  return std::any_of(e.c.images.begin(), e.c.images.end(), [&](const PossibleImage& image) {
    const bool right_os = e.part(Saying::Of::os) == nullptr || image.os == e.r.model.os->value;
    return image.row != nullptr && right_os && holds(*image.row, wish);
  });
}

}  // namespace

Diagnostic explain_image(const Explaining& e) {
  const CudaRepository& repository = e.r.facts.cuda_repository();
  const CudaWish wish = *cuda_wish(e.r, e.use);
  const bool os_has_part = e.part(Saying::Of::os) != nullptr;
  Diagnostic d{.kind = Kind::no_such_image,
               .message = fmt::format("no image of CUDA {}", wish.version),
               .where = e.r.model.cuda->version.where};
  if (numbers(wish.version) < 2) {
    d.kind = Kind::expected_version;
    d.message = fmt::format("`cuda` takes a version of two or three numbers, found `{}`", wish.version);
    return d;
  }
  const bool flavour = wish.flavour_said || asks_too_much(e, wish);
  if (flavour) d.message += fmt::format(" {}", wish.flavour);
  if (wish.cudnn) d.message += " with cuDNN";
  if (os_has_part) d.message += fmt::format(" for {}", shown(e.r.model.os->value));
  e.label_others(d);
  if (flavour && wish.asks) d.labels.push_back({wish.asks, fmt::format("this takes a `{}` image", wish.flavour)});
  if (os_has_part && e.r.model.os->value.name != repository.os) {
    d.here = fmt::format("`{}` has images for {} only", repository.name, shown(repository.os));
    return d;
  }
  bool deleted = false;
  std::vector<std::string> releases;  // that have what is wanted
  const CudaImage* other_kind = nullptr;
  for (const CudaImage& image : e.r.facts.cuda_images()) {
    if (!within(image.version, wish.version)) continue;
    deleted = deleted || image.gone;
    if (image.gone || !image.extra.empty()) continue;
    if (holds(image, wish)) {
      insert_version(releases, image.os.substr(repository.os.size()));
    } else {
      other_kind = &image;
    }
  }
  if (!releases.empty()) {
    d.here = fmt::format("has images for {} {}", shown(repository.os), list_of(releases));
  } else if (other_kind != nullptr) {
    d.here = fmt::format("has `{}{}` images", other_kind->flavour, other_kind->cudnn.empty() ? "" : " cudnn");
  } else if (deleted) {
    d.here = "its images were deleted from the registry";
    std::vector<std::string> there;
    bool same_minor = false;
    for (const CudaImage& image : e.r.facts.cuda_images()) {
      CudaWish other = wish;
      other.version = image.version;
      const bool here = !e.r.model.os || image.os == e.r.model.os->value.name + e.r.model.os->value.release;
      if (here && !image.gone && image.extra.empty() && holds(image, other)) {
        insert_version(there, image.version);
        same_minor = same_minor || leading(image.version, 2) == leading(wish.version, 2);
      }
    }
    if (e.r.model.os && !there.empty() && !same_minor)
      d.here += fmt::format("; for {} there are {}", shown(e.r.model.os->value), list_of(there));
  }
  return d;
}

}  // namespace envc
