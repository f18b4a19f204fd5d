// Which CUDA images exist, and the nearest of those that do.
#include "version/version.hpp"
#include "resolve/image.hpp"
#include "text/nearest.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>
#include <vector>

namespace envc {
namespace {

constexpr std::string_view digits = "0123456789";

int rank(std::string_view flavour) {
  if (flavour == "base") return 0;
  return flavour == "runtime" ? 1 : 2;
}

std::string os_name(const Os& os) {
  return os.name + os.release;
}

std::string release_of(const Facts& facts, const CudaImage& image) {
  return std::string(image.os.substr(facts.cuda_repository().os.size()));
}

bool long_term(const Facts& facts, const CudaImage& image) {
  const Distribution* const row =
      distribution_of(facts, {std::string(facts.cuda_repository().os), release_of(facts, image)});
  return row != nullptr && row->lts;
}

bool is_there(const CudaImage& image) {
  return !image.gone && image.extra.empty();
}

bool same_kind(const CudaImage& image, const CudaWish& wish) {
  return image.flavour == wish.flavour && image.cudnn.empty() != wish.cudnn;
}

/// Holds what is wanted and more: cuDNN where it was not asked for, a bigger flavour where none was.
bool holds(const CudaImage& image, const CudaWish& wish) {
  if (wish.cudnn && image.cudnn.empty()) return false;
  return wish.flavour_said ? image.flavour == wish.flavour : rank(image.flavour) >= rank(wish.flavour);
}

/// Newer distribution, then newer release, then the smaller image.
bool better(const CudaImage& a, const CudaImage& b) {
  if (a.os != b.os)
    return std::is_gt(
        compare_versions(a.os.substr(a.os.find_first_of(digits)), b.os.substr(b.os.find_first_of(digits))));
  if (a.version != b.version) return std::is_gt(compare_versions(a.version, b.version));
  if (a.flavour != b.flavour) return rank(a.flavour) < rank(b.flavour);
  return a.cudnn < b.cudnn;
}

/// `cuda 11.7 devel gl` with another version, as it would be written in place of what is said.
std::string statement(const CudaChoice& said, std::string_view version) {
  std::string text = fmt::format("cuda {}", numbers(said.version.value) < 3 ? leading(version, 2) : version);
  if (said.flavour) text += " " + said.flavour->value;
  if (said.cudnn) text += " cudnn";
  if (said.gl) text += " gl";
  return text;
}

/// Of what passes: the version nearest to the one said, counted in releases of CUDA; the newer of two equally near;
/// empty: none.
template<typename Passes>
std::string_view nearest_version(const Facts& facts, std::string_view said, Passes passes) {
  std::size_t position = 0;  // of the release among all, and of the first that is not before the one said
  std::size_t target = 0;
  std::string_view last;
  std::vector<std::pair<std::size_t, std::string_view>> passing;
  for (const CudaImage& image : facts.cuda_images()) {
    if (image.version != last) ++position;
    last = image.version;
    if (target == 0 && std::is_gteq(compare_versions(last, said))) target = position;
    if (is_there(image) && passes(image)) passing.emplace_back(position, last);
  }
  if (target == 0) target = position;
  const auto apart = [&](std::size_t at) { return at > target ? at - target : target - at; };
  std::string_view best;
  std::size_t least = 0;
  for (const auto& [at, version] : passing) {
    if (!best.empty() && apart(at) > least) continue;
    best = version;
    least = apart(at);
  }
  return best;
}

}  // namespace

const CudaImage* find_cuda_image(const Facts& facts, const CudaWish& wish) {
  const auto pick = [&](auto passes) {
    const CudaImage* best = nullptr;
    for (const CudaImage& image : facts.cuda_images()) {
      if (!is_there(image) || !within(image.version, wish.version) || !passes(image)) continue;
      if (wish.os.name.empty() ? !long_term(facts, image) : image.os != os_name(wish.os)) continue;
      if (best == nullptr || better(image, *best)) best = &image;
    }
    return best;
  };
  const CudaImage* const exact = pick([&](const CudaImage& image) { return same_kind(image, wish); });
  return exact != nullptr ? exact : pick([&](const CudaImage& image) { return holds(image, wish); });
}

void report_no_image(const Resolving& r, const CudaWish& wish) {
  const CudaChoice& said = *r.model.cuda;
  const std::string_view distribution = r.facts.cuda_repository().os;
  const auto on_this_os = [&](const CudaImage& image) {
    return wish.os.name.empty() ? long_term(r.facts, image) : image.os == os_name(wish.os);
  };
  bool deleted = false;
  std::vector<std::string> releases;      // of the distribution that have what is wanted
  const CudaImage* other_kind = nullptr;  // this CUDA on this distribution, but another flavour or cuDNN
  for (const CudaImage& image : r.facts.cuda_images()) {
    if (!within(image.version, wish.version)) continue;
    deleted = deleted || image.gone;
    if (!is_there(image)) continue;
    const std::string release = release_of(r.facts, image);
    if (!holds(image, wish)) {
      if (on_this_os(image)) other_kind = &image;
    } else if (std::find(releases.begin(), releases.end(), release) == releases.end()) {
      releases.push_back(release);
    }
  }
  std::sort(releases.begin(), releases.end());

  Diagnostic d{.kind = Kind::no_such_image,
               .message = fmt::format("no image of CUDA {}", wish.version),
               .where = said.version.where};
  if (wish.flavour_said) d.message += fmt::format(" {}", wish.flavour);
  if (wish.cudnn) d.message += " with cuDNN";
  if (!wish.os.name.empty()) {
    d.message += fmt::format(" for {}", shown(wish.os));
    d.labels.push_back({r.model.os->where, "the distribution is chosen here"});
  }
  std::vector<std::string> ways;
  if (!releases.empty()) {
    d.here = fmt::format("has images for {} {}", shown(distribution), list_of(releases));
    ways.push_back(fmt::format("{} {}", distribution, releases.back()));
  } else if (other_kind != nullptr) {
    d.here = fmt::format("has `{}{}` images", other_kind->flavour, other_kind->cudnn.empty() ? "" : " cudnn");
    CudaChoice choice = said;
    if (choice.flavour) choice.flavour->value = other_kind->flavour;
    if (!other_kind->cudnn.empty()) choice.cudnn = {true, {}};
    if (other_kind->cudnn.empty()) choice.cudnn.reset();
    ways.push_back(statement(choice, other_kind->version));
  } else if (deleted) {
    d.here = "its images were deleted from the registry";
  }
  const std::string_view close = nearest_version(
      r.facts, wish.version, [&](const CudaImage& image) { return holds(image, wish) && on_this_os(image); });
  if (!close.empty()) ways.push_back(statement(said, close));
  if (!ways.empty()) d.help = fmt::format("write {}", one_of(ways));
  r.diagnostics.add(std::move(d));
}

}  // namespace envc
