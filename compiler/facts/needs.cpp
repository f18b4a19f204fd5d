// What packages need beyond their metadata.
#include "facts/facts.hpp"
#include "facts/lookup.hpp"

namespace envc {

namespace tables {
#include "tables/needs.inc"
}  // namespace tables

std::optional<PackageNeeds> Facts::needs(std::string_view manager, std::string_view name) const {
  for (const PackageNeeds& row : facts::rows_with(tables::package_needs, name, &PackageNeeds::name)) {
    if (row.manager == manager || row.manager == "any") return row;
  }
  return std::nullopt;
}

}  // namespace envc
