#include "emit/rebuild.hpp"

#include "emit/artifact.hpp"
#include "text/display.hpp"

#include <fmt/format.h>
#include <algorithm>
#include <optional>
#include <set>

namespace envc {
namespace {

/// An instruction's words, a line each, without what only holds the lines together.
std::vector<std::string> items_of(std::string_view text) {
  std::vector<std::string> items;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    std::string_view line = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    for (const std::string_view joint : {"\\", "&&"}) {
      while (line.ends_with(' ')) line.remove_suffix(1);
      if (line.ends_with(joint)) line.remove_suffix(joint.size());
    }
    while (line.ends_with(' ')) line.remove_suffix(1);
    while (line.starts_with(' ')) line.remove_prefix(1);
    if (line.size() > 1 && line.starts_with('\'') && line.ends_with('\'')) line = line.substr(1, line.size() - 2);
    if (!line.empty()) items.emplace_back(line);
  }
  return items;
}

std::string shown(const std::string& item) {
  constexpr std::size_t longest = 40;
  const std::string text = visible(item);
  return text.size() <= longest ? text : text.substr(0, longest - 3) + "...";
}

/// `+tqdm -rich`: the lines that one text has and the other has not.
std::string changes(std::string_view before, std::string_view now) {
  constexpr std::size_t most_shown = 3;
  const std::vector<std::string> old_items = items_of(before);
  const std::vector<std::string> new_items = items_of(now);
  std::vector<std::string> found;
  const auto collect = [&](const std::vector<std::string>& from, const std::vector<std::string>& other, char sign) {
    for (const std::string& item : from) {
      if (std::find(other.begin(), other.end(), item) == other.end()) found.push_back(sign + shown(item));
    }
  };
  collect(new_items, old_items, '+');
  collect(old_items, new_items, '-');
  if (found.empty()) return "in another order";
  const std::size_t more = found.size() - std::min(found.size(), most_shown);
  found.resize(found.size() - more);
  return fmt::format("{}{}", fmt::join(found, ", "), more == 0 ? "" : fmt::format(" and {} more", more));
}

class Prediction {
 public:
  Prediction(const EarlierBuild& before, const Plan& now) : before_(before), now_(now), contents_(contents_of(now)) {
    for (BuildStep& step : CacheKeys(before.contents).next(before.dockerfile)) {
      keys_.insert(std::move(step.key));
      texts_.insert(std::move(step.text));
    }
    const std::vector<std::string> texts = layer_instructions(before.plan);
    for (std::size_t i = 0; i < texts.size(); ++i)
      old_layers_[before.plan.graph[before.plan.sequence.layers[i]].name] = texts[i];
  }

  std::vector<LayerFate> all() {
    CacheKeys keys(contents_);
    const std::vector<std::string> texts = layer_instructions(now_);
    std::vector<LayerFate> fates;
    std::size_t number = 0;
    for (std::size_t i = 0; i < texts.size(); ++i) {
      LayerFate fate{now_.sequence.layers[i], true, {}, {}};
      const std::vector<BuildStep> steps = keys.next(texts[i]);
      for (const BuildStep& step : steps) {
        if (step.text.starts_with("FROM ")) {  // BuildKit counts in each stage; the last one is the image
          number = 0;
          fate.steps.clear();
        }
        fate.steps.push_back(++number);
        fate.cached = fate.cached && keys_.contains(step.key);
      }
      if (!fate.cached) fate.why = why(now_.graph[fate.id].name, texts[i], steps);
      fates.push_back(std::move(fate));
    }
    return fates;
  }

 private:
  std::string why(const std::string& name, const std::string& text, const std::vector<BuildStep>& steps) {
    std::string own = own_reason(name, text, steps);
    if (own.empty() && cause_.empty()) own = "ENV, ARG or SHELL above it changed, or its place";
    if (cause_.empty()) {
      cause_ = name;
      return own;
    }
    return own.empty() ? fmt::format("comes after {}", cause_) : own;
  }

  /// What of the layer itself changed; empty: nothing.
  [[nodiscard]] std::string own_reason(const std::string& name, const std::string& text,
                                       const std::vector<BuildStep>& steps) const {
    const bool same_text =
        std::all_of(steps.begin(), steps.end(), [&](const BuildStep& step) { return texts_.contains(step.text); });
    if (!same_text) {
      const auto old = old_layers_.find(name);
      return old == old_layers_.end() ? "new" : changes(old->second, text);
    }
    std::vector<std::string> changed;
    for (const BuildStep& step : steps) {
      for (const std::string& path : step.reads) {
        const auto old = before_.contents.find(path);
        if (old == before_.contents.end() || old->second != contents_.at(path)) changed.push_back(shown(path));
      }
    }
    return changed.empty() ? "" : fmt::format("{} changed", fmt::join(changed, ", "));
  }

  const EarlierBuild& before_;
  const Plan& now_;
  Contents contents_;
  std::set<std::string, std::less<>> keys_;
  std::set<std::string, std::less<>> texts_;
  std::map<std::string, std::string, std::less<>> old_layers_;
  std::string cause_;  ///< the first layer that is built
};

}  // namespace

std::vector<LayerFate> fates(const EarlierBuild& before, const Plan& now) {
  return Prediction(before, now).all();
}

}  // namespace envc
