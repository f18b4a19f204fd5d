#include "command/command.hpp"

#include "command/commands.hpp"
#include "text/display.hpp"
#include "text/nearest.hpp"

#include <fmt/format.h>
#include <fmt/ostream.h>
#include <new>
#include <ostream>

namespace envc {
namespace {

void tell(Terminal& terminal, const std::string& message, const std::string& help) {
  // Messages hold names of files, and those can hold anything.
  fmt::print(terminal.err, "envc: {}\n", visible(message));
  if (!help.empty()) fmt::print(terminal.err, "  = help: {}\n", visible(help));
}

UsageError unknown_command(const std::string& said, const Files& files) {
  const bool option = said.starts_with('-');
  std::vector<std::string_view> names{"--help", "--version"};
  if (!option) names.clear();
  for (const Command& command : commands())
    if (!option) names.push_back(command.name);
  std::string help = "envc help";
  if (const auto close = nearest(said, names))
    help = fmt::format("did you mean `envc {}`?", *close);
  else if (files.kind(said) == FileKind::regular)
    help = fmt::format("did you mean `envc compile {}`?", said);
  return {fmt::format("unknown {} {}", option ? "option" : "command", envc::quoted(said)), help};
}

int dispatch(std::vector<std::string> arguments, Terminal& terminal) {
  if (arguments.empty()) {
    terminal.err << help_overview();
    return usage;
  }
  std::string name = arguments.front();
  if (name == "--help" || name == "-h") name = "help";
  if (name == "--version") name = "version";
  const Command* command = command_named(name);
  if (command == nullptr) throw unknown_command(name, terminal.files);

  arguments.erase(arguments.begin());
  const Options options = parse_options(*command, arguments);
  if (options.has("help")) {
    terminal.out << command_page(*command);
    return fine;
  }
  return command->run(options, terminal);
}

}  // namespace

std::span<const Command> commands() {
  static const std::vector<Command> all{compile_command(), check_command(),  explain_command(), diff_command(),
                                        learn_command(),   why_command(),    list_command(),    seal_command(),
                                        help_command(),    version_command()};
  return all;
}

const Command* command_named(std::string_view name) {
  for (const Command& command : commands())
    if (command.name == name) return &command;
  return nullptr;
}

int run_command(const std::vector<std::string>& arguments, Terminal& terminal) {
  try {
    return dispatch(arguments, terminal);
  } catch (const UsageError& error) {
    tell(terminal, error.message, error.help);
    return usage;
  } catch (const MachineError& error) {
    tell(terminal, error.message, error.help);
    return machine;
  } catch (const std::bad_alloc&) {
    tell(terminal, "out of memory", {});
    return machine;
  } catch (const std::exception& error) {
    tell(terminal, fmt::format("bug in envc: {}", error.what()), "report it with the file that shows it");
    return bug_found;
  }
}

}  // namespace envc
