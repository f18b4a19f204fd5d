#include "command/command.hpp"
#include "command/commands.hpp"
#include "command/messages.hpp"
#include "command/pipeline.hpp"

#include <fmt/format.h>
#include <ostream>

namespace envc {
namespace {

int check_sources(const Options& options, Terminal& terminal) {
  const Messages messages(options, terminal);
  const Request request = request_of(options, terminal.files);
  Sources sources;
  Diagnostics diagnostics;
  std::string fine_ones;
  for (const Project& project : projects(options, terminal.files))
    if (plan(project, request, terminal, sources, diagnostics))
      fine_ones += fmt::format("{}: no errors\n", project.name);
  messages.tell(diagnostics, sources, {});
  if (!messages.json()) terminal.out << fine_ones;
  return diagnostics.any_error() ? wrong_input : fine;
}

}  // namespace

Command check_command() {
  return {
      .name = "check",
      .usage = "[FILE…] [options]",
      .summary = "say what is wrong with a project.env; write nothing",
      .details = "FILE is `project.env` of the current folder when it is left out, `-` is standard input.",
      .options = {{.name = "set", .argument = "NAME=VALUE", .text = "give a `let NAME` its value", .repeated = true},
                  stdlib_option(),
                  format_option()},
      .examples = {{"envc check", "the project.env of this folder"},
                   {"envc check - < project.env", "from standard input, as an editor does"},
                   {"envc check --format json", "for a program"}},
      .most_words = std::size_t(-1),
      .run = check_sources};
}

}  // namespace envc
