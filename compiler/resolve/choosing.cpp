#include "resolve/choosing.hpp"

#include "version/version.hpp"

namespace envc {
namespace {

bool older(std::string_view a, std::string_view b) {
  return std::is_lt(compare_versions(a, b));
}

}  // namespace

void insert_version(std::vector<std::string>& sorted, std::string_view version) {
  const auto place = std::lower_bound(sorted.begin(), sorted.end(), version, older);
  if (place == sorted.end() || older(version, *place)) sorted.insert(place, std::string(version));
}

std::vector<std::pair<std::string, int>> by_nearness(const std::vector<std::string>& sorted, std::string_view said) {
  auto before = std::lower_bound(sorted.begin(), sorted.end(), said, older);
  auto after = std::upper_bound(sorted.begin(), sorted.end(), said, older);
  std::vector<std::pair<std::string, int>> all;
  while (before != sorted.begin() || after != sorted.end()) {
    if (after != sorted.end()) all.emplace_back(*after++, 1);
    if (before != sorted.begin()) all.emplace_back(*--before, -1);
  }
  return all;
}

}  // namespace envc
