#include "layer/draft.hpp"

#include "text/presume.hpp"

#include <fmt/format.h>
#include <algorithm>

namespace envc {
namespace {

bool has_conda(const Model& model, const Resolution& resolution) {
  return resolution.python.from == Interpreter::From::conda ||
         std::any_of(model.packages.begin(), model.packages.end(),
                     [](const PackageStatement& statement) { return statement.manager == Manager::conda; });
}

}  // namespace

Draft::Draft(const Model& m, const Resolution& r, const Facts& f, const IncludedFiles& i, Diagnostics& d)
    : model(m),
      resolution(r),
      facts(f),
      included(i),
      diagnostics(d),
      uses_conda(has_conda(m, r)),
      statement_layers(m.packages.size()) {}

LayerId Draft::add_named(LayerKind kind, std::string name, Content content) {
  presume(names_.insert(name).second, "two layers have one name");
  Layer layer;
  layer.kind = kind;
  layer.name = std::move(name);
  layer.content = std::move(content);
  graph_.layers.push_back(std::move(layer));
  origins_.emplace_back();
  required_by_.emplace_back();
  return LayerId{static_cast<std::uint32_t>(graph_.layers.size() - 1)};
}

LayerId Draft::add(LayerKind kind, std::string_view name, Content content) {
  if (!names_.contains(name)) return add_named(kind, std::string(name), std::move(content));
  unsigned& number = numbers_.try_emplace(std::string(name), 1).first->second;
  std::string numbered;
  do numbered = fmt::format("{}-{}", name, ++number);
  while (names_.contains(numbered));
  return add_named(kind, std::move(numbered), std::move(content));
}

LayerId Draft::add_numbered(LayerKind kind, std::string_view name, Content content) {
  return add_named(kind, fmt::format("{}-{}", name, ++numbers_[std::string(name)]), std::move(content));
}

void Draft::require(LayerId who, LayerId what) {
  if (who == what) return;
  graph_[who].requires_.push_back(what);
  required_by_[static_cast<std::size_t>(what)].push_back(who);
}

void Draft::require(LayerId who, std::span<const LayerId> what) {
  for (const LayerId id : what) require(who, id);
}

void Draft::require_as_said(const SaidEdge& edge) {
  said_.push_back(edge);
  require(edge.who, edge.what);
}

void Draft::require_by_default(LayerId who, std::span<const LayerId> what) {
  // Before anything is said nothing can contradict: defaults go from below to above.
  if (required_by_[static_cast<std::size_t>(who)].empty()) return require(who, what);
  const std::set<LayerId> later = dependents(who);
  for (const LayerId id : what) {
    if (!later.contains(id)) require(who, id);
  }
}

std::set<LayerId> Draft::dependents(LayerId id) const {
  std::set<LayerId> found = {id};
  std::vector<LayerId> open = {id};
  while (!open.empty()) {
    const LayerId next = open.back();
    open.pop_back();
    for (const LayerId other : required_by_[static_cast<std::size_t>(next)]) {
      if (found.insert(other).second) open.push_back(other);
    }
  }
  return found;
}

void Draft::drop(const SaidEdge& edge) {
  std::erase(graph_[edge.who].requires_, edge.what);
  std::erase(required_by_[static_cast<std::size_t>(edge.what)], edge.who);
  std::erase_if(said_, [&](const SaidEdge& other) { return other.who == edge.who && other.what == edge.what; });
}

std::vector<LayerId> Draft::last_beside(const std::vector<LayerId>& others) const {
  const auto is_other = [&](LayerId id) { return std::binary_search(others.begin(), others.end(), id); };
  std::vector<LayerId> found;
  for (std::uint32_t i = 0; i < required_by_.size(); ++i) {
    const std::vector<LayerId>& who = required_by_[i];
    if (!is_other(LayerId{i}) && std::all_of(who.begin(), who.end(), is_other)) found.push_back(LayerId{i});
  }
  return found;
}

Graph Draft::finish() && {
  for (std::uint32_t i = 0; i < graph_.layers.size(); ++i) {
    std::vector<LayerId>& needs = graph_.layers[i].requires_;
    std::sort(needs.begin(), needs.end());
    needs.erase(std::unique(needs.begin(), needs.end()), needs.end());
    if (needs.empty() && LayerId{i} != base) needs.push_back(base);
  }
  return std::move(graph_);
}

void order_removals(Draft& draft, const std::vector<LayerId>& of_one_manager) {
  for (const LayerId remover : of_one_manager) {
    if (!draft.origin(remover).removes) continue;
    const std::uint32_t above = draft.origin(remover).removals;
    std::vector<LayerId> earlier;
    for (const LayerId other : of_one_manager) {
      if (other == remover) continue;
      if (draft.origin(other).removals <= above) {
        earlier.push_back(other);
      } else {
        draft.require_by_default(other, std::span(&remover, 1));
      }
    }
    draft.require_by_default(remover, earlier);
  }
}

}  // namespace envc
