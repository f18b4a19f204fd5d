// What steps would spare if they said what they need.
#pragma once

#include "layer/draft.hpp"

#include <string>
#include <vector>

namespace envc {

/// A step that waits for all above it only because nothing else is said.
struct Spared {
  std::size_t step = 0;  ///< index of Model::steps
  std::string word;      ///< what it would say: `after WORD`
  double seconds = 0;    ///< how much less an edit is then expected to cost
};

/// Of each such step the word that spares most, if it spares anything; those that spare most first. Tried by building
/// the graph anew, with the one `after` more, and laying it without regard to what was built; at most `most_tries`
/// times. What a script really needs nobody but its author knows: one that calls Python is not offered what has none.
std::vector<Spared> spared_by_after(const Model&, const Resolution&, const Facts&, const IncludedFiles&, const Learned&,
                                    std::size_t most_tries = 60);

}  // namespace envc
