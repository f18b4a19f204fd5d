// One source file of a run: where it is, what its relative paths start from, where its files go.
#pragma once

#include "command/command.hpp"
#include "command/options.hpp"

#include <optional>
#include <string>
#include <vector>

namespace envc {

/// A project.env has a few lines; what is bigger than this is another file.
inline constexpr std::size_t largest_source = std::size_t(16) << 20;

struct Project {
  std::string name;    ///< as people know it: `lab/project.env`, `<stdin>`
  std::string file;    ///< path to read; empty: standard input
  std::string folder;  ///< what relative paths start from, and the build's context: `.`, `lab`
  std::string out;     ///< where generated files go

  /// A path that starts in the project's folder, as the process can open it.
  [[nodiscard]] std::string inside(const std::string& path) const;
  /// A generated file's path; no `./` in front.
  [[nodiscard]] std::string output(const std::string& artifact) const;
};

/// The files named on the command line, or project.env of the current folder. Throws UsageError where two of them would
/// write into the same folder.
std::vector<Project> projects(const Options&, const Files&);

/// One source: this file, or project.env of the current folder where none is said.
Project project_named(const std::string& file, const Options&, const Files&);

/// What follows `--update` beside files: names of packages and other decisions that may move. nullopt: no `--update`;
/// empty: all may.
std::optional<std::vector<std::string>> updates(const Options&, const Files&);

/// The source's bytes, at most one more than `largest_source`. Throws MachineError with what to do about it.
std::string read_source(const Project&, const Terminal&);

}  // namespace envc
