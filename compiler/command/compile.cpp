#include "command/command.hpp"
#include "command/commands.hpp"
#include "command/make_dependencies.hpp"
#include "command/messages.hpp"
#include "command/ownership.hpp"
#include "command/pipeline.hpp"
#include "command/report.hpp"
#include "emit/artifact.hpp"
#include "text/nearest.hpp"

#include <fmt/format.h>
#include <algorithm>
#include <nlohmann/json.hpp>
#include <ostream>
#include <set>

namespace envc {
namespace {

/// One source, compiled as far as nothing is written yet.
struct Compiled {
  Project project;
  Planned planned;
  std::vector<Output> outputs;
};

Artifact dependencies(const Project& project, const Planned& planned) {
  std::set<std::string> paths = planned.files;
  if (!project.file.empty()) paths.insert(project.file.substr(project.file.rfind('/') + 1));
  return {.name = "envc.d", .bytes = with_header(make_dependencies(paths))};
}

std::optional<Compiled> compile_one(const Project& project, const Options& options, const Request& request,
                                    const Terminal& terminal, Sources& sources, Diagnostics& diagnostics) {
  std::optional<Planned> planned = plan(project, request, terminal, sources, diagnostics);
  if (!planned) return std::nullopt;
  std::vector<Artifact> artifacts = emit(planned->plan);
  if (options.has("MD")) artifacts.push_back(dependencies(project, *planned));
  std::vector<Output> outputs =
      meet(std::move(artifacts), project, terminal.files, options.has("force"),
           planned->lock_readable ? "" : "envc.lock", terminal.color ? Color::yes : Color::no, diagnostics);
  find_leftovers(planned->plan.model, project, terminal.files, diagnostics);
  return Compiled{project, std::move(*planned), std::move(outputs)};
}

void write(const Compiled& compiled, Files& files) {
  std::vector<FileToWrite> set;
  for (const Output& output : compiled.outputs)
    set.push_back({output.path, output.artifact.bytes, output.artifact.executable});
  files.write_set(set);
}

nlohmann::ordered_json results(const std::vector<Compiled>& all) {
  auto list = nlohmann::ordered_json::array();
  for (const Compiled& compiled : all)
    list.push_back(summary_as_json(compiled.project, compiled.planned, compiled.outputs));
  return {{"results", std::move(list)}};
}

void show(const std::vector<Compiled>& all, Terminal& terminal) {
  for (const Compiled& compiled : all) {
    if (all.size() > 1) terminal.out << compiled.project.name << ":\n";
    terminal.out << summary(compiled.project, compiled.planned, compiled.outputs);
  }
}

/// Throws UsageError where a name of `--update` is none of the decisions, be they of now or of a lock.
void refuse_unknown_updates(const Request& request, const std::vector<Compiled>& all) {
  if (!request.update) return;
  std::set<std::string_view> subjects;
  for (const Compiled& compiled : all) {
    for (const auto& [subject, value] : compiled.planned.kept.decisions) subjects.insert(subject);
    for (const Decision& decision : compiled.planned.plan.resolution.decisions) subjects.insert(decision.subject);
  }
  for (const std::string& name : *request.update) {
    if (std::any_of(subjects.begin(), subjects.end(), [&](std::string_view s) { return is_meant(name, s); })) continue;
    std::vector<std::string_view> known(subjects.begin(), subjects.end());
    for (const std::string_view subject : subjects) known.push_back(subject.substr(subject.rfind(' ') + 1));
    const auto close = nearest(name, known);
    throw UsageError{fmt::format("{} is no file, and nothing that envc.lock decides", envc::quoted(name)),
                     close ? fmt::format("did you mean `envc compile --update {}`?", *close) : "envc why"};
  }
}

/// `--check`: the stale files, one a line. How many there are.
std::size_t stale_files(const std::vector<Compiled>& all, bool quiet, Terminal& terminal) {
  std::size_t stale = 0;
  std::size_t total = 0;
  for (const Compiled& compiled : all)
    for (const Output& output : compiled.outputs) {
      ++total;
      if (!output.stale) continue;
      ++stale;
      if (!quiet) terminal.out << output.path << "\n";
    }
  if (quiet) return stale;
  if (stale != 0)
    terminal.err << fmt::format("{} out of date; to write anew: envc compile\n", count(stale, "generated file"));
  else
    terminal.err << fmt::format("{} up to date\n", count(total, "generated file"));
  return stale;
}

int compile(const Options& options, Terminal& terminal) {
  const Messages messages(options, terminal);
  const Request request = request_of(options, terminal.files);
  const bool only_check = options.has("check");
  Sources sources;
  Diagnostics diagnostics;
  std::vector<Compiled> all;
  for (const Project& project : projects(options, terminal.files)) {
    if (!only_check) terminal.files.recover(project.out);
    auto compiled = compile_one(project, options, request, terminal, sources, diagnostics);
    if (compiled) all.push_back(std::move(*compiled));
  }
  if (!diagnostics.any_error()) refuse_unknown_updates(request, all);
  if (diagnostics.any_error()) {
    if (!messages.json())
      for (const Compiled& compiled : all)
        for (const Output& output : compiled.outputs) terminal.err << output.difference;
    messages.tell(diagnostics, sources, "nothing was written");
    return wrong_input;
  }
  if (!only_check)
    for (const Compiled& compiled : all) write(compiled, terminal.files);
  messages.tell(diagnostics, sources, {}, results(all));
  if (only_check) return stale_files(all, messages.json(), terminal) == 0 ? fine : wrong_input;
  if (!messages.json()) show(all, terminal);
  return fine;
}

}  // namespace

Command compile_command() {
  return {
      .name = "compile",
      .usage = "[FILE…] [--update [PACKAGE…]] [options]",
      .summary = "write the Dockerfile, launch.sh and the other files of a project.env",
      .details =
          "FILE is `project.env` of the current folder when it is left out, `-` is standard input. The files go\n"
          "beside FILE. Either all of them are written or none; one that would not change is not touched, and\n"
          "one that a person made or edited stays as it is unless you say `--force`.\n"
          "\n"
          "What project.env leaves open is chosen once and kept in envc.lock: a newer envc, which knows newer\n"
          "releases, changes nothing by itself. `--update` lets it move.",
      .options = {{.name = "out", .letter = 'o', .argument = "DIR", .text = "write into this folder"},
                  {.name = "check", .argument = {}, .text = "write nothing; exit 1 and list what is out of date"},
                  {.name = "set", .argument = "NAME=VALUE", .text = "give a `let NAME` its value", .repeated = true},
                  {.name = "update",
                   .argument = {},
                   .text = "choose anew what project.env leaves open, or only the PACKAGEs named beside the files"},
                  {.name = "force", .argument = {}, .text = "replace files that envc did not make, and edited ones"},
                  {.name = "repack", .argument = {}, .text = "lay all layers anew, those too that were built"},
                  {.name = "merge",
                   .argument = "MANAGER",
                   .text = "put the packages of apt, conda or pip into one layer again",
                   .repeated = true},
                  {.name = "MD", .argument = {}, .text = "also write envc.d: what the files are made from, for make"},
                  stdlib_option(),
                  format_option()},
      .examples = {{"envc compile", "the project.env of this folder"},
                   {"envc compile --check", "in CI: are the committed files up to date?"},
                   {"envc compile --update", "the newest of everything that project.env leaves open"},
                   {"envc compile --update ubuntu", "of this one alone, and of what must go with it"},
                   {"envc compile -o build project.env", "the files go into build/"},
                   {"envc compile - < project.env", "from standard input"}},
      .most_words = std::size_t(-1),
      .run = compile};
}

}  // namespace envc
