#include "resolve/image.hpp"

#include "resolve/base.hpp"
#include "resolve/compilation.hpp"
#include "text/nearest.hpp"
#include "version/version.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <tuple>

namespace envc {
namespace {

constexpr std::array<std::string_view, 3> flavours = {"base", "runtime", "devel"};

std::ptrdiff_t rank(std::string_view flavour) {
  return std::find(flavours.begin(), flavours.end(), flavour) - flavours.begin();
}

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

/// The flavour that is not said, with its reason.
void choose_flavour(const Resolving& r, const FrameworkUse& use, CudaWish& wish) {
  if (compiles(r)) {
    wish.flavour = "devel";
    wish.reason = "something is compiled";
    wish.asks = what_compiles(r);
    return;
  }
  for (const ResolvedPackages& statement : r.out.packages) {
    for (const ResolvedPackage& package : statement.packages) {
      const auto needs = r.facts.needs("pip", package.name);
      if (!needs || !needs->cuda_runtime) continue;
      wish.flavour = "runtime";
      wish.reason = fmt::format("{} uses the CUDA libraries of the image", package.name);
      wish.asks = package.where;
      return;
    }
  }
  wish.flavour = use.present() ? "base" : "runtime";
  wish.reason = "nothing is compiled";
  if (use.present())
    wish.reason += fmt::format(", and {} brings its CUDA libraries", framework_name(r.facts, use.manager));
}

bool is_kept(const Kept& kept, std::string_view subject, std::string_view value) {
  const auto found = kept.decisions.find(subject);
  return found != kept.decisions.end() && found->second == value;
}

/// Better images come first; what an earlier run chose before all others.
void sort_images(const Resolving& r, const std::optional<CudaWish>& wish, std::vector<PossibleImage>& images) {
  const auto key = [&](const PossibleImage& i) {
    const bool has_cuda = i.row != nullptr && wish && within(i.cuda, wish->version);
    const bool exact = has_cuda && i.row->flavour == wish->flavour && i.row->cudnn.empty() != wish->cudnn;
    return std::tuple(
        !i.said, !has_cuda, has_cuda && !holds(*i.row, *wish), !is_kept(r.kept, i.os.name, i.os.release),
        !is_kept(r.kept, "cuda", i.cuda), has_cuda && !exact, i.distribution == nullptr || !i.distribution->lts,
        i.row != nullptr || i.os.name != r.facts.cuda_repository().os || i.os.release != r.facts.default_ubuntu());
  };
  std::vector<std::size_t> order;
  for (std::size_t i = 0; i < images.size(); ++i) order.push_back(i);
  std::stable_sort(order.begin(), order.end(), [&](std::size_t x, std::size_t y) {
    const PossibleImage& a = images[x];
    const PossibleImage& b = images[y];
    if (const auto ka = key(a), kb = key(b); ka != kb) return ka < kb;
    if (a.os.name != b.os.name) return a.os.name == r.facts.cuda_repository().os;
    if (const auto c = compare_versions(a.os.release, b.os.release); std::is_neq(c)) return std::is_gt(c);
    if (const auto c = compare_versions(a.cuda, b.cuda); std::is_neq(c)) return std::is_gt(c);
    if (a.row == nullptr || b.row == nullptr) return false;
    return std::tuple(rank(a.row->flavour), a.row->cudnn) < std::tuple(rank(b.row->flavour), b.row->cudnn);
  });
  std::vector<PossibleImage> sorted;
  for (const std::size_t i : order) sorted.push_back(std::move(images[i]));
  images = std::move(sorted);
}

Restriction of_os(const Choosing& c, const Os& os) {
  return only(Choosing::image, c.images, [&](const PossibleImage& image) { return image.os == os; });
}

/// One number says no release.
Restriction of_cuda(const Choosing& c, const CudaWish& wish) {
  const bool said = numbers(wish.version) > 1;
  return only(Choosing::image, c.images,
              [&](const PossibleImage& image) { return said && image.row != nullptr && holds(*image.row, wish); });
}

void claim_os(const Resolving& r, const Said<Os>& os, Choosing& c) {
  c.claim({Saying::Of::os, os.where, fmt::format("{} {}", os.value.name, os.value.release),
           "the distribution is chosen here"},
          {of_os(c, os.value)});
  std::vector<std::string> own;
  std::vector<std::string> others;
  for (const Distribution& row : r.facts.distributions()) {
    const bool lasting = row.lts || row.name != r.facts.cuda_repository().os;
    if (row.name == os.value.name && lasting) insert_version(own, row.release);
    if (row.name != os.value.name && row.name == r.facts.cuda_repository().os && lasting)
      insert_version(others, row.release);
  }
  for (const auto& [release, side] : by_nearness(own, os.value.release))
    c.alternative(fmt::format("{} {}", os.value.name, release), of_os(c, {os.value.name, release}), side);
  std::reverse(others.begin(), others.end());
  const std::string other(r.facts.cuda_repository().os);
  for (const auto& release : others) c.alternative(fmt::format("{} {}", other, release), of_os(c, {other, release}), 2);
}

void claim_cuda(const CudaChoice& said, const CudaWish& wish, Choosing& c) {
  c.claim({Saying::Of::cuda, said.version.where, cuda_statement(said, said.version.value), "CUDA is chosen here"},
          {of_cuda(c, wish)});
  const std::size_t width = numbers(said.version.value) < 3 ? 2 : 3;
  std::vector<std::string> versions;
  for (const PossibleImage& image : c.images) {
    if (image.row != nullptr) insert_version(versions, leading(image.cuda, width));
  }
  // of `12` the newest 12.x comes first
  std::string anchor = said.version.value;
  for (const std::string& version : versions) {
    if (within(version, said.version.value)) anchor = version;
  }
  const auto say = [&](const std::string& version, int side) {
    CudaWish other = wish;
    other.version = version;
    c.alternative(cuda_statement(said, version), of_cuda(c, other), side);
  };
  if (numbers(said.version.value) < 2) say(anchor, -1);
  for (const auto& [version, side] : by_nearness(versions, anchor)) say(version, side);
  if (!said.flavour) return;
  for (const bool cudnn : {wish.cudnn, true}) {
    for (const std::string_view flavour : flavours) {
      if (flavour == wish.flavour && cudnn == wish.cudnn) continue;
      CudaChoice choice = said;
      choice.flavour->value = flavour;
      if (cudnn && !choice.cudnn) choice.cudnn = {true, {}};
      const CudaWish other{
          .version = wish.version, .flavour = std::string(flavour), .flavour_said = true, .cudnn = cudnn};
      c.alternative(cuda_statement(choice, said.version.value), of_cuda(c, other), 2);
    }
  }
}

}  // namespace

std::string cuda_statement(const CudaChoice& said, std::string_view version) {
  std::string text = fmt::format("cuda {}", version);
  if (said.flavour) text += " " + said.flavour->value;
  if (said.cudnn) text += " cudnn";
  if (said.gl) text += " gl";
  return text;
}

std::optional<CudaWish> cuda_wish(const Resolving& r, const FrameworkUse& use) {
  const auto& cuda = r.model.cuda;
  const bool pinned = use.pin && use.pin->known && !use.pin->cuda.empty();
  if (!cuda && (!pinned || r.model.base)) return std::nullopt;
  CudaWish wish{.version = cuda ? cuda->version.value : use.pin->cuda,
                .flavour_said = cuda && cuda->flavour,
                .cudnn = cuda && cuda->cudnn};
  if (wish.flavour_said) {
    wish.flavour = cuda->flavour->value;
    wish.reason = as_said;
  } else {
    choose_flavour(r, use, wish);
  }
  return wish;
}

bool holds(const CudaImage& image, const CudaWish& wish) {
  if (!within(image.version, wish.version) || (wish.cudnn && image.cudnn.empty())) return false;
  return wish.flavour_said ? image.flavour == wish.flavour : rank(image.flavour) >= rank(wish.flavour);
}

void add_images(const Resolving& r, const FrameworkUse& use, Choosing& c) {
  bool base = false;
  if (r.model.base) {
    base = take_base(r);
    // of a base that is gone nothing can be said
    const ImageReference said = image_reference(r.model.base->image.value);
    const bool plain = said.known_as() == r.facts.cuda_repository().name;
    // others can ship a framework, whatever their tag says of CUDA
    const std::string cuda = plain ? r.out.cuda : std::string();
    const bool opaque = !base || (cuda.empty() && !is_bare(r.facts, said));
    c.images.push_back({nullptr, r.out.os, distribution_of(r.facts, r.out.os), cuda, true, opaque});
  }
  const auto wish = cuda_wish(r, use);
  const std::string& os = std::string(r.facts.cuda_repository().os);
  for (const Distribution& row : r.facts.distributions())
    c.images.push_back({nullptr, {std::string(row.name), std::string(row.release)}, &row, {}, false, false});
  if (wish) {
    for (const CudaImage& row : r.facts.cuda_images()) {
      // unasked, no other CUDA than the one that a package is pinned to
      if (row.gone || !row.extra.empty() || (!r.model.cuda && !holds(row, *wish))) continue;
      const Os of{os, std::string(row.os.substr(os.size()))};
      c.images.push_back({&row, of, distribution_of(r.facts, of), std::string(row.version), false, false});
    }
  }
  sort_images(r, wish, c.images);
  c.problem.candidates.push_back(c.images.size());

  if (r.model.base) {
    c.claim({Saying::Of::base, r.model.base->image.where, fmt::format("base {}", r.model.base->image.value),
             "the base image is chosen here"},
            {only(Choosing::image, c.images, [](const PossibleImage& image) { return image.said; })});
  }
  if (r.model.os && distribution_of(r.facts, r.model.os->value) == nullptr) {
    report_unknown_release(r, *r.model.os);
  } else if (r.model.os) {
    claim_os(r, *r.model.os, c);
  }
  if (r.model.cuda) claim_cuda(*r.model.cuda, *wish, c);
}

void settle_image(const Resolving& r, const FrameworkUse& use, const PossibleImage& image) {
  if (image.said) return;  // take_base did
  const std::string& said = r.model.cuda ? r.model.cuda->version.value : image.cuda;
  r.out.base_registry = "docker.io";
  r.out.os = image.os;
  if (image.row != nullptr) {
    const auto wish = cuda_wish(r, use);
    r.out.cuda = image.cuda;
    r.out.gl = r.model.cuda && r.model.cuda->gl.has_value();
    r.out.base_image = fmt::format("{}:{}", r.facts.cuda_repository().name, image.row->tag);
    std::string reason(as_said);
    if (!r.model.cuda) {
      reason = fmt::format("`{}` asks for the build for it", use.pin->text);
    } else if (numbers(said) < 3) {
      reason = fmt::format("the newest release of CUDA {} that has this image", said);
    }
    r.decide("cuda", r.out.cuda, std::move(reason));
    const auto exact = [&](const CudaImage& row) {
      return row.flavour == wish->flavour && row.cudnn.empty() != wish->cudnn;
    };
    const auto rows = r.facts.cuda_images();
    if (exact(*image.row)) {
      r.decide("cuda image", wish->flavour, wish->reason);
    } else if (std::any_of(rows.begin(), rows.end(), [&](const CudaImage& row) {
                 return exact(row) && !row.gone && row.version == image.row->version && row.os == image.row->os;
               })) {
      r.decide("cuda image", std::string(image.row->tag), "a package uses the cuDNN of the image");
    } else {
      r.decide("cuda image", std::string(image.row->tag), fmt::format("the only kind of image known of CUDA {}", said));
    }
  } else {
    r.out.base_image = fmt::format("{}:{}", r.out.os.name, r.out.os.release);
    const bool brought = use.pin && !use.pin->cuda.empty();
    r.decide("cuda", "none",
             brought ? fmt::format("no `cuda` is said, and there is no image of CUDA {} to take", use.pin->cuda)
                     : "no `cuda` is said, so everything is for the CPU");
  }
  std::string reason(as_said);
  if (!r.model.os) {
    reason = image.row != nullptr ? fmt::format("the newest long-term release with an image of CUDA {}", said)
                                  : "the default";
  }
  r.decide(r.out.os.name, r.out.os.release, std::move(reason));
  r.decide("base image", r.out.base_image,
           image.row != nullptr ? "the image of what is said" : "the distribution alone");
}

}  // namespace envc
