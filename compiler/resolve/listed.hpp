// What stands in requirement files takes part in the resolution as if the statement said it; what is left of that for
// the statement to say is put back.
#pragma once

#include "facts/facts.hpp"
#include "model/model.hpp"
#include "resolve/resolution.hpp"

#include <vector>

namespace envc {

struct Widened {
  Model model;  ///< each `pip` statement with the packages and indexes of its files, bounded by its constraints
  std::vector<std::vector<bool>> counts;  ///< by statement and package of the model: its marker lets it count
};

/// Packages whose marker holds on no Python that can be chosen are left out; so are those that hold on some only, where
/// the package is named more than once: which of them counts is not known.
Widened widen(const Model&, const Facts&);

/// `out` is a resolution of the widened model; afterwards it is one of the model. Of what the files name only that
/// stays among the packages of the statement which is asked for anew; the rest is in `listed`. Where pip wants hashes
/// nothing can be asked for, and the decisions say so.
void narrow(const Model&, const Widened&, Resolution& out);

}  // namespace envc
