// conda: the packages that choose the CUDA of the build, and the channels that have them.
#include "resolve/settle.hpp"
#include "version/version.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace envc {
namespace {

void add_toolkit(const Resolving& r, const FrameworkUse& use, const Build& build, const BuildTarget& target,
                 std::string_view spec) {
  const std::string_view package = spec.substr(0, spec.find('='));
  const std::string why = fmt::format("the build of {}", shown(r, use, build, target));
  r.out.packages[use.first().statement].packages.push_back(
      {.name = std::string(package), .spec = std::string(spec), .why = why, .said = false});
  r.decide(fmt::format("conda {}", package), std::string(spec), why);
}

}  // namespace

void settle_conda(const Resolving& r, const FrameworkUse& use, const Build& build, const BuildTarget& target) {
  const Framework& framework = r.facts.framework();
  if (!use.pin && !target.open) {
    if (build.row != nullptr) {
      for (const std::string_view spec : words(build.row->conda_pin)) add_toolkit(r, use, build, target, spec);
    } else if (!target.cuda.empty() && std::is_gteq(compare_versions(target.cuda, framework.forge_pin_from))) {
      add_toolkit(r, use, build, target, fmt::format("{}={}", framework.forge_pin, target.cuda));
    }
  }
  if (build.row == nullptr || target.open) return;
  // later statements solve the same environment: with other channels the solver could move the framework
  for (const std::size_t i : r.statements(Manager::conda)) {
    if (i < use.first().statement) continue;
    for (const std::string_view channel : words(build.row->conda_channels)) {
      auto& channels = r.out.packages[i].channels;
      if (std::find(channels.begin(), channels.end(), channel) == channels.end()) channels.emplace_back(channel);
    }
  }
  const auto all = words(build.row->conda_channels);
  std::string list;
  for (const std::string_view channel : all) list += (list.empty() ? "" : " ") + std::string(channel);
  r.decide("conda channels", list, fmt::format("they have the build of {}", shown(r, use, build, target)));
}

}  // namespace envc
