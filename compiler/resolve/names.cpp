#include "resolve/names.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace envc {
namespace {

/// The import's name as pip would spell a package of that name.
std::string canonical(std::string_view import) {
  std::string name(import);
  for (char& c : name) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + 32);
    if (c == '_' || c == '.') c = '-';
  }
  return name;
}

/// What is meant by a pip package of this name; empty: itself, or nothing is known.
std::string_view meant(const Facts& facts, std::string_view package) {
  if (package == facts.framework().conda) return facts.framework().pip;
  const auto rows = facts.package_names();
  const auto row = std::find_if(rows.begin(), rows.end(), [&](const PackageNames& names) {
    // an entry in words says more than one name
    return names.pip.find_first_of(" (") == std::string_view::npos && canonical(names.imported) == package &&
           canonical(names.pip) != package;
  });
  return row == rows.end() ? std::string_view{} : row->pip;
}

}  // namespace

void check_names(const Resolving& r) {
  for (const std::size_t i : r.statements(Manager::pip)) {
    for (const Package& package : r.model.packages[i].packages) {
      const std::string_view other = meant(r.facts, package.name);
      if (other.empty() || package.spec.find("://") != std::string::npos) continue;
      r.diagnostics.add(
          {.kind = Kind::import_name,
           .severity = Severity::warning,
           .message = fmt::format("`{}` is not the package that is imported under this name", package.name),
           .where = package.where,
           .help = fmt::format("write `{}`", other)});
    }
  }
}

}  // namespace envc
