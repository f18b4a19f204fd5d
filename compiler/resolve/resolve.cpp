#include "resolve/resolve.hpp"

#include "resolve/addresses.hpp"
#include "resolve/choose.hpp"
#include "resolve/compilation.hpp"
#include "resolve/conda.hpp"
#include "resolve/framework.hpp"
#include "resolve/interpreter.hpp"
#include "resolve/listed.hpp"
#include "resolve/names.hpp"
#include "resolve/settle.hpp"
#include "resolve/system_libraries.hpp"
#include "resolve/warn.hpp"

#include <algorithm>
#include <tuple>

namespace envc {
namespace {

std::vector<std::string> texts(const std::vector<Said<std::string>>& said) {
  std::vector<std::string> all;
  for (const auto& one : said) all.push_back(one.value);
  return all;
}

/// The statement as it stands, before anything is decided; `packages`: those of its files, too.
ResolvedPackages as_it_stands(const PackageStatement& statement, const std::vector<Package>& packages) {
  ResolvedPackages out;
  for (const Package& package : packages) {
    out.packages.push_back({.name = package.name, .spec = package.spec, .where = package.where, .file = package.file});
  }
  out.channels = texts(statement.channels);
  if (statement.index_url) out.index_url = statement.index_url->value;
  out.extra_index_urls = texts(statement.extra_index_urls);
  out.find_links = texts(statement.find_links);
  return out;
}

}  // namespace

Resolution resolve(const Model& model, const Facts& facts, const Kept& kept, Diagnostics& diagnostics) {
  Resolution out;
  const Widened widened = widen(model, facts);
  for (std::size_t i = 0; i < model.packages.size(); ++i)
    out.packages.push_back(as_it_stands(model.packages[i], widened.model.packages[i].packages));
  for (const auto& arch : model.arch) out.arch.push_back(arch.value);

  const Resolving r{widened.model, facts, kept, diagnostics, out};
  const FrameworkUse framework = find_framework(r);
  check_names(r);
  mark_compiled(r, framework);
  choose(r, framework);
  settle_other_guards(r);
  choose_installers(r);
  complete_conda(r);
  add_system_libraries(r);
  if (!out.base_image.empty()) warn(r);
  narrow(model, widened, out);
  for (const std::size_t i : r.statements(Manager::pip))
    out.packages[i].index_build = build_of_indexes(facts, out.packages[i]);
  std::sort(out.decisions.begin(), out.decisions.end(), [](const Decision& a, const Decision& b) {
    return std::tie(a.subject, a.value, a.reason) < std::tie(b.subject, b.value, b.reason);
  });
  return out;
}

}  // namespace envc
