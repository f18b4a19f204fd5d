// Extras of a spec: some ask for another build of the package.
#pragma once

#include "facts/facts.hpp"

#include <optional>
#include <set>
#include <string>
#include <string_view>

namespace envc {

/// The extras of a spec, `_` as `-`.
std::set<std::string> extras_of(std::string_view spec);
/// The extra that asks for a build.
std::string as_extra(std::string_view build);

/// An extra of the spec that came with a later release than this one.
struct LaterExtra {
  std::string name;
  std::string_view first;  ///< the release that has it first
};
/// nullopt: none that is known did.
std::optional<LaterExtra> later_extra(const Facts&, std::string_view package, std::string_view spec,
                                      std::string_view version);

}  // namespace envc
