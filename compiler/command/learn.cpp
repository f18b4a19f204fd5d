// envc learn: what builds really took and edits really touched, into envc.lock. No other command moves what the order
// is laid by.
#include "command/command.hpp"
#include "command/commands.hpp"
#include "command/history.hpp"
#include "command/measure.hpp"
#include "command/messages.hpp"
#include "command/ownership.hpp"
#include "command/pipeline.hpp"
#include "emit/artifact.hpp"
#include "text/nearest.hpp"

#include <fmt/format.h>
#include <algorithm>
#include <ostream>

namespace envc {
namespace {

/// The log as a source; nullptr: it is too large, which is reported.
const Source* read_log(const std::string& file, const Terminal& terminal, Sources& sources, Diagnostics& diagnostics) {
  const bool piped = file == "-";
  auto text = piped ? terminal.standard_input() : terminal.files.read_start(file, largest_source + 1);
  if (!text) throw MachineError{fmt::format("cannot read {}: no such file", envc::quoted(file))};
  const std::string name = piped ? "<stdin>" : file;
  if (text->size() > largest_source) {
    diagnostics.add({.kind = Kind::file_too_large,
                     .message = fmt::format("{} has more than 16 MB", envc::quoted(name)),
                     .where = {}});
    return nullptr;
  }
  return &sources.add(name, std::move(*text));
}

std::vector<std::string> order_of(const Plan& plan) {
  std::vector<std::string> names;
  for (const LayerId id : plan.sequence.layers) names.push_back(plan.graph[id].name);
  return names;
}

std::string told(const std::map<std::string, MeasuredLayer>& layers, const Plan& before) {
  if (layers.empty()) return "every step was cached, or failed: nothing measured\n";
  std::string text;
  for (const LayerId id : before.sequence.layers) {
    const Layer& layer = before.graph[id];
    const auto found = layers.find(layer.name);
    if (found == layers.end()) continue;
    text += fmt::format("{}: {:.1f} s, {} {:.1f} s\n", layer.name, found->second.seconds,
                        layer.measured ? "before" : "estimated", layer.seconds);
  }
  return text;
}

std::string told(const History& history) {
  std::string text = fmt::format("{} of the image, {} of other lines", count(history.edits, "edit"), history.without);
  if (history.unreadable > 0) text += fmt::format(", {} passed over for a fault", count(history.unreadable, "version"));
  text += "\n";
  for (const auto& [kind, edits] : history.counts)
    text += fmt::format("{}: {} of {}\n", kind, edits.touched, edits.seen);
  return text;
}

int learn(const Options& options, Terminal& terminal) {
  const Messages messages(options, terminal);
  const bool from_build = options.has("from-build");
  const bool from_git = options.has("from-git");
  if (!from_build && !from_git && !options.has("forget"))
    throw UsageError{"`envc learn` needs `--from-build LOG`, `--from-git` or `--forget`", "envc learn --help"};
  Request request = request_of(options, terminal.files);
  const Project project = projects(options, terminal.files).front();
  if (from_build && options.value("from-build") == "-" && project.file.empty())
    throw UsageError{"standard input is project.env or a log, not both", "envc learn --help"};
  if (from_git && project.file.empty()) throw UsageError{"standard input has no history", "envc learn --from-git FILE"};
  terminal.files.recover(project.out);
  Sources sources;
  Diagnostics diagnostics;
  const auto give_up = [&] {
    messages.tell(diagnostics, sources, "nothing was written");
    return wrong_input;
  };
  const auto planned = plan(project, request, terminal, sources, diagnostics);
  if (!planned || diagnostics.any_error()) return give_up();

  Learned learned = options.has("forget") ? Learned{} : planned->plan.learned;
  std::string text;
  if (options.has("forget")) text += "forgotten: seconds and chances are envc's estimates\n";
  if (from_build) {
    const Source* log = read_log(options.value("from-build"), terminal, sources, diagnostics);
    const auto fresh = log == nullptr ? std::nullopt : measured_layers(*log, planned->plan, diagnostics);
    if (!fresh) return give_up();
    text += told(*fresh, planned->plan);
    for (const auto& [name, entry] : *fresh) learned.measured[name] = entry;
  }
  if (from_git) {
    History history = history_of(project, request, terminal);
    text += told(history);
    learned.edits = std::move(history.counts);
  }
  request.learned = std::move(learned);
  Sources again;
  Diagnostics told_already;
  const auto now = plan(project, request, terminal, again, told_already);
  if (!now) return give_up();
  const std::vector<Output> lock =
      meet({emit(now->plan).front()}, project, terminal.files, false, {}, messages.color(), diagnostics);
  if (diagnostics.any_error()) return give_up();
  if (lock.front().stale) terminal.files.write_set({{lock.front().path, lock.front().artifact.bytes}});
  messages.tell(diagnostics, sources, {});
  if (messages.json()) return fine;
  terminal.out << text;
  if (order_of(now->plan) != order_of(planned->plan))
    terminal.out << "another order of layers is better now; to take it: envc compile\n";
  return fine;
}

}  // namespace

Command learn_command() {
  return {
      .name = "learn",
      .usage = "[FILE] [options]",
      .summary = "put what builds took and edits touched into envc.lock",
      .details =
          "The order of layers follows estimates: seconds from envc's tables, chances of change from other projects.\n"
          "learn replaces them by what this project shows. It writes envc.lock alone, and no other command moves\n"
          "them. LOG is what `docker build --progress=plain` printed for the Dockerfile as it is now; `-` is standard\n"
          "input. A step that was cached or failed says nothing. What is measured or counted again replaces the old.",
      .options = {{.name = "from-build", .argument = "LOG", .text = "seconds of each layer, from a build's log"},
                  {.name = "from-git", .argument = {}, .text = "chances of change, from the history of FILE"},
                  {.name = "forget", .argument = {}, .text = "go back to estimates, then learn what else is said"},
                  {.name = "out", .letter = 'o', .argument = "DIR", .text = "the folder that holds envc.lock"},
                  {.name = "set", .argument = "NAME=VALUE", .text = "give a `let NAME` its value", .repeated = true},
                  stdlib_option(),
                  format_option()},
      .examples = {{"envc learn --from-build build.log", "what the last build took"},
                   {"envc learn --from-git", "count the commits of project.env"},
                   {"envc learn --forget", "estimates again"}},
      .most_words = 1,
      .run = learn};
}

}  // namespace envc
