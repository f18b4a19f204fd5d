// What packages need beyond their metadata.
#include "facts/facts.hpp"
#include "facts/lookup.hpp"

namespace envc {

std::optional<PackageNeeds> Facts::needs(std::string_view manager, std::string_view name) const {
  for (const PackageNeeds& row : facts::rows_with(tables_.package_needs, name, &PackageNeeds::name)) {
    if (row.manager == manager || row.manager == "any") return row;
  }
  return std::nullopt;
}

}  // namespace envc
