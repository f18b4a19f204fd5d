// What is built from source, against what, and what scripts want.
#pragma once

#include "resolve/framework.hpp"

#include <string_view>

namespace envc {

/// Marks statements and packages that compile; switches build isolation off where they need what is installed.
void mark_compiled(const Resolving&, const FrameworkUse&);

/// Whether a line of a script holds a word that wants this (`compiles`, `python`).
bool lines_want(const Facts&, const std::vector<std::string>& lines, std::string_view what);
/// Whether a line that runs while the image is built holds a word that wants this (`compiles`, `python`).
bool steps_want(const Resolving&, std::string_view what);
/// The same of what runs in the finished image: jobs, entrypoint, command.
bool runs_want(const Resolving&, std::string_view what);

/// The first package that is built against the framework, and so against its CUDA; nullptr: there is none.
const ResolvedPackage* compiled_against_framework(const Resolution&);

/// Whether anything compiles: a package, a project, a step.
bool compiles(const Resolving&);
/// The first that does; nowhere: nothing.
Span what_compiles(const Resolving&);

}  // namespace envc
