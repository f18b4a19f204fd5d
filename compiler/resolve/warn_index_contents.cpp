// Packages that an index does not have.
#include "resolve/addresses.hpp"
#include "resolve/warn.hpp"

#include <fmt/format.h>

namespace envc {

void warn_of_index_contents(const Resolving& r) {
  for (const SaidPackage& package : said_packages(r)) {
    const PackageStatement& statement = package.statement;
    const bool alone = statement.index_url && statement.extra_index_urls.empty() && statement.find_links.empty();
    if (!alone || package.said.spec.find("://") != std::string::npos) continue;
    const Mirror* const index = mirror_of(r.facts, statement.index_url->value);
    if (index == nullptr || !has_word(index->lacks, package.said.name)) continue;
    r.diagnostics.add({.kind = Kind::not_on_index,
                       .severity = Severity::warning,
                       .message = fmt::format("the index that is said has no `{}`", package.said.name),
                       .where = package.said.where,
                       .labels = {{statement.index_url->where, "it stands in for the default index"}},
                       .help = fmt::format("write `{}` in a statement of its own", as_statement(package))});
  }
}

}  // namespace envc
