// pip: the index that has the build.
#include "resolve/settle.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace envc {
namespace {

/// Whether the statement installs nothing but the framework's family, so that its index can stand alone.
bool family_alone(const Resolving& r, std::size_t statement) {
  const PackageStatement& said = r.model.packages[statement];
  const Framework& framework = r.facts.framework();
  return said.requirement_files.empty() && said.constraint_files.empty() && said.projects.empty() &&
         said.extra_index_urls.empty() && said.find_links.empty() &&
         std::all_of(r.out.packages[statement].packages.begin(), r.out.packages[statement].packages.end(),
                     [&](const ResolvedPackage& package) {
                       return package.name == framework.pip || has_word(framework.companions, package.name);
                     });
}

}  // namespace

void settle_pip(const Resolving& r, const FrameworkUse& use, const Build& build, const BuildTarget& target) {
  const std::string subject = "pip index";
  if (use.pin) {
    const bool index = use.pin->text.find("://") != std::string::npos;
    if (index) r.decide(subject, use.pin->text, std::string(as_said));
    if (index || !use.pin->known) return;
  }
  if (target.open) return;
  const FrameworkBuild& row = *build.row;
  if (row.pip_index.empty()) {
    r.decide(subject, "the default", fmt::format("it has the build of {}", shown(r, use, build, target)));
    return;
  }
  const std::string url(row.pip_index);
  std::vector<std::size_t> statements;
  for (const FrameworkUse::Mention& mention : use.mentions) {
    if (std::find(statements.begin(), statements.end(), mention.statement) == statements.end())
      statements.push_back(mention.statement);
  }
  for (const std::size_t statement : statements) {
    ResolvedPackages& out = r.out.packages[statement];
    if (row.pip_flag == "-f") {
      out.find_links.push_back(url);
    } else if (row.pip_flag == "--index-url" && family_alone(r, statement)) {
      out.index_url = url;
    } else {
      // beside the default index: the local version of the wheels there sorts before the same version without one
      out.extra_index_urls.push_back(url);
    }
  }
  r.decide(subject, url, fmt::format("it has the build of {}", shown(r, use, build, target)));
}

}  // namespace envc
