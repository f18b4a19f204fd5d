#include "resolve/release_needs.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace envc {

bool needs(const Release& release, std::string_view subject) {
  const auto all = needs_of(release);
  return std::any_of(all.begin(), all.end(), [&](const Need& need) { return need.subject == subject; });
}

std::optional<VersionRange> range_of(const Need& need) {
  return VersionRange::of_pip(fmt::format("{}{}", need.op, need.version));
}

ReleaseNeeds::ReleaseNeeds(const std::vector<PossibleRelease>& releases) : read_(releases.size()) {
  for (const PossibleRelease& release : releases) rows_.push_back(release.row);
}

bool ReleaseNeeds::admit(std::size_t release, std::string_view subject, std::string_view version) {
  const auto& all = of(release);
  return version.empty() || std::all_of(all.begin(), all.end(), [&](const One& need) {
           return need.subject != subject || need.range.admits(version);
         });
}

bool ReleaseNeeds::ask_for(std::size_t release, std::string_view subject) {
  const auto& all = of(release);
  return std::any_of(all.begin(), all.end(), [&](const One& need) { return need.subject == subject; });
}

const std::vector<ReleaseNeeds::One>& ReleaseNeeds::of(std::size_t release) {
  if (!read_[release]) {
    read_[release].emplace();
    if (rows_[release] != nullptr) {
      for (const Need& need : needs_of(*rows_[release])) {
        auto range = range_of(need);
        if (range) read_[release]->push_back({need.subject, *std::move(range)});
      }
    }
  }
  return *read_[release];
}

}  // namespace envc
