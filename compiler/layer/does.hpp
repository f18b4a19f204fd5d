// What a layer does, in a few digits, so that a built layer is known again.
#pragma once

#include "layer/layer.hpp"
#include "resolve/lock.hpp"

#include <cstdint>
#include <string>

namespace envc {

/// Twelve hexadecimal digits of the SHA-256 of what the layer does, however an envc writes it down. Left out is what
/// does not say whether a built layer can stand: its packages (the lock has them by name), what only follows from the
/// layers before it, and the releases of conda's installer and of uv, which no file can say. `removals` : statements
/// above it that take packages of its manager out.
std::string what_it_does(const Content&, std::uint32_t removals);

struct Deed {
  std::string does;  ///< what_it_does()
  /// The same without the addresses that wheels come from, where they are all known to have those of one build: of a
  /// built layer nothing changes when the file names another of them. Empty: it is not so.
  std::string wherever;
};
Deed deed_of(const Content&, std::uint32_t removals);
bool is_same(const Deed&, const Deed&);
/// Whether it is what the built layer did.
bool is_built(const Deed&, const BuiltLayer&);

/// Twelve hexadecimal digits that say whether what was measured of a layer still holds of it, wherever it stands and
/// however it is written: of layers of packages their kind and packages, else the kind and what the layer does.
std::string layer_key(const Layer&);

}  // namespace envc
