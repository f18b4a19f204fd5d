#include "resolve/addresses.hpp"

#include "resolve/framework.hpp"

#include <algorithm>

namespace envc {
namespace {

/// What `of` says of the first segment of a path of which it says something.
template<typename Of>
auto first_segment(std::string_view url, Of of) -> decltype(of(url, std::size_t{})) {
  for (std::size_t at = 0; at < url.size();) {
    const std::size_t end = std::min(url.find_first_of("/?#", at), url.size());
    if (auto found = of(url.substr(at, end - at), at)) return found;
    at = end + 1;
  }
  return {};
}

}  // namespace

std::optional<NamedBuild> build_of_address(const Facts& facts, std::string_view url) {
  return first_segment(url, [&](std::string_view segment, std::size_t at) -> std::optional<NamedBuild> {
    const auto cuda = cuda_of_build(facts, segment);
    if (!cuda) return std::nullopt;
    return NamedBuild{*cuda, at, segment.size()};
  });
}

const FrameworkBuild* build_called(const Facts& facts, std::string_view build) {
  const auto rows = facts.framework_builds();
  const auto row = std::find_if(rows.begin(), rows.end(), [&](const FrameworkBuild& b) { return b.build == build; });
  return row == rows.end() ? nullptr : &*row;
}

const FrameworkBuild* row_of_address(const Facts& facts, std::string_view url) {
  return first_segment(url, [&](std::string_view segment, std::size_t) { return build_called(facts, segment); });
}

const Mirror* mirror_of(const Facts& facts, std::string_view url) {
  const auto mirrors = facts.mirrors();
  const auto mirror =
      std::find_if(mirrors.begin(), mirrors.end(), [&](const Mirror& one) { return url.starts_with(one.prefix); });
  return mirror == mirrors.end() ? nullptr : &*mirror;
}

std::vector<Said<std::string>> index_addresses(const PackageStatement& statement) {
  std::vector<Said<std::string>> all;
  if (statement.index_url) all.push_back(*statement.index_url);
  all.insert(all.end(), statement.extra_index_urls.begin(), statement.extra_index_urls.end());
  all.insert(all.end(), statement.find_links.begin(), statement.find_links.end());
  return all;
}

std::string build_of_indexes(const Facts& facts, const ResolvedPackages& packages) {
  std::string build;
  const auto is_of_it = [&](const std::string& url) {
    // wheels of one build have one content at the project itself
    const FrameworkBuild* row = mirror_of(facts, url) != nullptr ? row_of_address(facts, url) : nullptr;
    if (row == nullptr || (!build.empty() && row->build != build)) return false;
    build = row->build;
    return true;
  };
  const auto all = [&](const std::vector<std::string>& urls) {
    return std::all_of(urls.begin(), urls.end(), is_of_it);
  };
  const bool one = (packages.index_url.empty() || is_of_it(packages.index_url)) && all(packages.extra_index_urls) &&
                   all(packages.find_links);
  return one ? build : std::string();
}

}  // namespace envc
