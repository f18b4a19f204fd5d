#include "resolve/image.hpp"

#include "version/version.hpp"
#include "resolve/base.hpp"
#include "resolve/compilation.hpp"
#include "text/nearest.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace envc {
namespace {

/// An unknown release: the nearest of this distribution, or the number of a code name.
void report_unknown_release(const Resolving& r, const Said<Os>& os) {
  std::string help;
  std::string message = fmt::format("no release {} of `{}` is known", quoted(os.value.release), os.value.name);
  std::vector<std::string_view> releases;
  for (const Distribution& row : r.facts.distributions()) {
    if (row.codename == os.value.release) {
      message = fmt::format("{} is a code name; `{}` takes a number", quoted(os.value.release), os.value.name);
      help = fmt::format("write `{} {}`", row.name, row.release);
    }
    if (row.name == os.value.name) releases.push_back(row.release);
  }
  if (help.empty()) {
    const auto close = nearest(os.value.release, releases);
    const auto newest = releases.empty() ? std::string_view{} : releases.back();
    help = fmt::format("write `{} {}`", os.value.name, close ? *close : newest);
  }
  r.diagnostics.add(
      {.kind = Kind::unknown_release, .message = std::move(message), .where = os.where, .help = std::move(help)});
}

/// The reason for a flavour that is not said.
struct Flavour {
  std::string name;
  std::string reason;
};

Flavour flavour_for(const Resolving& r, const FrameworkUse& use) {
  if (compiles(r)) return {"devel", "something is compiled"};
  for (const ResolvedPackages& statement : r.out.packages) {
    for (const ResolvedPackage& package : statement.packages) {
      const auto needs = r.facts.needs("pip", package.name);
      if (needs && needs->cuda_runtime)
        return {"runtime", fmt::format("{} uses the CUDA libraries of the image", package.name)};
    }
  }
  if (use.present()) {
    return {"base",
            fmt::format("nothing is compiled, and {} brings its CUDA libraries", framework_name(r.facts, use.manager))};
  }
  return {"runtime", "nothing is compiled"};
}

bool take_cuda(const Resolving& r, const FrameworkUse& use) {
  const CudaChoice& cuda = *r.model.cuda;
  const CudaRepository& repository = r.facts.cuda_repository();
  const std::string& said = cuda.version.value;
  if (r.model.os && r.model.os->value.name != repository.os) {
    const CudaWish anywhere{said, {}, "devel", false, false};
    const CudaImage* const image = find_cuda_image(r.facts, anywhere);
    const std::string_view os = image == nullptr ? std::string_view{} : image->os;
    r.diagnostics.add(
        {.kind = Kind::no_such_image,
         .message = fmt::format("no image of CUDA {} for {}", said, shown(r.model.os->value)),
         .where = cuda.version.where,
         .here = fmt::format("`{}` has images for {} only", repository.name, shown(repository.os)),
         .labels = {{r.model.os->where, "the distribution is chosen here"}},
         .help = image == nullptr ? "" : fmt::format("write `{} {}`", repository.os, os.substr(repository.os.size()))});
    return false;
  }
  CudaWish wish{said, r.model.os ? r.model.os->value : Os{}, {}, cuda.flavour.has_value(), cuda.cudnn.has_value()};
  const Flavour flavour = cuda.flavour ? Flavour{cuda.flavour->value, std::string(as_said)} : flavour_for(r, use);
  wish.flavour = flavour.name;
  const CudaImage* const image = find_cuda_image(r.facts, wish);
  if (image == nullptr) {
    report_no_image(r, wish);
    return false;
  }
  r.out.os = {std::string(repository.os), std::string(image->os.substr(repository.os.size()))};
  r.out.cuda = image->version;
  r.out.gl = cuda.gl.has_value();
  r.out.base_image = fmt::format("{}:{}", repository.name, image->tag);
  const bool patch_open = numbers(said) < 3;
  r.decide("cuda", std::string(image->version),
           patch_open ? fmt::format("the newest release of CUDA {} that has this image", said) : std::string(as_said));
  if (image->flavour == wish.flavour && !image->cudnn.empty() == wish.cudnn) {
    r.decide("cuda image", wish.flavour, flavour.reason);
  } else {
    r.decide("cuda image", std::string(image->tag), fmt::format("the only kind of image known of CUDA {}", said));
  }
  return true;
}

}  // namespace

bool resolve_image(const Resolving& r, const FrameworkUse& use) {
  r.out.base_registry = "docker.io";
  if (r.model.base) return take_base(r);
  if (r.model.os && distribution_of(r.facts, r.model.os->value) == nullptr) {
    report_unknown_release(r, *r.model.os);
    return false;
  }
  if (r.model.cuda) {
    if (!take_cuda(r, use)) return false;
  } else {
    r.out.os = r.model.os ? r.model.os->value
                          : Os{std::string(r.facts.cuda_repository().os), std::string(r.facts.default_ubuntu())};
    r.out.base_image = fmt::format("{}:{}", r.out.os.name, r.out.os.release);
    r.decide("cuda", "none", "no `cuda` is said, so everything is for the CPU");
  }
  std::string reason(as_said);
  if (!r.model.os) {
    reason = r.model.cuda
                 ? fmt::format("the newest long-term release with an image of CUDA {}", r.model.cuda->version.value)
                 : "the default";
  }
  r.decide(r.out.os.name, r.out.os.release, std::move(reason));
  r.decide("base image", r.out.base_image, r.model.cuda ? "the image of what is said" : "the distribution alone");
  return true;
}

}  // namespace envc
