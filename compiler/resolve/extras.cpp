#include "resolve/extras.hpp"

#include "version/version.hpp"

#include <algorithm>

namespace envc {
namespace {

/// The first release that has this extra; empty: none that is known has it.
std::string_view first_with(const Facts& facts, std::string_view package, std::string_view extra) {
  std::string_view first;
  for (const Release& release : facts.releases(package)) {
    const bool has = !release.absent && !release.version.empty() && as_extra(release.build) == extra;
    if (has && (first.empty() || std::is_lt(compare_versions(release.version, first)))) first = release.version;
  }
  return first;
}

}  // namespace

std::set<std::string> extras_of(std::string_view spec) {
  std::set<std::string> extras;
  const auto open = spec.find('[');
  const auto close = spec.find(']', std::min(open, spec.size()));
  if (open == std::string_view::npos || close == std::string_view::npos) return extras;
  std::string one;
  for (const char c : std::string(spec.substr(open + 1, close - open - 1)) + ",") {
    if (c == ',') {
      extras.insert(std::move(one));
      one.clear();
    } else if (c != ' ') {
      one += c == '_' ? '-' : c;
    }
  }
  return extras;
}

std::string as_extra(std::string_view build) {
  std::string extra(build);
  std::replace(extra.begin(), extra.end(), '_', '-');
  return extra;
}

std::optional<LaterExtra> later_extra(const Facts& facts, std::string_view package, std::string_view spec,
                                      std::string_view version) {
  for (const std::string& extra : extras_of(spec)) {
    const std::string_view first = first_with(facts, package, extra);
    if (!first.empty() && std::is_lt(compare_versions(version, first))) return LaterExtra{extra, first};
  }
  return std::nullopt;
}

}  // namespace envc
