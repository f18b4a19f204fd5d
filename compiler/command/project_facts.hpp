// The facts of one project's run: the built-in tables, a folder in their place, the project's own beside them.
#pragma once

#include "command/project.hpp"
#include "diagnostic/diagnostic.hpp"
#include "facts/load.hpp"
#include "layer/plan.hpp"
#include "text/source.hpp"

#include <optional>
#include <string>
#include <vector>

namespace envc {

/// `--stdlib DIR`: the TOML in it.
struct StdlibFolder {
  std::string path;
  std::vector<FactsFile> files;  ///< by name; empty: the option is not said
};

/// Throws MachineError where there is no such folder, UsageError where it holds no TOML.
StdlibFolder read_stdlib(const Options&, const Files&);

/// The row of `--stdlib`.
Option stdlib_option();

class ProjectFacts {
 public:
  /// Faults are `bad-facts`, with their place in the TOML.
  ProjectFacts(const StdlibFolder&, const Project&, const Files&, Sources&, Diagnostics&);

  [[nodiscard]] const Facts& facts() const { return loaded_ ? loaded_->facts() : Facts::builtin(); }
  /// What the project's own file says, as decisions.
  [[nodiscard]] std::vector<Decision> decisions() const;
  /// That file, if there is one.
  [[nodiscard]] const std::optional<Input>& input() const { return input_; }

 private:
  std::optional<LoadedFacts> loaded_;
  std::optional<Input> input_;
};

}  // namespace envc
