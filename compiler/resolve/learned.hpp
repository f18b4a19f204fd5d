// What `envc learn` found out about one project; envc.lock holds it, and the estimates of the graph follow it.
#pragma once

#include <cstdint>
#include <map>
#include <string>

namespace envc {

/// How long a layer really took to build.
struct MeasuredLayer {
  std::string key;     ///< what it was then (layer/does.hpp, `layer_key`)
  double seconds = 0;  ///< to a tenth

  friend bool operator==(const MeasuredLayer&, const MeasuredLayer&) = default;
};

/// Edits of project.env that found layers of a kind there, and those of them that changed one. Of steps, which are one
/// layer a statement, every statement that an edit found counts.
struct CountedEdits {
  std::int64_t seen = 0;
  std::int64_t touched = 0;  ///< at most `seen`

  friend bool operator==(const CountedEdits&, const CountedEdits&) = default;
};

struct Learned {
  std::map<std::string, MeasuredLayer> measured;  ///< by the layer's name
  std::map<std::string, CountedEdits> edits;      ///< by the name of the LayerKind

  friend bool operator==(const Learned&, const Learned&) = default;
};

}  // namespace envc
