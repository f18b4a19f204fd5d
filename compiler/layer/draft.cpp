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

Draft::Draft(const Model& m, const Resolution& r, const Facts& f, const IncludedFiles& i, const Built& b,
             Diagnostics& d)
    : model(m),
      resolution(r),
      facts(f),
      included(i),
      built(b),
      diagnostics(d),
      uses_conda(has_conda(m, r)),
      statement_layers(m.packages.size()),
      stands_(b.layers.size()) {
  // A new layer takes none of their names (others get theirs back when they are recognised).
  for (const BuiltLayer& layer : b.layers) {
    const auto kind = layer_kind(layer.kind);
    if (kind && installer_of(*kind)) names_.insert(layer.name);
  }
}

LayerId Draft::add_named(LayerKind kind, std::string name, Content content) {
  names_.insert(name);
  Layer layer;
  layer.kind = kind;
  layer.name = std::move(name);
  layer.content = std::move(content);
  graph_.layers.push_back(std::move(layer));
  origins_.emplace_back();
  required_by_.emplace_back();
  was_.emplace_back();
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

LayerId Draft::add_built(std::size_t which, LayerKind kind, Content content) {
  const LayerId id = add_named(kind, built.layers[which].name, std::move(content));
  stands_[which] = id;
  was_[static_cast<std::size_t>(id)] = which;
  return id;
}

LayerId Draft::add_numbered(LayerKind kind, std::string_view name, Content content) {
  std::string numbered;
  do numbered = fmt::format("{}-{}", name, ++numbers_[std::string(name)]);
  while (names_.contains(numbered));
  return add_named(kind, std::move(numbered), std::move(content));
}

void Draft::recognise_built() {
  if (built.layers.empty()) return;
  std::map<std::pair<LayerKind, std::string>, std::vector<LayerId>> known;  // the last one first
  for (std::uint32_t i = static_cast<std::uint32_t>(size()); i-- > 0;) {
    const Layer& layer = graph_.layers[i];
    if (!was_[i]) known[{layer.kind, what_it_does(layer.content, layer.removals)}].push_back(LayerId{i});
  }
  for (std::size_t which = 0; which < stands_.size(); ++which) {
    const BuiltLayer& layer = built.layers[which];
    const auto kind = layer_kind(layer.kind);
    // Packages were looked for where their layers are made; a check comes after whatever is added.
    if (stands_[which] || !kind || installer_of(*kind) || *kind == LayerKind::check) continue;
    const auto found = known.find({*kind, layer.does});
    if (found == known.end() || found->second.empty()) continue;
    const LayerId id = found->second.back();
    found->second.pop_back();
    stands_[which] = id;
    was_[static_cast<std::size_t>(id)] = which;
    graph_[id].name = layer.name;
  }
  name_apart();
  for (std::uint32_t i = 0; i < size(); ++i) {
    for (const LayerId what : std::vector<LayerId>(graph_.layers[i].requires_)) {
      if (!built_without(LayerId{i}, what)) continue;
      std::erase(graph_.layers[i].requires_, what);
      std::erase(required_by_[static_cast<std::size_t>(what)], LayerId{i});
    }
  }
}

void Draft::name_apart() {
  names_.clear();
  for (std::uint32_t i = 0; i < size(); ++i) {
    if (was_[i]) names_.insert(graph_.layers[i].name);
  }
  for (std::uint32_t i = 0; i < size(); ++i) {
    if (was_[i]) continue;
    std::string& name = graph_.layers[i].name;
    std::size_t stem = name.find_last_not_of("0123456789");
    if (name[stem] != '-') stem = name.size();
    const std::string first = name.substr(0, stem);
    for (unsigned number = stem == name.size() ? 2 : 1; !names_.insert(name).second; ++number) {
      name = fmt::format("{}-{}", first, number);
    }
  }
}

std::size_t Draft::standing() const {
  const auto missing = std::find(stands_.begin(), stands_.end(), std::nullopt);
  return std::min(fallen_, static_cast<std::size_t>(missing - stands_.begin()));
}

bool Draft::built_without(LayerId who, LayerId what) const {
  const auto& later = was_[static_cast<std::size_t>(who)];
  const auto& earlier = was_[static_cast<std::size_t>(what)];
  return later && (!earlier || *earlier > *later);
}

void Draft::insist(LayerId who, LayerId what) {
  if (who == what) return;
  if (built_without(who, what)) fallen_ = std::min(fallen_, *was_[static_cast<std::size_t>(who)]);
  require(who, what);
}

void Draft::require(LayerId who, LayerId what) {
  if (who == what || built_without(who, what)) return;
  graph_[who].requires_.push_back(what);
  required_by_[static_cast<std::size_t>(what)].push_back(who);
}

void Draft::require(LayerId who, std::span<const LayerId> what) {
  for (const LayerId id : what) require(who, id);
}

void Draft::require_as_said(const SaidEdge& edge) {
  said_.push_back(edge);
  insist(edge.who, edge.what);
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
    const std::uint32_t above = draft[remover].removals;
    std::vector<LayerId> earlier;
    for (const LayerId other : of_one_manager) {
      if (other == remover) continue;
      if (draft[other].removals <= above) {
        earlier.push_back(other);
      } else {
        draft.require_by_default(other, std::span(&remover, 1));
      }
    }
    draft.require_by_default(remover, earlier);
  }
}

}  // namespace envc
