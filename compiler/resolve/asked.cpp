#include "resolve/asked.hpp"

#include "resolve/addresses.hpp"

#include "version/version.hpp"

#include <fmt/format.h>

namespace envc {

std::string asked_for(const Resolving& r, const InstalledFramework& framework, const Build& build) {
  const SaidPackage& package = framework.package;
  const Framework& facts = r.facts.framework();
  const std::string release = with_version(package.manager, package.said.name, build.version);
  const bool same = build.version == framework.version;
  if (r.model.cuda) return fmt::format("`cuda {}`{}", build.cuda, same ? "" : fmt::format(" and `{}`", release));
  if (build.forge != nullptr) return fmt::format("`{}` and `{}={}`", release, facts.forge_pin, build.cuda);
  if (package.manager == Manager::conda)
    return fmt::format("`{}`{}", build.row->conda_pin, same ? "" : fmt::format(" and `{}`", release));
  const FrameworkBuild& row = *build.row;
  // where a local version says the build, another one does; an index beside it has to go with it
  const Spec spec = read_spec(Manager::pip, package.said.spec);
  const auto version = spec.range ? spec.range->named() : std::nullopt;
  const bool local = version && !local_version(*version).empty();
  const bool indexed = !index_addresses(package.statement).empty();
  const std::string index =
      row.pip_index.empty() || (local && !indexed) ? std::string() : fmt::format("{} {}", row.pip_flag, row.pip_index);
  if (local) return fmt::format("`{}+{}{}{}`", release, row.build, index.empty() ? "" : " ", index);
  if (row.pip_index.empty() || !row.pip_suffix.empty()) return fmt::format("`{}{}`", release, row.pip_suffix);
  return fmt::format("`{}{}`", same ? "" : release + " ", index);
}

}  // namespace envc
