#include "resolve/names.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace envc {
namespace {

char canonical(char c) {
  if (c >= 'A' && c <= 'Z') return static_cast<char>(c + 32);
  return c == '_' || c == '.' ? '-' : c;
}

/// Whether pip would take both for one package.
bool same(std::string_view a, std::string_view b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                    [](char x, char y) { return canonical(x) == canonical(y); });
}

/// What is meant by a pip package of this name; empty: itself, or nothing is known.
std::string_view meant(const Facts& facts, std::string_view package) {
  if (package == facts.framework().conda) return facts.framework().pip;
  const auto rows = facts.package_names();
  const auto row = std::find_if(rows.begin(), rows.end(), [&](const PackageNames& names) {
    // an entry in words says more than one name
    return same(names.imported, package) && !same(names.pip, package) &&
           names.pip.find_first_of(" (") == std::string_view::npos;
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

void check_apt_names(const Resolving& r) {
  for (const std::size_t i : r.statements(Manager::apt)) {
    for (const Package& package : r.model.packages[i].packages) {
      const auto renamed = r.facts.apt_renamed(package.name, r.out.os.name, r.out.os.release);
      if (!renamed) continue;
      r.diagnostics.add({.kind = Kind::apt_name_gone,
                         .severity = Severity::warning,
                         .message = fmt::format("{} has no package `{}` any more{}", shown(r.out.os), package.name,
                                                renamed->empty() ? "" : fmt::format(": `{}` is taken", *renamed)),
                         .where = package.where,
                         .help = renamed->empty() ? "leave it out, or name the package source that has it (`apt-repo`)"
                                                  : fmt::format("write `{}`", *renamed)});
    }
  }
}

}  // namespace envc
