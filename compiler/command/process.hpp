// Other programs, such as git.
#pragma once

#include <string>
#include <vector>

namespace envc {

/// How a program ended.
struct Finished {
  bool started = false;  ///< false: there is no such program
  int status = 0;        ///< its exit code; 128 and the signal's number where a signal ended it
  std::string out;
  std::string err;
};

/// Runs a program of PATH with these arguments, standard input empty, and waits for it. Throws MachineError where the
/// system refuses.
Finished run_process(const std::vector<std::string>& command);

}  // namespace envc
