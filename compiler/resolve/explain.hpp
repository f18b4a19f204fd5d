// Why there is no choice: what the file says that cannot hold together, and what could be said instead.
#pragma once

#include "resolve/builds.hpp"
#include "resolve/conflict.hpp"

namespace envc {

/// One fault in words.
struct Explaining {
  const Resolving& r;
  const FrameworkUse& use;
  const Choosing& c;
  const Fault& fault;
  std::vector<std::string> ways;  ///< what could be said instead, nearest first

  /// The claim of this kind in the conflict; nullptr: it has no part in it.
  [[nodiscard]] const Saying* part(Saying::Of of) const;
  /// Labels for all claims of the conflict but the one under the caret.
  void label_others(Diagnostic&) const;
};

/// Reports every fault, each with the smallest set of claims that cannot hold together and up to three repairs.
void report_faults(const Resolving&, const FrameworkUse&, const Choosing&);

/// Only what says the image has a part in it.
Diagnostic explain_image(const Explaining&);
/// The builds of the framework have a part in it.
Diagnostic explain_build(const Explaining&);

/// A release of the catalogue has a part in it.
Diagnostic explain_release(const Explaining&);

}  // namespace envc
