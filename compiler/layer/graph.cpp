#include "layer/graph.hpp"

#include "layer/apt.hpp"
#include "layer/conda.hpp"
#include "layer/cost.hpp"
#include "layer/draft.hpp"
#include "layer/environment.hpp"
#include "layer/foundation.hpp"
#include "layer/pip.hpp"
#include "layer/said_order.hpp"
#include "layer/steps.hpp"
#include "text/presume.hpp"

namespace envc {

Graph build_graph(const Model& model, const Resolution& resolution, const Facts& facts, const IncludedFiles& included,
                  Diagnostics& diagnostics) {
  presume(model.packages.size() == resolution.packages.size(), "the resolution is of another model");
  Draft draft(model, resolution, facts, included, diagnostics);
  const std::vector<AptGroup> apt = apt_groups(draft);
  const std::vector<PipGroup> pip = pip_groups(draft);

  add_base(draft);
  add_setup(draft, !apt.empty());
  add_apt(draft, apt);
  add_interpreter(draft);
  add_conda(draft);
  add_pip(draft, pip);
  add_steps(draft);
  add_environment(draft);
  add_place_in_the_world(draft);

  // What is said goes first, then what the meaning demands; defaults give way to both.
  require_what_is_said(draft);
  relate_foundation(draft);
  relate_conda(draft);
  relate_pip(draft, pip);
  relate_environment(draft);
  relate_steps(draft);
  refuse_cycles(draft);
  order_removals(draft, draft.apt);
  relate_pip_by_default(draft, pip);
  relate_environment_by_default(draft);
  relate_steps_by_default(draft);

  close(draft);
  estimate(draft);
  return std::move(draft).finish();
}

}  // namespace envc
