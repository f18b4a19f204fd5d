#include "resolve/resolve.hpp"

#include "resolve/builds.hpp"
#include "resolve/compilation.hpp"
#include "resolve/conda.hpp"
#include "resolve/framework.hpp"
#include "resolve/hardware.hpp"
#include "resolve/image.hpp"
#include "resolve/interpreter.hpp"
#include "resolve/names.hpp"
#include "resolve/settle.hpp"
#include "resolve/system_libraries.hpp"

#include <algorithm>
#include <tuple>

namespace envc {
namespace {

std::vector<std::string> texts(const std::vector<Said<std::string>>& said) {
  std::vector<std::string> all;
  for (const auto& one : said) all.push_back(one.value);
  return all;
}

/// The statement as it stands, before anything is decided.
ResolvedPackages as_it_stands(const PackageStatement& statement) {
  ResolvedPackages out;
  for (const Package& package : statement.packages) {
    out.packages.push_back({.name = package.name, .spec = package.spec, .why = {}, .where = package.where});
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
  for (const PackageStatement& statement : model.packages) out.packages.push_back(as_it_stands(statement));
  for (const auto& arch : model.arch) out.arch.push_back(arch.value);

  const Resolving r{model, facts, kept, diagnostics, out};
  const FrameworkUse framework = find_framework(r);
  check_names(r);
  mark_compiled(r, framework);
  const bool image = resolve_image(r, framework);
  if (image) {
    check_apt_names(r);
    check_hardware(r);
  }
  const std::vector<PossibleInterpreter> interpreters = possible_interpreters(r);
  std::size_t interpreter = 0;
  if (image && framework.present()) {
    check_pin(r, framework);
    if (const auto chosen = choose_build(r, framework, interpreters)) {
      interpreter = chosen->interpreter;
      settle_build(r, framework, chosen->build);
    }
  }
  settle_interpreter(r, interpreters[interpreter]);
  choose_installers(r);
  complete_conda(r);
  add_system_libraries(r);
  std::sort(out.decisions.begin(), out.decisions.end(), [](const Decision& a, const Decision& b) {
    return std::tie(a.subject, a.value, a.reason) < std::tie(b.subject, b.value, b.reason);
  });
  return out;
}

}  // namespace envc
