#include "resolve/explain.hpp"

#include "resolve/wheels.hpp"
#include "text/nearest.hpp"

#include <fmt/format.h>

namespace envc {
namespace {

using Of = Saying::Of;

/// Two places ask for different interpreters.
Diagnostic explain_two_pythons(const Explaining& e) {
  const Saying& conda = *e.part(Of::conda_python);
  const Saying& python = *e.part(Of::python);
  return {.kind = Kind::python_mismatch,
          .message = fmt::format("`{}` and `{}` ask for different interpreters", python.text, conda.text),
          .where = conda.where,
          .labels = {{python.where, "asked for here first"}}};
}

/// The distribution does not have the version that is asked of it.
Diagnostic explain_python_of_distribution(const Explaining& e) {
  const Saying& python = *e.part(Of::python);
  Diagnostic d{.kind = Kind::python_mismatch, .message = {}, .where = python.where};
  const Os& os = e.r.model.os ? e.r.model.os->value : e.r.out.os;
  const Distribution* const row = distribution_of(e.r.facts, os);
  const std::string has = row == nullptr || row->python.empty() ? std::string("no Python that is known of")
                                                                : fmt::format("Python {}", row->python);
  std::string who = "no distribution that is known has it";
  if (e.part(Of::cuda) != nullptr)
    who = fmt::format("no distribution with an image of CUDA {} has it", e.r.model.cuda->version.value);
  if (e.part(Of::os) != nullptr) who = fmt::format("{} has {}", shown(os), has);
  if (e.part(Of::base) != nullptr) who = fmt::format("the base image has {}", has);
  d.message = fmt::format("`{}`, but {}", python.text, who);
  e.label_others(d);
  return d;
}

/// More than two, or what has no words of its own: the claims as they stand, the caret at the most specific one.
Diagnostic explain_in_general(const Explaining& e) {
  std::vector<std::string> all;
  for (const std::size_t claim : e.fault.conflict) all.push_back(fmt::format("`{}`", e.c.sayings[claim].text));
  Diagnostic d{.kind = Kind::cannot_hold_together,
               .message = all.size() == 1 ? fmt::format("{} cannot be had", all[0])
                                          : fmt::format("{} cannot hold together", list_of(all)),
               .where = e.c.sayings[e.fault.conflict.back()].where};
  e.label_others(d);
  return d;
}

Diagnostic explain(const Explaining& e) {
  const bool build = e.part(Of::framework) != nullptr || e.part(Of::companion) != nullptr ||
                     e.part(Of::pin) != nullptr || e.part(Of::guarded) != nullptr;
  const bool python = e.part(Of::python) != nullptr;
  if (e.part(Of::wheel) != nullptr) return explain_wheel(e);
  if (e.part(Of::release) != nullptr) return explain_release(e);
  if (build) return explain_build(e);
  if (python && e.part(Of::conda_python) != nullptr) return explain_two_pythons(e);
  if (python) return explain_python_of_distribution(e);
  if (e.part(Of::cuda) != nullptr) return explain_image(e);
  return explain_in_general(e);
}

/// The problem without what is only wished, so that nothing of it is called a fault.
Problem without_wishes(const Choosing& c) {
  Problem problem = c.problem;
  for (std::size_t i = 0; i < problem.claims.size(); ++i) {
    if (c.wishes[i]) problem.claims[i] = {};
  }
  return problem;
}

}  // namespace

const Saying* Explaining::part(Saying::Of of) const {
  const auto found = std::find_if(fault.conflict.begin(), fault.conflict.end(),
                                  [&](std::size_t claim) { return c.sayings[claim].of == of; });
  return found == fault.conflict.end() ? nullptr : &c.sayings[*found];
}

void Explaining::label_others(Diagnostic& d) const {
  for (const std::size_t claim : fault.conflict) {
    const Saying& saying = c.sayings[claim];
    // without a pin that it does not excuse, it has no part in the fault
    if (saying.of == Of::compiled && d.kind != Kind::cuda_differs && part(Of::pin) == nullptr) continue;
    if (saying.where != d.where && saying.where) d.labels.push_back({saying.where, saying.label});
  }
}

void report_faults(const Resolving& r, const FrameworkUse& use, const Choosing& c) {
  Solver solver(without_wishes(c));
  const std::vector<Fault> all = faults(solver);
  const auto mended = repairs(solver, all);
  for (std::size_t i = 0; i < all.size(); ++i) {
    Explaining e{r, use, c, all[i], {}};
    for (const auto& [claim, alternative] : mended[i]) e.ways.push_back(c.sayings[claim].alternatives[alternative]);
    Diagnostic d = explain(e);
    if (all[i].conflict.size() > 2 && d.kind == Kind::no_such_build) d.kind = Kind::cannot_hold_together;
    // of a wheel also what is not said: another one
    if (!e.ways.empty() && d.kind != Kind::wheel_does_not_fit) d.help = fmt::format("write {}", one_of(e.ways));
    r.diagnostics.add(std::move(d));
  }
}

}  // namespace envc
