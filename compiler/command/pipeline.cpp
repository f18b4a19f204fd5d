#include "command/pipeline.hpp"

#include "command/earlier.hpp"
#include "emit/artifact.hpp"
#include "layer/append.hpp"
#include "resolve/resolve.hpp"
#include "statement/spelling.hpp"
#include "syntax/parse.hpp"
#include "text/digest.hpp"
#include "text/nearest.hpp"

#include <fmt/format.h>
#include <algorithm>

namespace envc {
namespace {

/// What was found, but for the warnings that `allow` silences.
void pass_on(const Diagnostics& found, const std::vector<Said<std::string>>& allowed, Diagnostics& diagnostics) {
  for (const Diagnostic& diagnostic : found.all()) {
    const bool silent = diagnostic.severity != Severity::error &&
                        std::any_of(allowed.begin(), allowed.end(),
                                    [&](const auto& kind) { return kind.value == name(diagnostic.kind); });
    if (!silent) diagnostics.add(diagnostic);
  }
}

/// What was compiled, as it lies in the project's folder: what no file holds is called project.env.
Input source_input(const Project& project, const Source& source, const Files& files) {
  const bool file = !project.file.empty() && files.kind(project.file) == FileKind::regular;
  return {.path = file ? project.file.substr(project.file.rfind('/') + 1) : "project.env",
          .directory = false,
          .executable = false,
          .sha256 = sha256(source.text)};
}

Settings settings_of(const Options& options) {
  Settings settings;
  for (const std::string& said : options.values("set")) {
    const std::size_t equals = said.find('=');
    if (equals == 0 || equals == std::string::npos)
      throw UsageError{fmt::format("`--set` takes NAME=VALUE, found {}", envc::quoted(said))};
    const auto [place, fresh] = settings.emplace(said.substr(0, equals), said.substr(equals + 1));
    if (!fresh) throw UsageError{fmt::format("`--set` names {} twice", envc::quoted(place->first))};
  }
  return settings;
}

std::vector<Manager> managers_of(const Options& options) {
  std::vector<Manager> managers;
  for (const std::string& said : options.values("merge")) {
    const auto is_said = [&](Manager manager) { return name(manager) == said; };
    const auto* const found = std::find_if(all_managers.begin(), all_managers.end(), is_said);
    if (found == all_managers.end())
      throw UsageError{fmt::format("`--merge` takes apt, conda or pip, found {}", envc::quoted(said))};
    managers.push_back(*found);
  }
  return managers;
}

/// Whether the model has all that resolve decides by: no error lies in a statement that it reads, nor in one that may
/// be meant as such.
bool is_resolvable(const Tree& tree, const Diagnostics& found) {
  return std::none_of(found.all().begin(), found.all().end(), [&](const Diagnostic& fault) {
    if (fault.severity != Severity::error) return false;
    // the last statement that begins before the fault: its header or its body holds it
    const auto next =
        std::upper_bound(tree.statements.begin(), tree.statements.end(), fault.where.begin,
                         [](std::uint32_t at, const Statement& statement) { return at < statement.where.begin; });
    if (next == tree.statements.begin()) return true;
    const StatementRow* row = probably_meant(std::prev(next)->keyword.text, at_file);
    return row == nullptr || row->resolved;
  });
}

Kept without(Kept kept, const std::optional<std::vector<std::string>>& update) {
  if (!update) return kept;
  if (update->empty()) return {};
  std::erase_if(kept.decisions, [&](const auto& decision) {
    return std::any_of(update->begin(), update->end(),
                       [&](const std::string& name) { return is_meant(name, decision.first); });
  });
  return kept;
}

std::vector<Move> moves_between(const Kept& kept, const std::vector<Decision>& decisions) {
  std::vector<Move> moves;
  for (const Decision& decision : decisions) {
    const auto before = kept.decisions.find(decision.subject);
    if (before == kept.decisions.end() || before->second == decision.value || is_said(decision.reason)) continue;
    moves.push_back({decision.subject, before->second, decision.value, decision.reason});
  }
  return moves;
}

}  // namespace

Request request_of(const Options& options, const Files& files) {
  return {.settings = settings_of(options),
          .replace_lock = options.has("force"),
          .update = updates(options, files),
          .repack = options.has("repack"),
          .merge = managers_of(options),
          .stdlib = read_stdlib(options, files)};
}

bool is_meant(std::string_view name, std::string_view subject) {
  return subject == name || (subject.ends_with(name) && subject[subject.size() - name.size() - 1] == ' ');
}

std::optional<Planned> plan(const Project& project, const Request& request, const Terminal& terminal, Sources& sources,
                            Diagnostics& diagnostics) {
  std::string text = read_source(project, terminal);
  if (text.size() > largest_source) {
    diagnostics.add({.kind = Kind::file_too_large,
                     .message = fmt::format("{} has more than 16 MB", envc::quoted(project.name)),
                     .where = {}});
    return std::nullopt;
  }
  const Source& source = sources.add(project.name, std::move(text));
  Earlier earlier = read_earlier(project, terminal.files, request.replace_lock, sources, diagnostics);
  if (request.learned) earlier.lock.learned = *request.learned;
  if (request.repack) forget_built(earlier.lock);
  for (const Manager manager : request.merge) merge(earlier.lock, manager);
  Diagnostics found;
  const auto project_facts =
      std::make_shared<const ProjectFacts>(request.stdlib, project, terminal.files, sources, found);
  const Facts& facts = project_facts->facts();

  const Tree tree = parse(source, statement_shapes(), found);
  Model model = check(tree, sources, request.settings, found);
  const bool resolvable = is_resolvable(tree, found);
  Inputs inputs = gather(model, project, terminal.files, sources, found);
  for (std::size_t i = 0; i < inputs.listed.size(); ++i) model.packages[i].listed = std::move(inputs.listed[i]);

  Resolution resolution;
  Laid laid;
  // What follows builds on the model: with a part of it missing it would only report echoes.
  if (resolvable) resolution = resolve(model, facts, without(earlier.lock.kept, request.update), found);
  for (Decision& decision : project_facts->decisions()) resolution.decisions.push_back(std::move(decision));
  // Also with errors so far: an `after` that names nothing is told in the same run.
  if (resolvable) laid = lay(model, resolution, facts, inputs.included, earlier.lock, found);
  const double regret = laid.price > 0 ? earlier.lock.regret : 0;
  if (!found.any_error()) tell_when_repack_pays(laid, regret, found);

  pass_on(found, model.allowed, diagnostics);
  if (found.any_error()) return std::nullopt;
  Plan plan{.model = std::move(model),
            .resolution = std::move(resolution),
            .graph = std::move(laid.graph),
            .sequence = std::move(laid.sequence),
            .inputs = std::move(inputs.all),
            .sources = {source_input(project, source, terminal.files)},
            .sealed = laid.built.size(),
            .built = std::move(laid.built),
            .rent = laid.rent,
            .regret = regret,
            .learned = std::move(earlier.lock.learned),
            .merged = std::move(earlier.lock.merged)};
  if (const auto& own = project_facts->input()) {
    plan.sources.push_back(*own);
    inputs.files.insert(own->path);
  }
  std::vector<Move> moves = moves_between(earlier.lock.kept, plan.resolution.decisions);
  return Planned{.plan = std::move(plan),
                 .files = std::move(inputs.files),
                 .lock_readable = earlier.readable,
                 .moves = std::move(moves),
                 .kept = std::move(earlier.lock.kept),
                 .included = std::move(inputs.included),
                 .facts = project_facts};
}

}  // namespace envc
