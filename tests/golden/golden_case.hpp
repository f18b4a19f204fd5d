// One folder of tests/golden: a source with what it needs, and what envc must make of it.
//
//   project.env or stdin.env   the source; every other file here is a file of the project
//   args                       the command line, a word a line (otherwise: compile, or compile -)
//   expected.txt               the error stream, whole
//   stdout.txt                 the output, whole; compared where it exists
//   expected/                  artifacts
//   artifacts                  which artifacts are compared, a name a line, or `all` (otherwise: Dockerfile, envc.lock)
#pragma once

#include <map>
#include <string>

namespace envc {

struct GoldenCase {
  std::string folder;
  std::string name;

  /// `error_x` 1, `usage_x` 2, `machine_x` 3, everything else 0.
  [[nodiscard]] int status() const;
};

/// What a run gave: stream or artifact → bytes, under the names that they have in the folder.
using GoldenFiles = std::map<std::string, std::string>;

struct GoldenRun {
  int status = 0;
  GoldenFiles files;
  bool settled = true;  ///< a second run changed nothing
};

/// In memory: the disk is only read.
GoldenRun run(const GoldenCase&);

/// What stands in the folder.
GoldenFiles expected(const GoldenCase&);

/// Makes the folder hold exactly this.
void refresh(const GoldenCase&, const GoldenFiles&);

std::string text_of(const std::string& path);

}  // namespace envc
