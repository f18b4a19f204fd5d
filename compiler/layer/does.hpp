// What a layer does, in a few digits, so that a built layer is known again.
#pragma once

#include "layer/layer.hpp"

#include <cstdint>
#include <string>

namespace envc {

/// Twelve hexadecimal digits of the SHA-256 of what the layer does, however an envc writes it down. Left out is what
/// does not say whether a built layer can stand: its packages (the lock has them by name), what only follows from the
/// layers before it, and the releases of conda's installer and of uv, which no file can say. `removals` : statements
/// above it that take packages of its manager out.
std::string what_it_does(const Content&, std::uint32_t removals);

/// Twelve hexadecimal digits that say whether what was measured of a layer still holds of it, wherever it stands and
/// however it is written: of layers of packages their kind and packages, else the kind and what the layer does.
std::string layer_key(const Layer&);

}  // namespace envc
