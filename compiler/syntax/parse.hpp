// Text to tree.
#pragma once

#include "diagnostic/diagnostic.hpp"
#include "syntax/shape.hpp"
#include "syntax/tree.hpp"
#include "text/source.hpp"

namespace envc {

/// Every syntax error of the source goes to `diagnostics`, in one run; the tree holds what could be read.
/// `shapes` need not be complete: an unknown keyword is read as a list of words, its body passed over.
Tree parse(const Source& source, Shapes shapes, Diagnostics& diagnostics);

}  // namespace envc
