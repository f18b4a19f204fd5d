#include "command/ownership.hpp"

#include "command/difference.hpp"
#include "text/nearest.hpp"
#include "text/quote.hpp"

#include <fmt/format.h>
#include <algorithm>

namespace envc {
namespace {

std::string force_command(const Project& project) {
  std::string command = "envc compile --force";
  if (project.file != "project.env") command += " " + ShellWord(project.file.empty() ? "-" : project.file).text();
  const std::string usual = project.file.empty() ? "." : project.folder;
  if (project.out != usual) command += " -o " + ShellWord(project.out).text();
  return command;
}

Diagnostic in_the_way(Ownership who, const std::string& path, const Project& project) {
  if (who == Ownership::edited)
    return {.kind = Kind::edited_by_hand,
            .message = fmt::format("{} was generated and then edited by hand", envc::quoted(path)),
            .where = {},
            .help = fmt::format("say it in {}, then throw the edit away: {}", project.name, force_command(project))};
  return {.kind = Kind::not_ours,
          .message = fmt::format("{} is in the way: envc did not make it", envc::quoted(path)),
          .where = {},
          .help = fmt::format("move it away, or replace it: {}", force_command(project))};
}

}  // namespace

std::vector<Output> meet(std::vector<Artifact> artifacts, const Project& project, const Files& files, bool force,
                         std::string_view reported, Color color, Diagnostics& diagnostics) {
  std::vector<Output> outputs;
  for (Artifact& artifact : artifacts) {
    Output output{.path = project.output(artifact.name), .artifact = {}, .stale = true, .difference = {}};
    const FileKind kind = files.kind(output.path);
    if (kind == FileKind::directory || kind == FileKind::other)
      throw MachineError{fmt::format("cannot write `{}`: it is {}", output.path,
                                     kind == FileKind::directory ? "a folder" : "no regular file")};
    if (const auto old = kind == FileKind::missing ? std::nullopt : files.read(output.path)) {
      output.stale = *old != artifact.bytes || (files.mode(output.path) == 0755) != artifact.executable;
      const Ownership who = *old == artifact.bytes ? Ownership::ours : ownership(*old);
      const bool persons = who == Ownership::foreign || who == Ownership::edited;
      if (!force && persons && artifact.name != reported) {
        diagnostics.add(in_the_way(who, output.path, project));
        output.difference = difference(output.path, *old, artifact.bytes, color);
      }
    }
    output.artifact = std::move(artifact);
    outputs.push_back(std::move(output));
  }
  return outputs;
}

void find_leftovers(const Model& model, const Project& project, const Files& files, Diagnostics& diagnostics) {
  const std::vector<std::string> made = artifact_names(model);
  for (const std::string& name : files.list(project.out)) {
    if (std::find(made.begin(), made.end(), name) != made.end() || !comes_and_goes(name)) continue;
    const std::string path = project.output(name);
    if (files.kind(path) != FileKind::regular) continue;
    const auto bytes = files.read(path);
    if (!bytes || ownership(*bytes) != Ownership::ours) continue;
    diagnostics.add(
        {.kind = Kind::leftover_file,
         .severity = Severity::warning,
         .message = fmt::format("{} is of a job or place that is gone, and runs an old image", quoted(path)),
         .where = {},
         .help = fmt::format("take it away: rm {}", ShellWord(path).text())});
  }
}

}  // namespace envc
