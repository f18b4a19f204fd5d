// The command line: one file a command, exit codes fixed here.
#pragma once

#include "command/process.hpp"
#include "files/files.hpp"

#include <functional>
#include <iosfwd>
#include <string>
#include <vector>

namespace envc {

enum Exit : int { fine = 0, wrong_input = 1, usage = 2, machine = 3, bug_found = 70 };

/// All that a command may touch. Tests hand in their own.
struct Terminal {
  std::ostream& out;  ///< results
  std::ostream& err;  ///< messages
  std::function<std::string()> standard_input;
  bool color = false;
  Files& files;
  std::function<Finished(const std::vector<std::string>& command)> run = {};  ///< other programs; empty: there are none
};

/// `arguments` without the program's name. Every failure is told on `err` and is an exit code: nothing is thrown.
int run_command(const std::vector<std::string>& arguments, Terminal&);

}  // namespace envc
