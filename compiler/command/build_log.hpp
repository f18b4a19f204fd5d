// BuildKit's own progress log, as `docker build --progress=plain` prints it.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace envc {

/// One numbered instruction of a build: `#7 [stage-1 4/9] RUN true`, then `#7 DONE 12.3s`.
struct LoggedStep {
  std::size_t number = 0;         ///< k of `[k/n]`
  std::size_t of = 0;             ///< n
  std::string stage;              ///< its name, `stage-1` where it has none, empty where the Dockerfile has only one
  std::string text;               ///< the instruction, as BuildKit prints it: on one line, variables may be filled in
  std::size_t at = 0;             ///< where in the log it is named first
  std::optional<double> seconds;  ///< not set: cached, failed, cancelled, or a base image that was there already
};

/// The steps in the order of the log, each once, even if the log comes back to it; several builds follow each other.
/// What has no number (the context, metadata, the export) is left out, and so is what is no log.
std::vector<LoggedStep> read_build_log(std::string_view log);

/// Whether the log's text is of this instruction of a Dockerfile. Compared is what both have up to the first variable,
/// without blanks, quotes and backslashes: BuildKit joins lines and fills variables in. A text that ends in `...` or
/// `…` was shortened.
bool is_of(std::string_view logged, std::string_view instruction);

}  // namespace envc
