#include "command/command.hpp"
#include "command/commands.hpp"
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

struct Sealed {
  std::string path;
  std::string bytes;
  std::size_t layers = 0;
  bool changed = false;
};

std::optional<Sealed> seal_one(const Project& project, const Request& request, const Terminal& terminal,
                               Sources& sources, Diagnostics& diagnostics) {
  std::optional<Planned> planned = plan(project, request, terminal, sources, diagnostics);
  if (!planned) return std::nullopt;
  Plan& plan = planned->plan;
  const std::vector<Output> now = meet(emit(plan), project, terminal.files, false,
                                       planned->lock_readable ? "" : "envc.lock", Color::no, diagnostics);
  if (diagnostics.any_error()) return std::nullopt;
  if (std::any_of(now.begin(), now.end(), [](const Output& output) { return output.stale; })) {
    diagnostics.add({.kind = Kind::stale_files,
                     .message = fmt::format("the files are not what {} makes now", envc::quoted(project.name)),
                     .where = {},
                     .help = "compile and build first: envc compile && make image"});
    return std::nullopt;
  }
  const std::size_t layers = plan.sequence.layers.size();
  const bool changed = plan.sealed != layers;
  plan.sealed = layers;
  if (changed) plan.regret += plan.rent;
  const Artifact lock = emit(plan).front();
  return Sealed{project.output(lock.name), lock.bytes, layers, changed};
}

int seal(const Options& options, Terminal& terminal) {
  const Messages messages(options, terminal);
  const Request request = request_of(options, terminal.files);
  Sources sources;
  Diagnostics diagnostics;
  std::vector<Sealed> all;
  for (const Project& project : projects(options, terminal.files)) {
    terminal.files.recover(project.out);
    if (auto sealed = seal_one(project, request, terminal, sources, diagnostics)) all.push_back(std::move(*sealed));
  }
  messages.tell(diagnostics, sources, "nothing was written");
  if (diagnostics.any_error()) return wrong_input;
  for (const Sealed& sealed : all) {
    if (sealed.changed) terminal.files.write_set({{sealed.path, sealed.bytes}});
    if (!messages.json() && sealed.changed)
      terminal.out << fmt::format("{}: {} sealed\n", sealed.path, count(sealed.layers, "layer"));
  }
  return fine;
}

}  // namespace

Command seal_command() {
  return {.name = "seal",
          .usage = "[FILE…] [options]",
          .summary = "note in envc.lock that the image was built",
          .details =
              "`make image` calls it after a build that went well. The lock then holds the instructions of the\n"
              "layers that stand in a real image; the image's tag does not change. An edit keeps the mark on the\n"
              "leading layers that it leaves as they are.",
          .options =
              {{.name = "out", .letter = 'o', .argument = "DIR", .text = "the folder that holds the generated files"},
               {.name = "set", .argument = "NAME=VALUE", .text = "give a `let NAME` its value", .repeated = true},
               stdlib_option(),
               format_option()},
          .examples = {{"envc seal", "the project.env of this folder"}},
          .most_words = std::size_t(-1),
          .run = seal};
}

}  // namespace envc
