// pip: the index that has the build.
#include "resolve/settle.hpp"

#include "resolve/release_needs.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace envc {
namespace {

void add_once(std::vector<std::string>& list, const std::string& url) {
  if (std::find(list.begin(), list.end(), url) == list.end()) list.push_back(url);
}

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
  if (target.open || (use.pin && use.pin->index)) return;
  const std::string subject = "pip index";
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
      add_once(out.find_links, url);
    } else if (row.pip_flag == "--index-url" && family_alone(r, statement)) {
      out.index_url = url;
    } else {
      // beside the default index: the local version of the wheels there sorts before the same version without one
      add_once(out.extra_index_urls, url);
    }
  }
  r.decide(subject, url, fmt::format("it has the build of {}", shown(r, use, build, target)));
}

void settle_index(const Resolving& r, const NamedPackage& named, const PossibleRelease& chosen,
                  bool framework_settled) {
  const PackageStatement& said = r.model.packages[named.statement];
  if (said.manager != Manager::pip || chosen.row == nullptr || chosen.row->index.empty()) return;
  // who says where wheels are is left to it; beside hashes nothing can be added
  if (said.index_url || !said.find_links.empty() || said.listed.hashed) return;
  if (!framework_settled && needs(*chosen.row, r.facts.framework().name)) return;
  ResolvedPackages& out = r.out.packages[named.statement];
  const std::string url(chosen.row->index);
  if (chosen.row->flag == "-f") {
    add_once(out.find_links, url);
  } else if (out.index_url != url) {
    add_once(out.extra_index_urls, url);  // beside the default index, as other packages come from there
  }
  r.decide(fmt::format("pip index of {}", out.packages[named.index].name), url, "it has wheels that go with the rest");
}

}  // namespace envc
