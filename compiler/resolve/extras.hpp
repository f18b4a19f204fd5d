// Extras of a spec: some ask for another build of the package.
#pragma once

#include "facts/facts.hpp"

#include <set>
#include <string>
#include <string_view>

namespace envc {

/// The extras of a spec, `_` as `-`.
std::set<std::string> extras_of(std::string_view spec);
/// The extra that asks for a build.
std::string as_extra(std::string_view build);

/// The first release that has this extra; empty: none that is known has it.
std::string_view first_with(const Facts&, std::string_view package, std::string_view extra);

/// An extra of the spec that came with a later release than this one; empty: none.
std::string extra_to_come(const Facts&, std::string_view package, std::string_view spec, std::string_view version);

}  // namespace envc
