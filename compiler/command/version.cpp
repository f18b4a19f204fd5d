#include "command/command.hpp"
#include "command/commands.hpp"

#include <ostream>

namespace envc {
namespace {

int version(const Options& /*options*/, Terminal& terminal) {
  terminal.out << "envc " ENVC_VERSION "\n";
  return fine;
}

}  // namespace

Command version_command() {
  return {.name = "version",
          .usage = "",
          .summary = "print the version of envc",
          .details = "`envc --version` does the same.",
          .options = {},
          .examples = {{"envc --version", "print the version"}},
          .run = version};
}

}  // namespace envc
