#include "resolve/base_tags.hpp"

#include "resolve/choosing.hpp"
#include "text/nearest.hpp"
#include "version/version.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace envc {
namespace {

/// Whether the repository ever had images for it, so that one for it can be asked for.
bool is_listed(const Facts& facts, std::string_view os) {
  const auto images = facts.cuda_images();
  return std::any_of(images.begin(), images.end(), [&](const CudaImage& image) { return image.os == os; });
}

bool is_of_kind(const CudaImage& image, const CudaTag& tag) {
  return !image.gone && (tag.flavour.empty() || image.flavour == tag.flavour) && image.extra == tag.extra &&
         image.cudnn.empty() == tag.cudnn.empty();
}

/// Those of a kind that are there for one distribution, or for any, oldest first.
std::vector<const CudaImage*> of_kind(const Facts& facts, const CudaTag& tag, std::string_view os) {
  std::vector<const CudaImage*> all;
  for (const CudaImage& image : facts.cuda_images()) {
    if ((os.empty() || image.os == os) && is_of_kind(image, tag)) all.push_back(&image);
  }
  return all;
}

/// The distributions that have the kind, the nearest to the one that is said first; the newest first where none is.
std::vector<std::string> distributions_for(const Facts& facts, const CudaTag& tag) {
  const std::string_view name = facts.cuda_repository().os;
  std::vector<std::string> releases;
  for (const CudaImage& image : facts.cuda_images()) {
    if (is_of_kind(image, tag)) insert_version(releases, image.os.substr(name.size()));
  }
  std::vector<std::string> all;
  if (is_listed(facts, tag.os)) {
    const std::string_view said = tag.os.substr(name.size());
    all.emplace_back(tag.os);
    for (const auto& near : by_nearness(releases, said)) all.push_back(fmt::format("{}{}", name, near.first));
  } else {
    for (auto release = releases.rbegin(); release != releases.rend(); ++release)
      all.push_back(fmt::format("{}{}", name, *release));
  }
  return all;
}

/// The newest of the same minor release; of each flavour, where none is said.
std::vector<const CudaImage*> of_minor(const std::vector<const CudaImage*>& images, std::string_view version) {
  std::vector<const CudaImage*> found;
  for (const CudaImage* image : images) {
    if (!within(image->version, leading(version, 2))) continue;
    if (!found.empty() && found.front()->version != image->version) found.clear();
    found.push_back(image);
  }
  return found;
}

/// The first release that is newer, for the newest distribution that has it; nullptr: none.
const CudaImage* next_newer(const std::vector<const CudaImage*>& images, std::string_view version) {
  const CudaImage* next = nullptr;
  for (const CudaImage* image : images) {
    if (next != nullptr && image->version != next->version) break;
    if (std::is_gt(compare_versions(image->version, version))) next = image;
  }
  return next;
}

/// The newest before that release with exactly this cuDNN; nullptr: none, or no number is said.
const CudaImage* with_cudnn(const std::vector<const CudaImage*>& images, const CudaTag& tag) {
  const CudaImage* found = nullptr;
  for (const CudaImage* image : images) {
    if (image->cudnn == tag.cudnn && std::is_lteq(compare_versions(image->version, tag.version))) found = image;
  }
  return found;
}

/// `Ubuntu 20.04 and 22.04`
std::string named(const Facts& facts, const std::vector<std::string>& releases) {
  return fmt::format("{} {}", shown(facts.cuda_repository().os), list_of(releases));
}

/// Why a tag is surely not there; empty message: it is there, or that is not known.
struct Absence {
  std::string message;
  std::string here;
};

Absence absence(const Facts& facts, const ImageReference& base, const CudaTag& tag) {
  const std::string image = fmt::format("`{}:{}`", base.known_as(), base.tag);
  bool version_listed = false;
  bool all_gone = true;
  bool partly = false;
  bool two_numbers = false;
  std::vector<std::string> releases;  // of the distribution, that have this version
  std::vector<std::string> kinds;     // that this version has for the one that is said
  for (const CudaImage& row : facts.cuda_images()) {
    if (row.tag == base.tag)
      return row.gone ? Absence{fmt::format("{} was deleted from the registry", image), {}} : Absence{};
    two_numbers =
        two_numbers || (numbers(tag.version) == 2 && numbers(row.version) == 3 && within(row.version, tag.version));
    if (row.version != tag.version) continue;
    version_listed = true;
    all_gone = all_gone && row.gone;
    partly = partly || row.partly;
    if (row.gone) continue;
    insert_version(releases, row.os.substr(facts.cuda_repository().os.size()));
    if (row.os == tag.os) kinds.push_back(fmt::format("`{}`", row.tag.substr(0, row.tag.size() - row.os.size() - 1)));
  }
  if (version_listed && all_gone)
    return {fmt::format("{} was deleted from the registry", image),
            fmt::format("and so were all images of CUDA {}", tag.version)};
  if (two_numbers) return {fmt::format("{} is not in the registry", image), "there is no tag of two numbers"};
  if (!version_listed || partly || !is_listed(facts, tag.os)) return {};
  return {fmt::format("{} is not in the registry", image),
          kinds.empty() ? fmt::format("CUDA {} has images for {}", tag.version, named(facts, releases))
                        : fmt::format("for this distribution there are {}", list_of(kinds))};
}

/// A tag for a distribution of which only single facts are known.
const AbsentCudaImages* absent_for(const Facts& facts, const CudaTag& tag) {
  const auto rows = facts.absent_cuda_images();
  const auto row = std::find_if(rows.begin(), rows.end(), [&](const AbsentCudaImages& absent) {
    return absent.version == tag.version && absent.os == tag.os;
  });
  return row == rows.end() ? nullptr : &*row;
}

std::string help_for(const Facts& facts, const ImageReference& base, const CudaTag& tag) {
  std::vector<std::string> ways;
  for (const CudaImage* image : nearest_images(facts, tag))
    ways.push_back(fmt::format("base {}:{}", base.known_as(), image->tag));
  return ways.empty() ? "" : fmt::format("write {}", one_of(ways));
}

/// What is of the kind, where the release itself has nothing any more.
std::string there_are(const Facts& facts, const CudaTag& tag) {
  std::vector<std::string> versions;
  for (const CudaImage* image : of_kind(facts, tag, tag.os)) {
    if (within(image->version, leading(tag.version, 2))) return {};
    insert_version(versions, image->version);
  }
  return versions.empty() ? "" : fmt::format("of this kind there are {}", list_of(versions));
}

/// `ubuntu18.04 and ubuntu20.04`
std::string list(std::string_view cell) {
  std::vector<std::string> all;
  for (const std::string_view word : words(cell)) all.emplace_back(word);
  return list_of(all);
}

/// A repository that is published no more: an error where it never had what is named.
bool check_ended(const Resolving& r, const ImageReference& base, const EndedRepository& row) {
  const CudaTag tag = cuda_tag(r.facts, base.tag);
  if (numbers(tag.version) < 2) return true;
  const bool version = has_word(row.versions, tag.version);
  const bool there = version && (tag.os.empty() || has_word(row.os, tag.os));
  std::string help;
  if (const auto near = nearest_images(r.facts, tag); !near.empty()) {
    const std::string_view os = r.facts.cuda_repository().os;
    help = fmt::format("write `cuda {} {} {}` and `{} {}`", leading(near.front()->version, 2), near.front()->flavour,
                       row.instead, os, near.front()->os.substr(os.size()));
  }
  r.diagnostics.add({.kind = there ? Kind::older_point_release : Kind::no_such_image,
                     .severity = there ? Severity::warning : Severity::error,
                     .message = there ? fmt::format("`{}` is published no more", base.name)
                                      : fmt::format("`{}:{}` is not in the registry", base.name, base.tag),
                     .where = r.model.base->image.where,
                     .here = there ? "" : fmt::format("it had {}", list(version ? row.os : row.versions)),
                     .help = std::move(help)});
  return there;
}

}  // namespace

