// envc diff: what a build of one project.env makes anew after a build of another.
#include "command/command.hpp"
#include "command/commands.hpp"
#include "command/messages.hpp"
#include "command/pipeline.hpp"
#include "command/report.hpp"
#include "command/revision.hpp"
#include "emit/artifact.hpp"
#include "emit/rebuild.hpp"
#include "text/digest.hpp"
#include "text/display.hpp"
#include "text/nearest.hpp"

#include <fmt/format.h>
#include <algorithm>
#include <memory>
#include <nlohmann/json.hpp>
#include <ostream>

namespace envc {
namespace {

constexpr const char* source_name = "project.env";

/// One of the two: a file of the disk, or of a commit. Its lock and Dockerfile are those beside it.
struct Side {
  std::unique_ptr<Repository> repository;
  std::unique_ptr<RevisionFiles> revision;  ///< of a commit
  Project project;
  std::optional<Planned> planned = {};
};

Project project_at(const std::string& name, const std::string& file) {
  const std::size_t slash = file.rfind('/');
  const std::string folder = slash == std::string::npos ? "." : slash == 0 ? "/" : file.substr(0, slash);
  return {name, file, folder, folder};
}

/// `HEAD~1`, `v1:path/project.env`; like git, a path that begins with `./` starts here, others at the top.
Side revision_side(const std::string& said, const Terminal& terminal) {
  Side side;
  side.repository = std::make_unique<Repository>(terminal, ".");
  const std::size_t colon = said.find(':');
  const std::string revision = said.substr(0, colon);
  const auto commit = side.repository->commit(revision);
  if (!commit)
    throw UsageError{fmt::format("no file and no git revision {}", envc::quoted(said)),
                     "name a file, or a revision such as `HEAD~1` or `v1:path/project.env`"};
  std::string path = side.repository->prefix() + source_name;
  if (colon != std::string::npos) {
    path = said.substr(colon + 1);
    if (path.starts_with("./")) path = side.repository->prefix() + path.substr(2);
  }
  side.revision = std::make_unique<RevisionFiles>(*side.repository, *commit);
  if (side.revision->kind(path) != FileKind::regular)
    throw UsageError{fmt::format("{} has no file {}", envc::quoted(revision), envc::quoted(path)),
                     fmt::format("name it: {}:path/{}", visible(revision), source_name)};
  side.project = project_at(fmt::format("{}:{}", revision, path), path);
  return side;
}

Side side_of(const std::string& said, const Terminal& terminal) {
  if (terminal.files.kind(said) == FileKind::directory) {
    const std::string file = fmt::format("{}/{}", said, source_name);
    return {nullptr, nullptr, project_at(file, file)};
  }
  if (terminal.files.kind(said) != FileKind::missing) return {nullptr, nullptr, project_at(said, said)};
  return revision_side(said, terminal);
}

void plan_side(Side& side, const Options& options, const Terminal& terminal, Sources& sources,
               Diagnostics& diagnostics) {
  Files& files = side.revision ? *side.revision : terminal.files;
  const Terminal there{terminal.out, terminal.err, terminal.standard_input, terminal.color, files, terminal.run};
  side.planned = plan(side.project, request_of(options, files), there, sources, diagnostics);
}

/// The generated file beside the source, if there is one: what was built from that commit.
std::optional<std::string> committed(const Side& side, const std::string& name) {
  if (!side.revision) return std::nullopt;
  auto text = side.revision->read(side.project.output(name));
  return text && ownership(*text) == Ownership::ours ? text : std::nullopt;
}

/// The body under a generated file's header.
std::string body_of(const std::string& bytes) {
  const std::size_t blank = bytes.find("\n\n");
  return blank == std::string::npos ? bytes : bytes.substr(blank + 2);
}

EarlierBuild built(const Side& side) {
  const Plan& plan = side.planned->plan;
  EarlierBuild before{plan, dockerfile(plan), contents_of(plan)};
  if (const auto text = committed(side, "Dockerfile")) before.dockerfile = *text;
  if (const auto text = committed(side, "bashrc")) before.contents["bashrc"] = sha256(body_of(*text));
  return before;
}

std::vector<std::string> gone(const Plan& before, const Plan& now) {
  std::vector<std::string> names;
  for (const LayerId id : before.sequence.layers) {
    const std::string& name = before.graph[id].name;
    if (std::none_of(now.graph.layers.begin(), now.graph.layers.end(),
                     [&](const Layer& layer) { return layer.name == name; }))
      names.push_back(name);
  }
  return names;
}

struct Total {
  std::size_t layers = 0;
  double seconds = 0;
  double bytes = 0;
};

Total total(const std::vector<LayerFate>& all, const Plan& plan) {
  Total sum;
  for (const LayerFate& fate : all) {
    if (fate.cached) continue;
    ++sum.layers;
    sum.seconds += plan.graph[fate.id].seconds;
    sum.bytes += plan.graph[fate.id].bytes;
  }
  return sum;
}

std::string as_text(const Side& before, const Side& now, const std::vector<LayerFate>& all) {
  const Plan& plan = now.planned->plan;
  std::string text = fmt::format("{} → {}\n\n", visible(before.project.name), visible(now.project.name));
  std::size_t width = std::string_view("layer").size();
  for (const LayerFate& fate : all) width = std::max(width, plan.graph[fate.id].name.size());
  text += fmt::format("  {:<{}}  {:<7}  {:>8}  {:>7}  {}\n", "layer", width, "", "seconds", "size", "why");
  for (const LayerFate& fate : all) {
    const Layer& layer = plan.graph[fate.id];
    if (fate.cached)
      text += fmt::format("  {:<{}}  cached\n", layer.name, width);
    else
      text += fmt::format("  {:<{}}  rebuilt  {:>8.1f}  {:>7}  {}\n", layer.name, width, layer.seconds,
                          size(layer.bytes), fate.why);
  }
  const std::vector<std::string> lost = gone(before.planned->plan, plan);
  if (!lost.empty()) text += fmt::format("  no longer there: {}\n", fmt::join(lost, ", "));
  const Total sum = total(all, plan);
  if (content_tag(before.planned->plan) == content_tag(plan))
    return text + "\nThe image is the same: nothing to build.\n";
  return text + fmt::format("\n{} of {} rebuilt: about {}, {} to download\n", sum.layers, count(all.size(), "layer"),
                            duration(sum.seconds), sum.bytes < 500 ? "nothing" : size(sum.bytes));
}

nlohmann::ordered_json as_json(const Side& before, const Side& now, const std::vector<LayerFate>& all) {
  const Plan& plan = now.planned->plan;
  nlohmann::ordered_json json;
  json["old"] = {{"source", before.project.name}, {"image", image_reference(before.planned->plan)}};
  json["new"] = {{"source", now.project.name}, {"image", image_reference(plan)}};
  json["layers"] = nlohmann::ordered_json::array();
  for (const LayerFate& fate : all) {
    const Layer& layer = plan.graph[fate.id];
    json["layers"].push_back({{"name", layer.name},
                              {"cached", fate.cached},
                              {"why", fate.why},
                              {"seconds", layer.seconds},
                              {"bytes", layer.bytes},
                              {"steps", fate.steps}});
  }
  const Total sum = total(all, plan);
  json["removed"] = gone(before.planned->plan, plan);
  json["rebuilt_layers"] = sum.layers;
  json["rebuilt_seconds"] = sum.seconds;
  json["rebuilt_bytes"] = sum.bytes;
  return json;
}

int diff(const Options& options, Terminal& terminal) {
  const Messages messages(options, terminal);
  std::vector<std::string> said = options.words();
  if (said.empty()) said.emplace_back("HEAD");
  if (said.size() == 1) said.emplace_back(source_name);
  Side before = side_of(said[0], terminal);
  Side now = side_of(said[1], terminal);
  Sources sources;
  Diagnostics diagnostics;
  plan_side(before, options, terminal, sources, diagnostics);
  plan_side(now, options, terminal, sources, diagnostics);
  if (!before.planned || !now.planned) {
    messages.tell(diagnostics, sources, {});
    return wrong_input;
  }
  // Warnings are for check to tell; here they would stand twice.
  const std::vector<LayerFate> all = fates(built(before), now.planned->plan);
  messages.tell({}, sources, {}, as_json(before, now, all));
  if (!messages.json()) terminal.out << as_text(before, now, all);
  return fine;
}

}  // namespace

Command diff_command() {
  return {
      .name = "diff",
      .usage = "[OLD [NEW]] [options]",
      .summary = "show which layers an edit rebuilds, before building",
      .details =
          "OLD and NEW are files or git revisions: `HEAD~1`, `v1:path/project.env`. NEW is the project.env of this\n"
          "folder when it is left out, OLD is `HEAD`. The lock beside each counts, as for compile. A layer is cached\n"
          "if a builder that has built OLD has its result; seconds and bytes are estimates. Exit code 0, also when\n"
          "something is rebuilt.",
      .options = {{.name = "set", .argument = "NAME=VALUE", .text = "give a `let NAME` its value", .repeated = true},
                  format_option()},
      .examples = {{"envc diff", "the last commit against the files as they are"},
                   {"envc diff HEAD~1 HEAD", "what the last commit rebuilds"},
                   {"envc diff main:project.env", "another branch against the files as they are"}},
      .most_words = 2,
      .run = diff};
}

}  // namespace envc
