#include "resolve/choose.hpp"

#include "resolve/builds.hpp"
#include "resolve/explain.hpp"
#include "resolve/image.hpp"
#include "resolve/interpreter.hpp"
#include "resolve/names.hpp"
#include "resolve/needed.hpp"
#include "resolve/releases.hpp"
#include "resolve/settle.hpp"
#include "resolve/wheels.hpp"

namespace envc {
namespace {

/// The best choice under all that is law and as much of what is wished, in its order, as can hold with it.
std::optional<Choice> best(Solver& solver, const Choosing& c) {
  if (auto choice = solver.solve(solver.all())) return choice;
  Claims claims = solver.all();
  for (std::size_t i = 0; i < claims.size(); ++i) claims[i] = !c.wishes[i];
  auto choice = solver.solve(claims);
  for (std::size_t i = 0; choice && i < claims.size(); ++i) {
    if (claims[i]) continue;
    claims[i] = true;
    if (auto better = solver.solve(claims)) {
      choice = std::move(better);
    } else {
      claims[i] = false;
    }
  }
  return choice;
}

void settle(const Resolving& r, const FrameworkUse& use, const Choosing& c, const Choice& choice) {
  const PossibleImage& image = c.images[choice[Choosing::image]];
  const BuildTarget target = target_of(use, image);
  const bool framework = !c.builds.empty() && choice[Choosing::build] < c.builds.size();
  if (framework) settle_build(r, use, c.builds[choice[Choosing::build]], target);
  for (const NamedPackage& package : c.packages) {
    const std::size_t release = choice[package.variable];
    if (release >= package.releases.size()) continue;
    settle_release(r, package, package.releases[release]);
    settle_index(r, package, package.releases[release], framework && !target.open);
    settle_needed(r, c, package, package.releases[release]);
  }
  settle_interpreter(r, c.interpreters[choice[Choosing::interpreter]]);
}

}  // namespace

void choose(const Resolving& r, const FrameworkUse& use) {
  Choosing c;
  const std::size_t faulty = r.diagnostics.errors();
  add_images(r, use, c);
  const bool image_known = r.diagnostics.errors() == faulty;
  add_interpreters(r, c);
  add_builds(r, use, c);
  add_releases(r, use, c);
  claim_needed(r, c);
  claim_wheels(r, use, c);
  Solver solver(c.problem);
  const auto choice = best(solver, c);
  if (!choice) {
    report_faults(r, use, c);
    return;
  }
  if (image_known) {
    settle_image(r, use, c.images[(*choice)[Choosing::image]]);
    check_apt_names(r);
    check_pin(r, use);
  }
  settle(r, use, c, *choice);
}

}  // namespace envc
