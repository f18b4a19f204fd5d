#include "resolve/conda.hpp"

#include "resolve/spec.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace envc {
namespace {

ResolvedPackage* find(const Resolving& r, std::string_view package) {
  for (const std::size_t i : r.statements(Manager::conda)) {
    for (ResolvedPackage& one : r.out.packages[i].packages) {
      if (one.name == package) return &one;
    }
  }
  return nullptr;
}

void add_interpreter(const Resolving& r, ResolvedPackages& first) {
  const std::string& version = r.out.python.version;
  const std::string_view package = r.facts.defaults().interpreter;
  if (version.empty()) return;
  const std::string why =
      r.model.python ? fmt::format("`python {}` asks for it", version) : "the interpreter of everything";
  ResolvedPackage* const said = find(r, package);
  if (said == nullptr) {
    first.packages.push_back({.name = std::string(package),
                              .spec = fmt::format("{}={}", package, version),
                              .why = why,
                              .where = r.model.python ? r.model.python->version.where : Span{},
                              .said = false});
    return;
  }
  const Spec spec = read_spec(Manager::conda, said->spec);
  if (!spec.range || spec.range->named()) return;
  said->spec = with_version(Manager::conda, said->spec, version);
  said->why = why;
}

}  // namespace

void complete_conda(const Resolving& r) {
  const auto statements = r.statements(Manager::conda);
  if (statements.empty()) return;
  ResolvedPackages& first = r.out.packages[statements.front()];
  add_interpreter(r, first);
  const std::string_view installer = r.facts.defaults().installer;
  if (!r.statements(Manager::pip).empty() && find(r, installer) == nullptr) {
    first.packages.push_back({.name = std::string(installer),
                              .spec = std::string(installer),
                              .why = fmt::format("the `{}` statements install with it", name(Manager::pip)),
                              .said = false});
  }
  const std::string_view common = r.facts.defaults().channel;
  for (const std::size_t i : statements) {
    auto& channels = r.out.packages[i].channels;
    if (std::find(channels.begin(), channels.end(), common) == channels.end()) channels.emplace_back(common);
  }
}

}  // namespace envc
