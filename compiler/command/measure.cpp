#include "command/measure.hpp"

#include "command/build_log.hpp"
#include "emit/artifact.hpp"
#include "emit/cache_keys.hpp"
#include "layer/does.hpp"
#include "text/display.hpp"
#include "text/nearest.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <vector>

namespace envc {
namespace {

constexpr const char* how_to_log =
    "compile, then log that build: `docker build --progress=plain . 2>&1 | tee build.log`";

/// A step of the last stage, and the layer that it belongs to.
struct PlannedStep {
  std::string text;
  std::size_t layer = 0;  ///< its place in the sequence
};

std::vector<PlannedStep> steps_of(const Plan& plan) {
  CacheKeys keys(contents_of(plan));
  std::vector<PlannedStep> all;
  const std::vector<std::string> texts = layer_instructions(plan);
  for (std::size_t i = 0; i < texts.size(); ++i) {
    for (BuildStep& step : keys.next(texts[i])) {
      // The numbers begin anew in every stage.
      if (step.text.starts_with("FROM ")) all.clear();
      all.push_back({std::move(step.text), i});
    }
  }
  return all;
}

/// Stages before the last one have names.
bool is_of_last_stage(const LoggedStep& step) {
  return step.stage.empty() || step.stage.starts_with("stage-");
}

void tell_other(const Source& log, const LoggedStep& step, const std::vector<PlannedStep>& planned,
                Diagnostics& diagnostics) {
  const std::size_t begin = step.at;
  const std::string_view line = std::string_view(log.text).substr(begin, log.text.find_first_of("\r\n", begin) - begin);
  std::string here = fmt::format("the Dockerfile has {}", count(planned.size(), "step"));
  if (step.of == planned.size() && step.number >= 1 && step.number <= planned.size()) {
    constexpr std::size_t longest = 60;
    const std::string text = planned[step.number - 1].text;
    const std::string first = visible(text.substr(0, std::min({text.find('\n'), text.find(" \\\n"), longest})));
    here = fmt::format("step {} of the Dockerfile begins with `{}`", step.number, first);
  }
  diagnostics.add({.kind = Kind::other_build_log,
                   .message = fmt::format("the log is of another Dockerfile: {}", here),
                   .where = log.span(begin, begin + line.size()),
                   .help = how_to_log});
}

}  // namespace

std::optional<std::map<std::string, MeasuredLayer>> measured_layers(const Source& log, const Plan& plan,
                                                                    Diagnostics& diagnostics) {
  const std::vector<PlannedStep> planned = steps_of(plan);
  std::vector<std::optional<double>> seconds(planned.size());
  bool any = false;
  for (const LoggedStep& step : read_build_log(log.text)) {
    if (!is_of_last_stage(step)) continue;
    any = true;
    const bool fits = step.of == planned.size() && step.number >= 1 && step.number <= planned.size() &&
                      is_of(step.text, planned[step.number - 1].text);
    if (!fits) {
      tell_other(log, step, planned, diagnostics);
      return std::nullopt;
    }
    if (step.seconds) seconds[step.number - 1] = step.seconds;
  }
  if (!any) {
    diagnostics.add({.kind = Kind::other_build_log,
                     .message = fmt::format("{} has no steps of a build", envc::quoted(log.name)),
                     .where = {},
                     .help = how_to_log});
    return std::nullopt;
  }
  std::map<std::string, MeasuredLayer> found;
  for (std::size_t begin = 0, end = 0; begin < planned.size(); begin = end) {
    double sum = 0;
    bool whole = true;
    for (end = begin; end < planned.size() && planned[end].layer == planned[begin].layer; ++end) {
      whole = whole && seconds[end];
      sum += seconds[end].value_or(0);
    }
    const Layer& layer = plan.graph[plan.sequence.layers[planned[begin].layer]];
    if (whole) found[layer.name] = {layer_key(layer), std::round(10 * sum) / 10};
  }
  return found;
}

}  // namespace envc
