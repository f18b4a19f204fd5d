// No release of a catalogue's package that goes with the rest: what it needs.
#include "resolve/explain.hpp"
#include "resolve/extras.hpp"
#include "version/version.hpp"

#include <fmt/format.h>

#include <set>

namespace envc {
namespace {

using Of = Saying::Of;

/// What releases need of the claims of the conflict: words of Release::needs.
std::set<std::string_view> subjects(const Explaining& e) {
  std::set<std::string_view> all;
  const bool base = e.part(Of::base) != nullptr;
  if (base || e.part(Of::os) != nullptr) all.insert({"glibc", e.r.facts.cuda_repository().os});
  if (base || e.part(Of::cuda) != nullptr) all.insert({"cuda", "nvcc", "cudnn"});
  if (base || e.part(Of::python) != nullptr || e.part(Of::conda_python) != nullptr) all.insert("python");
  if (e.part(Of::framework) != nullptr || e.part(Of::companion) != nullptr || e.part(Of::pin) != nullptr)
    all.insert(e.r.facts.framework().name);
  for (const std::size_t claim : e.fault.conflict) {
    if (e.c.sayings[claim].of == Of::needed) all.insert(e.c.sayings[claim].name);
  }
  return all;
}

}  // namespace

Diagnostic explain_release(const Explaining& e) {
  const Saying& saying = *e.part(Of::release);
  const NamedPackage& named = *std::find_if(e.c.packages.begin(), e.c.packages.end(),
                                            [&](const auto& one) { return one.variable == saying.variable; });
  const Restriction* restriction = nullptr;
  std::vector<std::string> others;
  for (const std::size_t claim : e.fault.conflict) {
    if (&e.c.sayings[claim] == &saying)
      restriction = &e.c.problem.claims[claim].restrictions.front();
    else if (e.c.sayings[claim].of != Of::compiled ||
             (e.part(Of::pin) != nullptr && e.c.sayings[claim].where != saying.where))
      others.push_back(fmt::format("`{}`", e.c.sayings[claim].text));
  }
  const Package& package = e.r.model.packages[named.statement].packages[named.index];
  const auto version = read_spec(e.r.model.packages[named.statement].manager, package.spec).range->named();
  const std::string shown = version ? fmt::format("{} {}", package.name, *version) : package.name;
  Diagnostic d{.kind = Kind::cannot_hold_together, .message = {}, .where = saying.where};
  const auto later =
      version && others.empty() ? later_extra(e.r.facts, named.package->name, package.spec, *version) : std::nullopt;
  if (later) {
    d.kind = Kind::no_such_extra;
    d.message = fmt::format("`{}` {} has no extra `{}`", package.name, *version, later->name);
    d.here = fmt::format("{} is the first that has it", later->first);
    return d;
  }
  d.message = others.empty() ? fmt::format("there is no `{}`", package.spec)
                             : fmt::format("{} does not go with {}", shown, list_of(others));
  const auto asked = subjects(e);
  std::vector<std::string> pythons;
  std::vector<std::string> needs;
  for (std::size_t i = 0; i < named.releases.size(); ++i) {
    const Release* const row = named.releases[i].row;
    if (row == nullptr || !restriction->admitted[i]) continue;
    if (asked.contains("python")) {
      for (const std::string_view python : words(row->pythons)) insert_version(pythons, python);
    }
    std::string all;
    for (const Need& need : needs_of(*row)) {
      if (asked.contains(need.subject))
        all += fmt::format("{}{}{}{}", all.empty() ? "" : " and ", need.subject, need.op, need.version);
    }
    if (!all.empty() && std::find(needs.begin(), needs.end(), all) == needs.end()) needs.push_back(std::move(all));
  }
  if (needs.empty() && !pythons.empty()) {
    d.here = fmt::format("has builds for Python {}", list_of(pythons));
  } else if (!needs.empty()) {
    needs.resize(std::min<std::size_t>(needs.size(), 3));
    d.here = fmt::format("needs {}", fmt::join(needs, ", or "));
  }
  e.label_others(d);
  return d;
}

}  // namespace envc
