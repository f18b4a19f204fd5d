// One command in memory: what it said, and how it ended.
#pragma once

#include "command/command.hpp"
#include "files/memory.hpp"

#include <sstream>
#include <string>
#include <vector>

namespace envc {

struct Ran {
  int status = 0;
  std::string out;
  std::string err;

  /// `2 envc: unknown command …`
  [[nodiscard]] std::string told() const { return std::to_string(status) + " " + err; }
};

inline Ran ran(const std::vector<std::string>& arguments, Files& files, const std::string& standard_input = {}) {
  std::ostringstream out;
  std::ostringstream err;
  Terminal terminal{
      .out = out, .err = err, .standard_input = [&] { return standard_input; }, .color = false, .files = files};
  const int status = run_command(arguments, terminal);
  return {status, out.str(), err.str()};
}

inline Ran ran(const std::vector<std::string>& arguments) {
  MemoryFiles files;
  return ran(arguments, files);
}

}  // namespace envc
