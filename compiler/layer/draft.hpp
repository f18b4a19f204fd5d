// The layer graph while it is made. The parts of the builder (base, apt, conda, pip, steps, environment …) add layers
// and requirements to it; who asked for an order is remembered, so that a cycle can be shown.
#pragma once

#include "diagnostic/diagnostic.hpp"
#include "facts/facts.hpp"
#include "layer/does.hpp"
#include "layer/layer.hpp"
#include "layer/split.hpp"
#include "model/model.hpp"
#include "resolve/lock.hpp"
#include "resolve/resolution.hpp"

#include <map>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace envc {

/// What only the builder knows of a layer.
struct Origin {
  std::uint32_t position = 0;  ///< of its first statement; steps below that see the layer
  std::vector<std::pair<Manager, std::string>> packages;
  double weight = 0;                      ///< its share of its kind's chance of change
  double heavy_weight = 0;                ///< and of that of heavy packages, where they are not apart
  bool removes = false;                   ///< is one itself
  bool may_compile = false;               ///< a pip layer that compiles, or of which nobody knows
  bool sees_apt = false;                  ///< of which nobody knows what it takes
  std::vector<std::string> read_by = {};  ///< of build variables: whose layers read them
};

/// `after` or `before`, as said.
struct SaidEdge {
  LayerId who{};
  LayerId what{};     ///< must come before `who`
  LayerId speaker{};  ///< the one of them whose statement says so
  Span where;
};

/// requirement file → the files it names in turn
using IncludedFiles = std::map<std::string, std::vector<std::string>>;

/// Layers that were built, in their order: the lock's, or the first of them; and how the others are laid.
struct Built {
  std::span<const BuiltLayer> layers = {};
  Splits splits = {};
};

class Draft {
 public:
  /// `built` : the layers that the image begins with, as they were built.
  Draft(const Model&, const Resolution&, const Facts&, const IncludedFiles&, const Built& built, Diagnostics&);

  const Model& model;
  const Resolution& resolution;
  const Facts& facts;
  const IncludedFiles& included;
  const Built& built;
  Diagnostics& diagnostics;
  const bool uses_conda;

  // Who is who, as the parts fill it in.
  LayerId base{};
  std::optional<LayerId> setup;
  std::optional<LayerId> python;  ///< a layer that brings the interpreter, if one does
  std::vector<LayerId> apt;
  std::optional<LayerId> apt_build;           ///< one of them: what known packages are compiled with
  std::map<std::string, LayerId> brought_by;  ///< apt package → the plain layer that installs it
  std::optional<LayerId> conda_installer;
  std::vector<LayerId> conda;
  std::vector<LayerId> pip;
  std::vector<LayerId> env;                            ///< of `env` and `arch` statements
  std::vector<std::vector<LayerId>> statement_layers;  ///< index of Model::packages → its layers
  std::vector<LayerId> step_layers;                    ///< parallel to Model::steps

  /// The name gets a number if it is taken.
  LayerId add(LayerKind, std::string_view name, Content);
  /// As a built layer, under its name.
  LayerId add_built(std::size_t which, LayerKind, Content);
  /// Always with a number: `run-1`.
  LayerId add_numbered(LayerKind, std::string_view name, Content);
  [[nodiscard]] Layer& operator[](LayerId id) { return graph_[id]; }
  [[nodiscard]] const Layer& operator[](LayerId id) const { return graph_[id]; }
  [[nodiscard]] Origin& origin(LayerId id) { return origins_[static_cast<std::size_t>(id)]; }
  [[nodiscard]] const Origin& origin(LayerId id) const { return origins_[static_cast<std::size_t>(id)]; }
  [[nodiscard]] std::size_t size() const { return graph_.layers.size(); }

  /// Finds the other built layers among those that were added; they get their names. From then on a built layer
  /// requires built ones alone.
  void recognise_built();
  /// How many of the built layers stand, from the first on: it is here, and nothing new that it insists on comes
  /// before.
  [[nodiscard]] std::size_t standing() const;
  /// The layer of this draft that a built one is.
  [[nodiscard]] std::optional<LayerId> standing(std::size_t which) const { return stands_[which]; }

  /// By meaning: `what` must come before `who`. What was built without it needs no more.
  void require(LayerId who, LayerId what);
  void require(LayerId who, std::span<const LayerId> what);
  /// Likewise, and what was built without it must be built again.
  void insist(LayerId who, LayerId what);
  /// By `after` or `before`.
  void require_as_said(const SaidEdge&);
  /// By default: gives way where it would contradict the requirements so far.
  void require_by_default(LayerId who, std::span<const LayerId> what);
  /// All that must come after it, itself included.
  [[nodiscard]] std::set<LayerId> dependents(LayerId) const;
  void drop(const SaidEdge&);

  [[nodiscard]] const std::vector<SaidEdge>& said() const { return said_; }
  /// Layers that nothing requires yet but `others`, sorted; those themselves left out.
  [[nodiscard]] std::vector<LayerId> last_beside(const std::vector<LayerId>& others) const;

  /// The finished graph: requirements sorted, each once; what requires nothing requires the base.
  Graph finish() &&;

 private:
  LayerId add_named(LayerKind, std::string name, Content);
  /// What was not built gives way where a built layer has its name.
  void name_apart();
  /// Whether `who` was built and `what` not before it.
  [[nodiscard]] bool built_without(LayerId who, LayerId what) const;

  Graph graph_;
  std::vector<Origin> origins_;
  std::vector<std::vector<LayerId>> required_by_;
  std::vector<std::optional<LayerId>> stands_;   ///< parallel to `built`
  std::vector<std::optional<std::size_t>> was_;  ///< of each layer: which built one it is
  std::size_t fallen_ = SIZE_MAX;                ///< the first built layer that must be built again
  std::vector<SaidEdge> said_;
  std::map<std::string, unsigned, std::less<>> numbers_;  ///< the last number that a name got
  std::set<std::string, std::less<>> names_;
};

/// A position no step is below.
inline constexpr std::uint32_t nowhere = UINT32_MAX;

/// By default, what takes packages out comes after the layers of its manager said above it, and before those below.
void order_removals(Draft&, const std::vector<LayerId>& of_one_manager);

}  // namespace envc
