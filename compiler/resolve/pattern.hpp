// Patterns with holes, as the tables have them: `cu{cuda}torch{torch}`.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace envc {

/// What stands in the place of a hole.
struct Filled {
  std::string_view hole;  ///< its name: `cuda`
  std::string text;       ///< `118`
  std::size_t at = 0;     ///< where in the text it stands
};

/// How the text fills the pattern's holes: `cuda` with digits, `build` and `abi` with letters, digits and dots, any
/// other with a version. Upper and lower case are one; a hole takes as much as it can. nullopt: it does not match.
std::optional<std::vector<Filled>> fill(std::string_view pattern, std::string_view text);

/// What fills the hole; empty: the pattern has none of this name.
std::string_view in_hole(const std::vector<Filled>&, std::string_view hole);

}  // namespace envc
