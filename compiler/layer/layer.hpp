// The layer graph: what the image is made of, what must come before what, what it costs and how often it changes.
#pragma once

#include "layer/content.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace envc {

enum class LayerId : std::uint32_t {};

/// Broad kinds, also the key of costs and chances of change in stdlib/layers.toml; ties are broken by this order, then
/// by name.
enum class LayerKind : unsigned char {
  base,
  setup,
  apt,
  python,
  conda_installer,
  conda,
  pip_heavy,
  pip,
  pip_requirements,  ///< `pip -r`: the file changes more often than what names it
  pip_local,         ///< the project's own sources
  env_build,
  download,
  git,
  copy,
  file,
  run,
  timezone,
  locale,
  check,
  home,
  env,
  meta,
};
[[nodiscard]] std::string_view name(LayerKind);
/// Who installs the packages that layers of the kind are made of; nullopt: they are made of none.
[[nodiscard]] std::optional<Manager> installer_of(LayerKind);
[[nodiscard]] std::optional<LayerKind> layer_kind(std::string_view name);

struct Layer {
  LayerKind kind{};
  std::string name;  ///< unique and stable: `apt`, `pip-2`, `run-1`
  Content content;
  std::vector<std::string> quotes;  ///< the statements it comes from, for the comment above it
  std::vector<Span> where = {};     ///< what asked for it: packages, else headers of statements; none: envc alone
  std::vector<std::string> packages = {};  ///< specs that the file asks for, sorted, each once
  std::vector<std::string> added = {};     ///< and those that envc added
  std::string built_as = {};               ///< hash of what was built, where the file now says the same in other words
  std::uint32_t removals = 0;              ///< statements above it that take packages of its manager out
  std::vector<std::string> notes;  ///< why envc added or chose something: `libgl1 libegl1 libgomp1: open3d needs them`
  double seconds = 0;              ///< estimated seconds to build it
  bool measured = false;           ///< they are not estimated but what a build took
  double bytes = 0;                ///< estimated bytes downloaded
  double change = 0;               ///< chance that one edit of the project changes it, in [0, 1]
  std::vector<LayerId> requires_;  ///< must come before it (hard)
};

struct Graph {
  std::vector<Layer> layers;  ///< layers[0] is the base

  [[nodiscard]] const Layer& operator[](LayerId id) const { return layers[static_cast<std::uint32_t>(id)]; }
  [[nodiscard]] Layer& operator[](LayerId id) { return layers[static_cast<std::uint32_t>(id)]; }
};

}  // namespace envc
