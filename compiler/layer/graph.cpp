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

namespace {

/// The graph on these built layers, and how many of them stand.
struct Attempt {
  Graph graph;
  std::vector<LayerId> built;
};

Attempt attempt(const Model& model, const Resolution& resolution, const Facts& facts, const IncludedFiles& included,
                const Built& built, const Learned& learned, Diagnostics& diagnostics) {
  Draft draft(model, resolution, facts, included, built, diagnostics);
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
  draft.recognise_built();

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
  estimate(draft, learned);
  Attempt made;
  for (std::size_t which = 0; which < draft.standing(); ++which) made.built.push_back(*draft.standing(which));
  made.graph = std::move(draft).finish();
  return made;
}

}  // namespace

Graph build_graph(const Model& model, const Resolution& resolution, const Facts& facts, const IncludedFiles& included,
                  Diagnostics& diagnostics, Splits splits, const Learned& learned) {
  presume(model.packages.size() == resolution.packages.size(), "the resolution is of another model");
  const Built none{.layers = {}, .splits = splits};
  return attempt(model, resolution, facts, included, none, learned, diagnostics).graph;
}

GraphOnBuilt build_graph_on(std::span<const BuiltLayer> layers, const Model& model, const Resolution& resolution,
                            const Facts& facts, const IncludedFiles& included, Diagnostics& diagnostics, Splits splits,
                            const Learned& learned) {
  presume(model.packages.size() == resolution.packages.size(), "the resolution is of another model");
  for (;;) {
    // What is found on the way to fewer layers would be found again.
    Diagnostics found;
    const Built built{.layers = layers, .splits = splits};
    Attempt made = attempt(model, resolution, facts, included, built, learned, found);
    if (made.built.size() == layers.size()) {
      for (const Diagnostic& diagnostic : found.all()) diagnostics.add(diagnostic);
      return {std::move(made.graph), std::move(made.built)};
    }
    layers = layers.first(made.built.size());
  }
}

}  // namespace envc
