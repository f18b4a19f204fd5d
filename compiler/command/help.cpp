#include "command/command.hpp"
#include "command/commands.hpp"
#include "diagnostic/kind.hpp"
#include "statement/statement.hpp"
#include "text/nearest.hpp"

#include <fmt/format.h>
#include <algorithm>
#include <ostream>

namespace envc {
namespace {

using Rows = std::vector<std::pair<std::string, std::string>>;

/// Two columns; the first is as wide as its longest entry.
std::string table(const Rows& rows) {
  std::size_t width = 0;
  for (const auto& [left, right] : rows) width = std::max(width, left.size());
  std::string text;
  for (const auto& [left, right] : rows) text += fmt::format("  {:<{}}  {}\n", left, width, right);
  return text;
}

std::string statements() {
  Rows top;
  Rows below;
  Rows later;
  for (const StatementRow& row : statement_table()) {
    Rows& rows = row.check == nullptr ? later : (row.scope & at_file) != 0 ? top : below;
    rows.emplace_back(row.shape.keyword, row.summary);
  }
  std::string text =
      fmt::format("Statements of project.env\n{}\nOnly in a place or a job\n{}", table(top), table(below));
  if (!later.empty()) text += fmt::format("\nNot supported yet\n{}", table(later));
  return text + "\nenvc help STATEMENT shows its form, and an example\n";
}

std::vector<std::string_view> kind_names() {
  std::vector<std::string_view> names;
  for (const Kind kind : all_kinds()) names.push_back(name(kind));
  std::sort(names.begin(), names.end());
  return names;
}

std::string kinds() {
  std::string text = "Errors and warnings\n";
  for (const std::string_view kind : kind_names()) text += fmt::format("  {}\n", kind);
  return text + "\nenvc help ERROR says what it means and how to mend it\n";
}

std::string scopes(unsigned scope) {
  std::vector<std::string> places;
  if ((scope & at_file) != 0) places.emplace_back("at the top");
  if ((scope & in_place) != 0) places.emplace_back("in a place");
  if ((scope & in_job) != 0) places.emplace_back("in a job");
  return fmt::format("{}", fmt::join(places, ", "));
}

std::string statement_page(const StatementRow& row) {
  std::string example = fmt::format("  {}", row.example);
  for (std::size_t at = example.find('\n'); at != std::string::npos; at = example.find('\n', at + 3))
    example.replace(at, 1, "\n  ");
  return fmt::format("statement `{}`: {}\n\n  {}\n\nStands {}{}. Example:\n{}\n", row.shape.keyword, row.summary,
                     row.form, scopes(row.scope), row.check == nullptr ? "; not supported yet" : "", example);
}

/// Every word that `envc help` knows.
std::vector<std::string_view> topics() {
  std::vector<std::string_view> all{"errors", "statements"};
  for (const Command& command : commands()) all.push_back(command.name);
  for (const StatementRow& row : statement_table()) all.push_back(row.shape.keyword);
  for (const std::string_view kind : kind_names()) all.push_back(kind);
  return all;
}

/// Everything that has this name: `check` is a command and a statement.
std::string pages_of(const std::string& topic) {
  if (topic == "statements") return statements();
  if (topic == "errors") return kinds();
  std::string text;
  const auto add = [&](const std::string& one) { text += (text.empty() ? "" : "\n") + one; };
  if (const Command* command = command_named(topic)) add(command_page(*command));
  // A keyword may have a row for each scope it means something else in.
  for (const StatementRow& row : statement_table())
    if (row.shape.keyword == topic) add(statement_page(row));
  if (const auto kind = kind_named(topic)) add(fmt::format("{}\n\n{}\n", topic, page(*kind)));
  return text;
}

int help(const Options& options, Terminal& terminal) {
  if (options.words().empty()) {
    terminal.out << help_overview();
    return fine;
  }
  const std::string& topic = options.words().front();
  const std::string text = pages_of(topic);
  if (text.empty()) {
    const auto known = topics();
    const auto close = nearest(topic, known);
    throw UsageError{fmt::format("no help on {}", envc::quoted(topic)),
                     close ? fmt::format("did you mean `envc help {}`?", *close) : "envc help"};
  }
  terminal.out << text;
  return fine;
}

}  // namespace

Command help_command() {
  return {.name = "help",
          .usage = "[COMMAND|STATEMENT|ERROR|statements|errors]",
          .summary = "explain a command, a statement or an error",
          .details = {},
          .options = {},
          .examples = {{"envc help", "the commands"},
                       {"envc help conda", "the form of a statement"},
                       {"envc help no-such-file", "what an error means and how to mend it"}},
          .most_words = 1,
          .run = help};
}

std::string help_overview() {
  Rows rows;
  for (const Command& command : commands()) rows.emplace_back(command.name, command.summary);
  return fmt::format(
      "envc compiles project.env, a dozen lines, into a Dockerfile, a launch.sh and what else runs it.\n\n"
      "Commands\n{}\n"
      "envc help COMMAND      how to use it\n"
      "envc help statements   what can stand in project.env\n"
      "envc help STATEMENT    its form, and an example\n"
      "envc help errors       the names that errors and warnings have\n"
      "envc help ERROR        what it means and how to mend it\n",
      table(rows));
}

std::string command_page(const Command& command) {
  std::string text =
      fmt::format("envc {}{}{}: {}\n", command.name, command.usage.empty() ? "" : " ", command.usage, command.summary);
  if (!command.details.empty()) text += fmt::format("\n{}\n", command.details);
  Rows rows;
  for (const Option& option : command.options) rows.emplace_back(spelled(option), option.text);
  rows.emplace_back("-h, --help", "this page");
  text += fmt::format("\nOptions\n{}", table(rows));
  if (!command.examples.empty()) {
    rows.clear();
    for (const Example& example : command.examples) rows.emplace_back(example.line, example.what);
    text += fmt::format("\nExamples\n{}", table(rows));
  }
  return text;
}

}  // namespace envc
