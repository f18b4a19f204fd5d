// The process: its arguments and streams. All else is in command/.
#include "command/command.hpp"
#include "command/project.hpp"
#include "files/disk.hpp"

#include <fcntl.h>
#include <unistd.h>
#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <iostream>

namespace {

/// With a closed standard stream the first file opened would take its number, and messages would go into it.
void hold_standard_streams() {
  for (int number = 0; number < 3; ++number)
    if (::fcntl(number, F_GETFD) < 0) (void)!::open("/dev/null", number == 0 ? O_WRONLY : O_RDONLY);
}

/// At most one byte more than a source may have.
std::string standard_input() {
  std::string text(envc::largest_source + 1, '\0');
  std::cin.read(text.data(), static_cast<std::streamsize>(text.size()));
  text.resize(static_cast<std::size_t>(std::cin.gcount()));
  if (std::cin.bad()) throw envc::MachineError{"cannot read standard input"};
  return text;
}

bool wants_color() {
  const char* no_color = std::getenv("NO_COLOR");
  const char* terminal = std::getenv("TERM");
  return ::isatty(STDERR_FILENO) != 0 && (no_color == nullptr || *no_color == '\0') && terminal != nullptr &&
         std::strcmp(terminal, "dumb") != 0;
}

}  // namespace

int main(int argc, char** argv) {
  hold_standard_streams();
  std::ios::sync_with_stdio(false);
  envc::DiskFiles files;
  envc::Terminal terminal{.out = std::cout,
                          .err = std::cerr,
                          .standard_input = standard_input,
                          .color = wants_color(),
                          .files = files,
                          .run = envc::run_process};
  const int status = envc::run_command({argv + 1, argv + argc}, terminal);
  if (!std::cout.flush()) {
    const int error = errno;
    std::cerr << "envc: cannot write the output: " << std::strerror(error) << "\n";
    return envc::machine;
  }
  return status;
}
