#include "resolve/compilation.hpp"

#include "resolve/addresses.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace envc {
namespace {

bool ends_with_archive(std::string_view address, std::string_view ending) {
  address = address.substr(0, address.find('#'));
  return address.ends_with(ending);
}

/// Whether the statement's indexes have the package as a wheel. What the default index has not comes from one that
/// does.
bool comes_as_wheel(const Facts& facts, const PackageStatement& statement, const PackageNeeds& needs) {
  if (needs.wheel_index == "default") return true;
  const CataloguePackage* const known = facts.catalogued("pip", needs.name);
  if (known != nullptr && !known->repository.empty()) return true;
  if (needs.wheel_index.empty()) return false;
  const auto has = [&](const Said<std::string>& url) { return url.value.starts_with(needs.wheel_index); };
  const auto all = index_addresses(statement);
  return std::any_of(all.begin(), all.end(), has);
}

/// In a file it is compiled apart from what it is compiled against, unless the statement says otherwise.
void warn_in_file(const Resolving& r, const PackageStatement& statement, const ResolvedPackage& package,
                  std::string_view against) {
  if (std::any_of(statement.options.begin(), statement.options.end(),
                  [](const auto& option) { return option.value == "--no-build-isolation"; }))
    return;
  r.diagnostics.add(
      {.kind = Kind::compiled_in_file,
       .severity = Severity::warning,
       .message = fmt::format("`{}` is compiled against {}, which it does not see from a file", package.name, against),
       .where = package.where,
       .help = fmt::format("take it out of {} and write `pip {}`", package.file, package.spec)});
}

void mark(const Resolving& r, const FrameworkUse& use, const PackageStatement& statement, ResolvedPackages& out) {
  const auto add = [](std::vector<std::string>& list, std::string_view word) {
    if (std::find(list.begin(), list.end(), word) == list.end()) list.emplace_back(word);
  };
  for (ResolvedPackage& package : out.packages) {
    const bool address = read_spec(Manager::pip, package.spec).address;
    if (address && ends_with_archive(package.spec, ".whl")) continue;
    const auto needs = r.facts.needs("pip", package.name);
    const bool known = needs && !needs->build_apt.empty() && (address || !comes_as_wheel(r.facts, statement, *needs));
    if (!known && !address) continue;
    package.compiles = out.compiles = true;
    if (!known || needs->compiles_against.empty()) continue;
    if (!package.file.empty()) {
      warn_in_file(r, statement, package, needs->compiles_against);
    } else {
      out.no_build_isolation = true;
      for (const std::string_view tool : words(needs->build_tools))
        out.build_tools.try_emplace(std::string(tool), BuildTool{std::string(tool), {}});
    }
    if (!use.main || needs->compiles_against != r.facts.framework().name) continue;
    package.compiles_against = framework_name(r.facts, use.manager);
    add(out.compiles_against, package.compiles_against);
  }
  for (const LocalProject& project : statement.projects) {
    if (!ends_with_archive(project.path, ".whl")) out.compiles = true;
  }
}

/// Words as a shell would see the names of programs: without folders, without the version at their end.
bool line_wants(const Facts& facts, std::string_view line, std::string_view what) {
  constexpr std::string_view separators = " \t;&|()`'\"=";
  while (!line.empty()) {
    const std::size_t end = std::min(line.find_first_of(separators), line.size());
    std::string_view word = line.substr(0, end);
    line.remove_prefix(std::min(end + 1, line.size()));
    if (const auto slash = word.rfind('/'); slash != std::string_view::npos) word.remove_prefix(slash + 1);
    if (has_word(facts.word_wants(word), what)) return true;
    const auto last = word.find_last_not_of("0123456789.-");
    if (last != std::string_view::npos && has_word(facts.word_wants(word.substr(0, last + 1)), what)) return true;
  }
  return false;
}

bool step_wants(const Facts& facts, const Step& step, std::string_view what) {
  if (const auto* run = std::get_if<Run>(&step.action)) return lines_want(facts, run->lines, what);
  if (const auto* check = std::get_if<Check>(&step.action)) return lines_want(facts, check->lines, what);
  if (const auto* git = std::get_if<Git>(&step.action)) return lines_want(facts, git->lines, what);
  return false;
}

}  // namespace

bool lines_want(const Facts& facts, const std::vector<std::string>& lines, std::string_view what) {
  return std::any_of(lines.begin(), lines.end(),
                     [&](const std::string& line) { return line_wants(facts, line, what); });
}

void mark_compiled(const Resolving& r, const FrameworkUse& use) {
  for (const std::size_t i : r.statements(Manager::pip)) mark(r, use, r.model.packages[i], r.out.packages[i]);
}

bool steps_want(const Resolving& r, std::string_view what) {
  return std::any_of(r.model.steps.begin(), r.model.steps.end(),
                     [&](const Step& step) { return step_wants(r.facts, step, what); });
}

bool runs_want(const Resolving& r, std::string_view what) {
  const auto exec = [&](const std::optional<Exec>& e) { return e && lines_want(r.facts, e->words, what); };
  return exec(r.model.entrypoint) || exec(r.model.command) ||
         std::any_of(r.model.jobs.begin(), r.model.jobs.end(),
                     [&](const Job& job) { return lines_want(r.facts, job.lines, what); });
}

const ResolvedPackage* compiled_against_framework(const Resolution& out) {
  for (const ResolvedPackages& statement : out.packages) {
    const auto found = std::find_if(statement.packages.begin(), statement.packages.end(),
                                    [](const ResolvedPackage& one) { return !one.compiles_against.empty(); });
    if (found != statement.packages.end()) return &*found;
  }
  return nullptr;
}

bool compiles(const Resolving& r) {
  return std::any_of(r.out.packages.begin(), r.out.packages.end(),
                     [](const ResolvedPackages& packages) { return packages.compiles; }) ||
         steps_want(r, "compiles");
}

Span what_compiles(const Resolving& r) {
  for (std::size_t i = 0; i < r.out.packages.size(); ++i) {
    if (!r.out.packages[i].compiles) continue;
    const auto& packages = r.out.packages[i].packages;
    const auto found =
        std::find_if(packages.begin(), packages.end(), [](const ResolvedPackage& one) { return one.compiles; });
    return found != packages.end() ? found->where : r.model.packages[i].where;  // else a project of the statement
  }
  const auto step = std::find_if(r.model.steps.begin(), r.model.steps.end(),
                                 [&](const Step& one) { return step_wants(r.facts, one, "compiles"); });
  return step == r.model.steps.end() ? Span{} : step->where;
}

}  // namespace envc
