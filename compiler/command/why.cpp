// envc why: one thing of the environment, what it was decided to be, by whom, and where it stands.
#include "command/command.hpp"
#include "command/commands.hpp"
#include "command/messages.hpp"
#include "command/pipeline.hpp"
#include "statement/statement.hpp"
#include "text/nearest.hpp"

#include <fmt/format.h>
#include <algorithm>
#include <nlohmann/json.hpp>
#include <ostream>
#include <set>

namespace envc {
namespace {

/// Where the source asks for it.
struct Asked {
  std::string file;
  Position at;
  std::string text;  ///< the statement, as written
};

struct Answer {
  std::string subject;  ///< `conda torchvision`, `cuda`, `apt`
  std::string value;
  std::string reason;
  std::optional<Asked> asked;
  std::string layer;
};

/// What the source says of itself, and what is made of it.
class Answers {
 public:
  Answers(const Plan& plan, const Sources& sources) : plan_(plan), sources_(sources) {
    take_packages();
    take_decisions();
    take_statements();
  }

  [[nodiscard]] const std::vector<Answer>& all() const { return all_; }

  [[nodiscard]] std::vector<Answer> on(std::string_view name) const {
    std::vector<Answer> found;
    for (const Answer& answer : all_)
      if (is_meant(name, answer.subject)) found.push_back(answer);
    return found;
  }

 private:
  [[nodiscard]] std::optional<Asked> asked_at(Span where, const std::string& quote) const {
    const Source* source = where ? sources_.find(where) : nullptr;
    if (source == nullptr) return std::nullopt;
    return Asked{source->name, sources_.position(where.begin), quote};
  }

  /// The layer whose list of packages has this one; empty: none.
  [[nodiscard]] std::string layer_with(Manager manager, const std::string& spec) const {
    const auto has = [&](const std::vector<std::string>& list) {
      return std::find(list.begin(), list.end(), spec) != list.end();
    };
    for (const Layer& layer : plan_.graph.layers) {
      const auto* apt = std::get_if<content::AptInstall>(&layer.content);
      const auto* conda = std::get_if<content::CondaInstall>(&layer.content);
      const auto* pip = std::get_if<content::PipInstall>(&layer.content);
      if ((manager == Manager::apt && apt != nullptr && has(apt->packages)) ||
          (manager == Manager::conda && conda != nullptr && has(conda->specs)) ||
          (manager == Manager::pip && pip != nullptr && has(pip->requirements)))
        return layer.name;
    }
    return {};
  }

  /// The layer that installs from this requirement file.
  [[nodiscard]] std::string layer_with_file(const std::string& file) const {
    for (const Layer& layer : plan_.graph.layers) {
      const auto* pip = std::get_if<content::PipInstall>(&layer.content);
      if (pip == nullptr) continue;
      for (const auto* files : {&pip->requirement_files, &pip->included_files})
        if (std::find(files->begin(), files->end(), file) != files->end()) return layer.name;
    }
    return {};
  }

  /// The statement that names the package, or its line of a requirement file.
  static const std::string& words_for(const ResolvedPackage& package, const PackageStatement& statement) {
    const auto& lines = statement.listed.packages;
    const auto line = std::find_if(lines.begin(), lines.end(),
                                   [&](const Package& one) { return one.where && one.where == package.where; });
    return line == lines.end() ? statement.quote : line->spec;
  }

  void take(const ResolvedPackage& package, Manager manager, const std::string& quote, bool removed) {
    const std::string subject = fmt::format("{} {}", envc::name(manager), package.name);
    std::string reason = package.why.empty() ? said_in(package.file) : package.why;
    if (removed) reason = "taken out of what the base ships";
    all_.push_back({subject, package.spec, std::move(reason),
                    package.said ? asked_at(package.where, quote) : std::nullopt,
                    package.file.empty() ? layer_with(manager, package.spec) : layer_with_file(package.file)});
  }

  void take_packages() {
    for (std::size_t i = 0; i < plan_.resolution.packages.size(); ++i) {
      const PackageStatement& statement = plan_.model.packages[i];
      for (const auto* packages : {&plan_.resolution.packages[i].packages, &plan_.resolution.packages[i].listed})
        for (const ResolvedPackage& package : *packages)
          take(package, statement.manager, words_for(package, statement), statement.remove);
    }
    for (const ResolvedPackage& library : plan_.resolution.system_libraries) take(library, Manager::apt, {}, false);
  }

  /// Those that are of no package: the image, the interpreter, channels and indexes, installers.
  void take_decisions() {
    std::set<std::string_view> told;
    for (const Answer& answer : all_) told.insert(answer.subject);
    std::vector<Answer> others;
    for (const Decision& decision : plan_.resolution.decisions) {
      if (told.contains(decision.subject)) continue;
      const std::string keyword = decision.subject.substr(0, decision.subject.find(' '));
      const auto quote = plan_.model.quotes.find(keyword);
      std::optional<Asked> asked;
      if (quote != plan_.model.quotes.end()) asked = asked_at(quote->second.where, quote->second.text);
      others.push_back({decision.subject, decision.value, decision.reason, std::move(asked), {}});
    }
    all_.insert(all_.begin(), others.begin(), others.end());
  }

