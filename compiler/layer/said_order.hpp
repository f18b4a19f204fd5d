// `after` and `before`: what their words name, and the cycles they can make.
#pragma once

#include "layer/draft.hpp"

namespace envc {

/// Every word of `after` and `before` becomes requirements. A word names a package, else a statement's word, else a
/// path; one that names nothing is reported.
void require_what_is_said(Draft&);

/// Reports each cycle with the statements in it, and takes out the words that close it: the draft has none then. Before
/// this a cycle can only come from `after` and `before`.
void refuse_cycles(Draft&);

}  // namespace envc
