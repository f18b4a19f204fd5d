#include "layer/spared.hpp"

#include "layer/graph.hpp"
#include "layer/order.hpp"
#include "layer/steps.hpp"
#include "resolve/compilation.hpp"

#include <algorithm>

namespace envc {
namespace {

const std::vector<std::string>* script_of(const Step& step) {
  if (const auto* run = std::get_if<Run>(&step.action)) return &run->lines;
  const auto* git = std::get_if<Git>(&step.action);
  return git != nullptr && !git->lines.empty() ? &git->lines : nullptr;
}

/// Words that the step could say, those that need more last.
std::vector<std::string> words_for(const Model& model, const Facts& facts, const Step& step) {
  const std::vector<std::string>* script = script_of(step);
  if (script == nullptr) return {"base"};
  std::vector<std::string> words;
  const auto has = [&](Manager manager) {
    return std::any_of(model.packages.begin(), model.packages.end(), [&](const PackageStatement& statement) {
      return statement.manager == manager && statement.position < step.position;
    });
  };
  if (!lines_want(facts, *script, "python")) {
    words.emplace_back(has(Manager::apt) ? "apt" : "base");
  }
  if (model.python) words.emplace_back("python");
  if (has(Manager::conda)) words.emplace_back("conda");
  if (has(Manager::pip)) words.emplace_back("pip");
  return words;
}

}  // namespace

std::vector<Spared> spared_by_after(const Model& model, const Resolution& resolution, const Facts& facts,
                                    const IncludedFiles& included, const Learned& learned, std::size_t most_tries) {
  const auto expected = [&](const Model& changed) -> std::optional<double> {
    Diagnostics found;
    const Graph graph = build_graph(changed, resolution, facts, included, found, {}, learned);
    if (found.any_error()) return std::nullopt;
    return order(graph).expected_seconds;
  };
  std::vector<Spared> all;
  std::optional<double> now;
  for (std::size_t i = 0; i < model.steps.size() && most_tries > 0; ++i) {
    const Step& step = model.steps[i];
    if (is_check(step) || !step.how.after.empty()) continue;
    Spared best{.step = i, .word = {}, .seconds = 0};
    for (const std::string& word : words_for(model, facts, step)) {
      if (most_tries == 0) break;
      --most_tries;
      if (!now) now = expected(model);
      Model changed = model;
      changed.steps[i].how.after.push_back({word, step.where});
      const auto then = expected(changed);
      if (!now || !then || *now - *then <= best.seconds) continue;
      best.word = word;
      best.seconds = *now - *then;
    }
    if (!best.word.empty()) all.push_back(std::move(best));
  }
  std::stable_sort(all.begin(), all.end(), [](const Spared& a, const Spared& b) { return a.seconds > b.seconds; });
  return all;
}

}  // namespace envc
