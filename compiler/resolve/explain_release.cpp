// No release of a catalogue's package that goes with the rest: what it needs.
#include "resolve/base.hpp"
#include "resolve/explain.hpp"
#include "resolve/extras.hpp"
#include "resolve/release_needs.hpp"
#include "version/version.hpp"

#include <fmt/format.h>

#include <map>
#include <set>

namespace envc {
namespace {

using Of = Saying::Of;

/// What has a part in the conflict, in words of Release::needs.
class Asked {
 public:
  explicit Asked(const Explaining& e) {
    const bool base = e.part(Of::base) != nullptr;
    if (base || e.part(Of::os) != nullptr) {
      const Os& os = e.part(Of::os) != nullptr ? e.r.model.os->value : e.r.out.os;
      const Distribution* const row = distribution_of(e.r.facts, os);
      add("glibc", row == nullptr ? std::string_view() : row->glibc);
      add(e.r.facts.cuda_repository().os, os.name == e.r.facts.cuda_repository().os ? os.release : std::string());
    }
    if (e.part(Of::cuda) != nullptr) {
      for (const std::string_view subject : {"cuda", "nvcc", "cudnn"}) open_.insert(subject);
    } else if (base) {  // of the cuDNN of a base nothing is known
      for (const std::string_view subject : {"cuda", "nvcc"}) add(subject, e.r.out.cuda);
    }
    if (e.part(Of::python) != nullptr || e.part(Of::conda_python) != nullptr) {
      open_.insert("python");
    } else if (base) {
      python_ = leading(python_of_base(e.r.facts, image_reference(e.r.model.base->image.value)), 2);
      add("python", python_);
    }
    if (e.part(Of::framework) != nullptr || e.part(Of::companion) != nullptr || e.part(Of::pin) != nullptr)
      open_.insert(e.r.facts.framework().name);
    for (const std::size_t claim : e.fault.conflict) {
      if (e.c.sayings[claim].of == Of::needed) open_.insert(e.c.sayings[claim].name);
    }
  }

  /// Whether the need may stand in the way of what is said: not, where that meets it.
  [[nodiscard]] bool stands(const Need& need) const {
    if (open_.contains(need.subject)) return true;
    const auto there = there_.find(need.subject);
    if (there == there_.end()) return false;
    const auto range = range_of(need);
    return !range || !range->admits(there->second);
  }
  /// The same of the Pythons that a release is for.
  [[nodiscard]] bool stands(std::string_view pythons) const {
    return open_.contains("python") || (!python_.empty() && !fits_python(pythons, python_));
  }
  /// Two numbers; empty: the base has no part in it, or it does not say them.
  [[nodiscard]] const std::string& python_of_the_base() const { return python_; }

 private:
  /// What is not known stands in nobody's way.
  void add(std::string_view subject, std::string_view version) {
    if (!version.empty()) there_.emplace(subject, version);
  }

  std::set<std::string_view> open_;
  std::map<std::string_view, std::string> there_;
  std::string python_;
};

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
  const Asked asked(e);
  std::vector<std::string> pythons;
  std::vector<std::string> needs;
  for (std::size_t i = 0; i < named.releases.size(); ++i) {
    const Release* const row = named.releases[i].row;
    if (row == nullptr || !restriction->admitted[i]) continue;
    if (asked.stands(row->pythons)) {
      for (const std::string_view python : words(row->pythons)) insert_version(pythons, python);
    }
    std::string all;
    for (const Need& need : needs_of(*row)) {
      if (asked.stands(need))
        all += fmt::format("{}{}{}{}", all.empty() ? "" : " and ", need.subject, need.op, need.version);
    }
    if (!all.empty() && std::find(needs.begin(), needs.end(), all) == needs.end()) needs.push_back(std::move(all));
  }
  if (needs.empty() && !pythons.empty()) {
    d.here = fmt::format("has builds for Python {}", list_of(pythons));
    if (!asked.python_of_the_base().empty())
      d.message =
          fmt::format("{} does not go with the Python {} of {}", shown, asked.python_of_the_base(), list_of(others));
  } else if (!needs.empty()) {
    needs.resize(std::min<std::size_t>(needs.size(), 3));
    d.here = fmt::format("needs {}", fmt::join(needs, ", or "));
  }
  e.label_others(d);
  return d;
}

}  // namespace envc
