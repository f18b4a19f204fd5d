// Shell lines: run check, and the slips that a shell would not tell.
#include "statement/steps.hpp"
#include "text/ascii.hpp"
#include "text/nearest.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace envc {
namespace {

bool ends_word(std::string_view text, std::size_t at) {
  return at >= text.size() || is_blank(text[at]) || text[at] == ';' || text[at] == '&' || text[at] == '|' ||
         text[at] == ')';
}

/// The command alone on its line: nothing follows it that could feel its effect.
bool is_alone(std::string_view line) {
  return line.find("&&") == std::string_view::npos && line.find_first_of(";|\n") == std::string_view::npos &&
         !line.ends_with('\\');
}

constexpr std::string_view same_step = "put it in front of the commands that need it, in one `run`";

/// `PATH=/x:$PATH` as `PATH+=/x`; other assignments as they are.
std::string as_env(std::string_view assignment) {
  const std::size_t equals = assignment.find('=');
  if (equals == std::string_view::npos) return "write `env NAME=VALUE`";
  const std::string_view name = assignment.substr(0, equals);
  for (const std::string& tail : {fmt::format(":${}", name), fmt::format(":${{{}}}", name)}) {
    if (!assignment.ends_with(tail)) continue;
    return fmt::format("write `env {}+={}`", name,
                       assignment.substr(equals + 1, assignment.size() - equals - 1 - tail.size()));
  }
  return fmt::format("write `env {}`", assignment);
}

/// What to write instead of a command whose effect ends with its shell; empty if the line is none such.
std::string instead_of(std::string_view line) {
  const auto after = [&](std::string_view command) {
    return line.starts_with(command) && ends_word(line, command.size()) ? trimmed(line.substr(command.size()))
                                                                        : std::string_view();
  };
  if (const auto folder = after("cd"); !folder.empty()) {
    return folder.starts_with('/') ? fmt::format("write `workdir {}`", folder) : std::string(same_step);
  }
  if (const auto variable = after("export"); !variable.empty()) return as_env(variable);
  if (!after("conda activate").empty()) return "leave it out: the environment is always active";
  if (!after("source").empty() || !after(".").empty()) return std::string(same_step);
  return {};
}

void warn_lost_effect(const std::vector<ScriptLine>& lines, Checking& checking) {
  // Only the last line's effect is lost: the lines before it change what the next ones see.
  const auto last = std::find_if(lines.rbegin(), lines.rend(), [](const ScriptLine& line) {
    const std::string_view text = trimmed(line.text);
    return !text.empty() && text.front() != '#';
  });
  if (last == lines.rend()) return;
  const std::string_view text = trimmed(last->text);
  if (!is_alone(text)) return;
  std::string help = instead_of(text);
  if (help.empty()) return;
  checking.warn(Kind::lost_effect, last->where,
                fmt::format("what {} changes ends with this step", quoted(text.substr(0, text.find_first_of(" \t")))),
                std::move(help));
}

/// `sudo` where a command begins: at the line's start, or after `;`, `&&`, `||`, `|`, `(`.
std::size_t find_sudo(std::string_view line) {
  for (std::size_t at = line.find("sudo"); at != std::string_view::npos; at = line.find("sudo", at + 1)) {
    if (at + 4 < line.size() && !is_blank(line[at + 4])) continue;
    const std::string_view before = trimmed(line.substr(0, at));
    const bool apart = at == 0 || is_blank(line[at - 1]) || line[at - 1] == '(' || line[at - 1] == ';';
    if (apart && (before.empty() || std::string_view(";&|(").find(before.back()) != std::string_view::npos)) return at;
  }
  return std::string_view::npos;
}

void warn_sudo(const std::vector<ScriptLine>& lines, Checking& checking) {
  for (const ScriptLine& line : lines) {
    const std::size_t at = find_sudo(line.text);
    if (at == std::string::npos) continue;
    checking.warn(Kind::sudo_in_run, checking.within({line.text, line.where}, at, at + 4),
                  "a build step is run as root already", "leave `sudo` out");
    return;
  }
}

std::vector<std::string> texts(const std::vector<ScriptLine>& lines) {
  std::vector<std::string> result;
  result.reserve(lines.size());
  for (const ScriptLine& line : lines) result.push_back(line.text);
  return result;
}

}  // namespace

std::vector<ScriptLine> script_of(const Statement& statement, Checking& checking) {
  std::vector<ScriptLine> lines;
  if (!statement.rest.empty()) lines.push_back({statement.rest, statement.rest_where});
  lines.insert(lines.end(), statement.script.begin(), statement.script.end());
  if (lines.empty()) {
    checking.error(Kind::empty_step, statement.keyword.where,
                   fmt::format("`{}` has no command", statement.keyword.text));
  }
  return lines;
}

void check_run(const Statement& statement, Checking& checking) {
  const std::vector<ScriptLine> lines = script_of(statement, checking);
  if (lines.empty()) return;
  if (checking.job != nullptr) {
    if (checking.first_time("run", statement.keyword.where)) checking.job->lines = texts(lines);
    return;
  }
  warn_lost_effect(lines, checking);
  warn_sudo(lines, checking);
  add_step(statement, Run{texts(lines)}, checking);
}

void check_check(const Statement& statement, Checking& checking) {
  const std::vector<ScriptLine> lines = script_of(statement, checking);
  if (lines.empty()) return;
  warn_sudo(lines, checking);
  add_step(statement, Check{texts(lines)}, checking);
}

}  // namespace envc
