// Where wheels of the framework's builds are: an address is of the build that one segment of its path is called after.
#pragma once

#include "facts/facts.hpp"
#include "resolve/resolution.hpp"

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace envc {

/// `cu113` in `https://download.pytorch.org/whl/cu113/torch_stable.html`.
struct NamedBuild {
  std::string cuda;        ///< `11.3`; empty: the CPU
  std::size_t at = 0;      ///< where in the address the name stands
  std::size_t length = 0;  ///< of the name
};

/// nullopt: no segment of the path is a build's name.
std::optional<NamedBuild> build_of_address(const Facts&, std::string_view url);

/// The row of a build with this name; nullptr: none.
const FrameworkBuild* build_called(const Facts&, std::string_view build);
/// The same of the build that an address is of.
const FrameworkBuild* row_of_address(const Facts&, std::string_view url);

/// The project's own source of wheels that the address belongs to; nullptr: another one.
const Mirror* mirror_of(const Facts&, std::string_view url);

/// All addresses at which pip looks for the statement's packages, as they are said: --index-url first.
std::vector<Said<std::string>> index_addresses(const PackageStatement&);

/// The one build that all indexes of the statement are of, so that any of them has the same wheels; empty: they are of
/// several, or one is an address that the tables do not know (facts: mirrors), or there are none.
std::string build_of_indexes(const Facts&, const ResolvedPackages&);

}  // namespace envc