  /// Statements by their keyword: the layer that does what they say.
  void take_statements() {
    std::vector<Answer> statements;
    for (const LayerId id : plan_.sequence.layers) {
      const Layer& layer = plan_.graph[id];
      for (const std::string& quote : layer.quotes) {
        const std::string keyword = quote.substr(0, quote.find(' '));
        if (find_statement(keyword, at_file) == nullptr) continue;
        statements.push_back({keyword, quote, std::string(as_said), {}, layer.name});
      }
    }
    all_.insert(all_.end(), statements.begin(), statements.end());
  }

  const Plan& plan_;
  const Sources& sources_;
  std::vector<Answer> all_;
};

/// The first line: the thing, and the reason for it.
std::string sentence(const Answer& answer) {
  const bool shows_itself = answer.value.starts_with(answer.subject.substr(answer.subject.rfind(' ') + 1));
  const std::string head = shows_itself ? answer.subject.substr(0, answer.subject.rfind(' ') + 1) + answer.value
                                        : fmt::format("{} {}", answer.subject, answer.value);
  const bool keyword = answer.subject.find(' ') == std::string::npos && answer.value.starts_with(answer.subject);
  return fmt::format("{}: {}\n", keyword ? answer.value : head, answer.reason);
}

std::string as_text(const Answer& answer) {
  std::string text = sentence(answer);
  if (answer.asked)
    text += fmt::format("  {}:{}:{}  {}\n", answer.asked->file, answer.asked->at.line, answer.asked->at.column,
                        answer.asked->text);
  if (!answer.layer.empty()) text += fmt::format("  in the layer `{}`\n", answer.layer);
  return text;
}

nlohmann::ordered_json as_json(const std::vector<Answer>& answers) {
  auto list = nlohmann::ordered_json::array();
  for (const Answer& answer : answers) {
    nlohmann::ordered_json one{{"subject", answer.subject}, {"value", answer.value}, {"reason", answer.reason}};
    one["said"] = nullptr;
    if (answer.asked)
      one["said"] = {{"file", answer.asked->file},
                     {"line", answer.asked->at.line},
                     {"column", answer.asked->at.column},
                     {"statement", answer.asked->text}};
    one["layer"] = answer.layer.empty() ? nlohmann::ordered_json() : nlohmann::ordered_json(answer.layer);
    list.push_back(std::move(one));
  }
  return {{"answers", std::move(list)}};
}

[[noreturn]] void unknown(const std::string& name, const Answers& answers) {
  std::vector<std::string_view> known;
  for (const Answer& answer : answers.all()) {
    known.push_back(answer.subject);
    known.push_back(std::string_view(answer.subject).substr(answer.subject.rfind(' ') + 1));
  }
  const auto close = nearest(name, known);
  throw UsageError{fmt::format("nothing in this environment is called {}", envc::quoted(name)),
                   close ? fmt::format("did you mean `envc why {}`?", *close) : "envc why"};
}

/// The name, which may be of two words: `conda numpy`, `base image`.
std::string name_of(const Options& options) {
  return fmt::format("{}", fmt::join(options.words(), " "));
}

int why(const Options& options, Terminal& terminal) {
  const Messages messages(options, terminal);
  Sources sources;
  Diagnostics diagnostics;
  const Project project = project_named(options.value("file"), options, terminal.files);
  const auto planned = plan(project, request_of(options, terminal.files), terminal, sources, diagnostics);
  if (!planned) {
    messages.tell(diagnostics, sources, {});
    return wrong_input;
  }
  const Answers answers(planned->plan, sources);
  const std::string name = name_of(options);
  const std::vector<Answer> found = name.empty() ? answers.all() : answers.on(name);
  if (found.empty() && !name.empty()) unknown(name, answers);
  messages.tell(diagnostics, sources, {}, as_json(found));
  if (messages.json()) return fine;
  for (const Answer& answer : found) {
    if (!name.empty())
      terminal.out << as_text(answer);
    else if (!is_said(answer.reason))
      terminal.out << sentence(answer);
  }
  return fine;
}

}  // namespace

Command why_command() {
  return {
      .name = "why",
      .usage = "[NAME] [options]",
      .summary = "say why something is in the environment, and why it is what it is",
      .details =
          "NAME is a package (`torchvision`, `conda numpy`), a decision (`cuda`, `base image`) or a statement\n"
          "(`timezone`). Without it: all that project.env did not\n"
          "say itself. `--format json` has everything.",
      .options = {{.name = "file", .letter = 'f', .argument = "FILE", .text = "another file than project.env"},
                  {.name = "set", .argument = "NAME=VALUE", .text = "give a `let NAME` its value", .repeated = true},
                  stdlib_option(),
                  format_option()},
      .examples = {{"envc why ubuntu", "which distribution, and who chose it"},
                   {"envc why base image", "the image that all stands on"},
                   {"envc why", "all that envc decided"}},
      .most_words = 2,
      .run = why};
}

}  // namespace envc
