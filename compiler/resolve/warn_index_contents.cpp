// Packages that an index does not have.
#include "resolve/warn.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace envc {

void warn_of_index_contents(const Resolving& r) {
  const auto mirrors = r.facts.mirrors();
  for (const SaidPackage& package : said_packages(r)) {
    const PackageStatement& statement = package.statement;
    const bool alone = statement.index_url && statement.extra_index_urls.empty() && statement.find_links.empty();
    if (!alone || package.said.spec.find("://") != std::string::npos) continue;
    const auto index = std::find_if(mirrors.begin(), mirrors.end(), [&](const Mirror& mirror) {
      return statement.index_url->value.starts_with(mirror.prefix);
    });
    if (index == mirrors.end() || !has_word(index->lacks, package.said.name)) continue;
    r.diagnostics.add({.kind = Kind::not_on_index,
                       .severity = Severity::warning,
                       .message = fmt::format("the index that is said has no `{}`", package.said.name),
                       .where = package.said.where,
                       .labels = {{statement.index_url->where, "it stands in for the default index"}},
                       .help = fmt::format("write `{}` in a statement of its own", as_statement(package))});
  }
}

}  // namespace envc
