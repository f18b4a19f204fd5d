#include "resolve/spec.hpp"

#include "version/match_spec.hpp"
#include "version/requirement.hpp"

#include <fmt/format.h>

#include <utility>

namespace envc {
namespace {

Spec of_pip(std::string_view text) {
  Spec spec;
  auto read = read_requirement(text);
  auto* const requirement = std::get_if<Requirement>(&read);
  if (requirement == nullptr) {
    spec.address = text.find("://") != std::string_view::npos;
    return spec;
  }
  spec.marker = std::move(requirement->marker);
  spec.address = !requirement->url.empty();
  if (!spec.address) spec.range = VersionRange(std::move(requirement->versions));
  return spec;
}

Spec of_conda(std::string_view text) {
  auto read = read_match_spec(text);
  auto* const match = std::get_if<MatchSpec>(&read);
  if (match == nullptr) return {};
  Spec spec;
  spec.range = VersionRange(std::move(match->versions));
  spec.build = std::move(match->build);
  spec.channel = std::move(match->channel);
  return spec;
}

}  // namespace

Spec read_spec(Manager manager, std::string_view spec) {
  if (manager == Manager::pip) return of_pip(spec);
  return manager == Manager::conda ? of_conda(spec) : Spec{};
}

std::string with_version(Manager manager, std::string_view spec, std::string_view version, std::string_view build) {
  if (manager == Manager::pip) {
    const auto read = read_requirement(spec);
    const auto* const requirement = std::get_if<Requirement>(&read);
    if (requirement == nullptr) return std::string(spec);
    return fmt::format("{}=={}{}{}", requirement->head, version, requirement->marker.empty() ? "" : " ; ",
                       requirement->marker);
  }
  const auto read = read_match_spec(spec);
  const auto* const match = std::get_if<MatchSpec>(&read);
  if (match == nullptr || !match->url.empty()) return std::string(spec);
  std::string channel = match->channel;
  if (!match->subdir.empty()) channel += (channel.empty() ? "*/" : "/") + match->subdir;
  return fmt::format("{}{}{}={}{}{}{}", channel, channel.empty() ? "" : "::", match->name, version,
                     build.empty() ? "" : "=", build, match->other.empty() ? "" : "[" + match->other + "]");
}

}  // namespace envc
