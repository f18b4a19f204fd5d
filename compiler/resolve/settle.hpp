// The chosen build of the framework, written into the package statements.
#pragma once

#include "resolve/builds.hpp"

namespace envc {

/// Specs, channels or indexes, toolkit and guards for the chosen build.
void settle_build(const Resolving&, const FrameworkUse&, const Build&, const BuildTarget&);

/// Versions of the framework and its companions where the person left them open.
void settle_versions(const Resolving&, const FrameworkUse&, const Build&, const BuildTarget&);

/// Companions by pip of a framework by conda.
void settle_strays(const Resolving&, const FrameworkUse&, const Build&);

void settle_pip(const Resolving&, const FrameworkUse&, const Build&, const BuildTarget&);
/// The index of a catalogue package's wheels, where the file says none. Not of one that is made for a release of the
/// framework, unless that is settled, too.
void settle_index(const Resolving&, const NamedPackage&, const PossibleRelease&, bool framework_settled);
void settle_conda(const Resolving&, const FrameworkUse&, const Build&, const BuildTarget&);

/// Holds back packages that the release cannot stand.
void settle_guards(const Resolving&, const FrameworkUse&, const Build&);
/// The same of all other packages that the file gives a version.
void settle_other_guards(const Resolving&);

/// `torch 1.12.1 for CUDA 11.3`
std::string shown(const Resolving&, const FrameworkUse&, const Build&, const BuildTarget&);

}  // namespace envc
