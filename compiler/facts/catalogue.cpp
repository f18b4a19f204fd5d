// The catalogue, looked up.
#include "facts/catalogue.hpp"

#include "facts/facts.hpp"
#include "facts/lookup.hpp"
#include "facts/words.hpp"

namespace envc {

std::vector<Need> needs_of(const Release& release) {
  std::vector<Need> needs;
  for (const std::string_view word : words(release.needs)) {
    const std::size_t op = word.find_first_of("=!<>");
    const std::size_t version = word.find_first_not_of("=!<>", op);
    needs.push_back({word.substr(0, op), word.substr(op, version - op), word.substr(version)});
  }
  return needs;
}

std::span<const CataloguePackage> Facts::catalogue() const {
  return tables_.catalogue_packages;
}

const CataloguePackage* Facts::catalogued(std::string_view manager, std::string_view name) const {
  const auto of = manager == "conda" ? &CataloguePackage::conda : &CataloguePackage::pip;
  for (const CataloguePackage& package : catalogue()) {
    if (!name.empty() && package.*of == name) return &package;
  }
  return nullptr;
}

std::span<const Release> Facts::releases(std::string_view package) const {
  return facts::rows_with(tables_.catalogue_releases, package, &Release::package);
}

}  // namespace envc