CudaTag cuda_tag(const Facts& facts, std::string_view tag) {
  const auto images = facts.cuda_images();
  const auto all = tag_words(tag);
  CudaTag cut;
  for (std::size_t i = 0; i < all.size(); ++i) {
    const std::string_view word = all[i];
    const bool flavour =
        std::any_of(images.begin(), images.end(), [&](const CudaImage& image) { return image.flavour == word; });
    if (i == 0 && word.find_first_not_of("0123456789.") == std::string_view::npos)
      cut.version = word;
    else if (flavour)
      cut.flavour = word;
    else if (word.starts_with("cudnn"))
      cut.cudnn = word;
    else if (i + 1 == all.size())
      cut.os = word;
    else
      cut.extra = word;
  }
  return cut;
}

std::vector<const CudaImage*> nearest_images(const Facts& facts, const CudaTag& tag) {
  std::vector<const CudaImage*> ways;
  const auto add = [&](const CudaImage* image) {
    if (image != nullptr && std::find(ways.begin(), ways.end(), image) == ways.end()) ways.push_back(image);
  };
  const std::string_view said = is_listed(facts, tag.os) ? tag.os : std::string_view();
  const auto distributions = distributions_for(facts, tag);
  for (const std::string& os : distributions) {
    const auto images = of_kind(facts, tag, os);
    const auto same = of_minor(images, tag.version);
    if (same.empty()) continue;
    for (const CudaImage* image : same) add(image);
    if (same.front()->cudnn != tag.cudnn) add(with_cudnn(images, tag));
    if (!said.empty() && os != said) add(next_newer(of_kind(facts, tag, said), tag.version));
    return ways;
  }
  for (const std::string& os : distributions) {
    const auto images = of_kind(facts, tag, said.empty() ? said : os);
    if (images.empty()) continue;
    add(next_newer(images, tag.version));
    add(images.back());
    return ways;
  }
  if (tag.flavour.empty()) return ways;
  // there is no such kind at all, as `cudnn-base`
  CudaTag other = tag;
  other.flavour = {};
  return nearest_images(facts, other);
}

bool check_cuda_tag(const Resolving& r, const ImageReference& base) {
  for (const EndedRepository& row : r.facts.ended_repositories()) {
    if (row.image == base.known_as()) return check_ended(r, base, row);
  }
  const std::string_view repository = r.facts.cuda_repository().name;
  // what is named by its content may be there still
  if (base.name != repository || !r.facts.base(base.known_as()) || base.tag.find('@') != std::string::npos) return true;
  const CudaTag tag = cuda_tag(r.facts, base.tag);
  Absence why;
  if (const AbsentCudaImages* row = absent_for(r.facts, tag); row != nullptr) {
    why = {fmt::format("`{}:{}` is not in the registry", base.known_as(), base.tag),
           fmt::format("this CUDA has images for {}", row->has)};
  } else {
    why = absence(r.facts, base, tag);
  }
  if (why.message.empty()) return true;
  if (why.here.empty()) why.here = there_are(r.facts, tag);
  // the tables are those of one registry; the others are said to be kept as it is
  const bool sure = base.known_as() == repository;
  r.diagnostics.add({.kind = Kind::no_such_image,
                     .severity = sure ? Severity::error : Severity::warning,
                     .message = std::move(why.message),
                     .where = r.model.base->image.where,
                     .here = std::move(why.here),
                     .help = help_for(r.facts, base, tag)});
  return !sure;
}

}  // namespace envc
