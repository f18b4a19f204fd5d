#include "emit/dockerfile_writer.hpp"

#include "emit/script.hpp"
#include "text/quote.hpp"
#include "text/unicode.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace envc {
namespace {

constexpr std::string_view indentation = "    ";

/// The value without the empty entries that a `:` at an end would leave.
std::string_view without_outer_colons(std::string_view list) {
  const std::size_t begin = list.find_first_not_of(':');
  if (begin == std::string_view::npos) return {};
  return list.substr(begin, list.find_last_not_of(':') - begin + 1);
}

/// What holds for each name, in the order of first mention: a value, and what goes before it.
struct Setting {
  std::string name;
  std::string value;
  bool keeps_old = true;
};

std::vector<Setting> settled(const std::vector<EnvVar>& variables) {
  std::vector<Setting> all;
  for (const EnvVar& variable : variables) {
    auto found = std::find_if(all.begin(), all.end(), [&](const Setting& s) { return s.name == variable.name; });
    if (!variable.prepend) {
      if (found == all.end()) found = all.insert(found, {variable.name, {}, false});
      // What was put before it already stays before it.
      const bool fresh = found->value.empty();
      found->value += fresh ? variable.value : ":" + variable.value;
      found->keeps_old = false;
      continue;
    }
    const std::string_view more = without_outer_colons(variable.value);
    if (more.empty()) continue;
    if (found == all.end()) {
      all.push_back({variable.name, std::string(more), true});
    } else if (found->keeps_old) {
      found->value += fmt::format(":{}", more);
    } else {
      found->value.insert(0, fmt::format("{}{}", more, found->value.empty() ? "" : ":"));
    }
  }
  return all;
}

/// RUN's physical lines, put together.
std::string continued(const std::vector<std::string>& lines) {
  return fmt::format("{}", fmt::join(lines, " \\\n"));
}

/// The lines that are not blank, without the blanks around them.
std::vector<std::string> not_blank(const std::vector<std::string>& lines) {
  std::vector<std::string> solid;
  for (const std::string& line : lines) {
    const std::size_t begin = line.find_first_not_of(" \t");
    if (begin != std::string::npos) solid.push_back(line.substr(begin, line.find_last_not_of(" \t") - begin + 1));
  }
  return solid;
}

/// Commands as lines of a script.
std::vector<std::string> script_lines(const std::vector<ShellCommand>& commands) {
  std::vector<std::string> lines;
  for (const ShellCommand& command : commands) {
    std::string line = command.head;
    for (const std::string& more : command.more) line += " " + more.substr(more.find_first_not_of(' '));
    lines.push_back(line);
  }
  return lines;
}

}  // namespace

ShellCommand listed(std::string_view head, const std::vector<std::string>& items) {
  if (items.size() == 1) return {fmt::format("{} {}", head, items.front())};
  ShellCommand command{std::string(head)};
  for (const std::string& item : items) command.more.push_back(fmt::format("  {}", item));
  return command;
}

ShellCommand listed_words(std::string_view head, const std::vector<std::string>& words) {
  std::vector<std::string> items;
  for (const std::string& word : words) items.push_back(ShellWord(word).text());
  return listed(head, items);
}

std::string shell_assignment(const EnvVar& variable) {
  if (!variable.prepend) {
    return fmt::format("{}={}", variable.name, variable.value.empty() ? "" : ShellWord(variable.value).text());
  }
  const std::string_view more = without_outer_colons(variable.value);
  if (more.empty()) return fmt::format("{0}=\"${{{0}:-}}\"", variable.name);
  return fmt::format("{0}={1}\"${{{0}:+:${0}}}\"", variable.name, ShellWord(more).text());
}

std::string inline_environment(const std::vector<EnvVar>& variables) {
  std::string out;
  for (const EnvVar& variable : variables) out += shell_assignment(variable) + " ";
  return out;
}

std::string export_line(const std::vector<EnvVar>& variables) {
  std::string out;
  for (const EnvVar& variable : variables)
    out += fmt::format("{} {}", out.empty() ? "export" : "", shell_assignment(variable));
  return out;
}

void DockerfileWriter::instruction(std::string_view text) {
  text_ += fmt::format("{}\n", text);
}

void DockerfileWriter::argument(std::string_view name, std::string_view value) {
  if (!arguments_.emplace(name).second) return;
  instruction(fmt::format("ARG {}={}", name, value.empty() ? "" : DockerWord(value).text()));
}

void DockerfileWriter::environment(const std::vector<EnvVar>& variables) {
  std::vector<std::string> lines;
  for (const Setting& setting : settled(variables)) {
    std::string value = DockerWord(setting.value).text();
    // PATH is never empty, other lists may be. Within the quotes, where there are some: linters know no other way.
    const std::string old = setting.name == "PATH" ? ":$PATH" : fmt::format("${{{0}:+:${0}}}", setting.name);
    if (setting.keeps_old) value.insert(value.ends_with('"') ? value.size() - 1 : value.size(), old);
    lines.push_back(fmt::format("{}{}={}", lines.empty() ? "ENV " : indentation, setting.name, value));
  }
  if (!lines.empty()) instruction(continued(lines));
}

void DockerfileWriter::path(const std::vector<std::string>& folders) {
  std::vector<EnvVar> entries;
  for (const std::string& folder : folders) {
    if (on_path_.insert(folder).second)
      entries.push_back({.name = "PATH", .value = folder, .prepend = true, .where = {}});
  }
  environment(entries);
}

void DockerfileWriter::workdir(const std::string& folder) {
  if (folder.empty() || folder == workdir_) return;
  workdir_ = folder;
  instruction(fmt::format("WORKDIR {}", DockerWord(folder).text()));
}

void DockerfileWriter::shell() {
  instruction(R"(SHELL ["/bin/bash", "-euo", "pipefail", "-c"])");
  shell_unproved_ = true;
}

void DockerfileWriter::user(std::string_view name) {
  instruction(fmt::format("USER {}", DockerWord(name).text()));
}

void DockerfileWriter::run(const std::vector<std::string>& mounts, std::vector<ShellCommand> commands) {
  if (std::exchange(shell_unproved_, false)) {
    commands.insert(commands.begin(),
                    {": \"${BASH_VERSION:?this file needs SHELL: buildah and podman take --format docker}\""});
  }
  std::vector<std::string> lines = mounts;
  for (std::size_t i = 0; i < commands.size(); ++i) {
    lines.push_back(commands[i].head);
    lines.insert(lines.end(), commands[i].more.begin(), commands[i].more.end());
    if (i + 1 < commands.size()) lines.back() += " &&";
  }
  for (std::size_t i = 1; i < lines.size(); ++i) lines[i].insert(0, indentation);
  instruction("RUN " + continued(lines));
}

void DockerfileWriter::script(const std::vector<std::string>& mounts, std::vector<ShellCommand> before,
                              const std::vector<std::string>& lines, const std::vector<ShellCommand>& after) {
  const std::vector<std::string> solid = not_blank(lines);
  const bool alone = before.empty() && after.empty() && solid.size() == 1;
  const bool first_stands = !before.empty() || solid.empty() || stands_alone(solid.front());
  if (first_stands && (alone || joinable(solid))) {
    for (const std::string& line : solid) before.push_back({line});
    before.insert(before.end(), after.begin(), after.end());
    if (!before.empty()) run(mounts, std::move(before));
    return;
  }
  std::vector<std::string> all = script_lines(before);
  all.insert(all.end(), lines.begin(), lines.end());
  const std::vector<std::string> end = script_lines(after);
  all.insert(all.end(), end.begin(), end.end());
  std::string options;
  for (const std::string& mount : mounts) options += fmt::format("{} \\\n{}", mount, indentation);
  if (std::all_of(all.begin(), all.end(), valid_utf8)) {
    instruction(fmt::format("RUN {}{}", options, exec_form(all)));
  } else {
    // No Dockerfile can hold these bytes as they are.
    instruction(fmt::format("RUN {}eval {}", options, ShellWord(fmt::format("{}", fmt::join(all, "\n"))).text()));
  }
}

void DockerfileWriter::adopt(std::string_view text) {
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size() - 1) + 1;
    std::string_view line = text.substr(0, end);
    text.remove_prefix(end);
    if (line.ends_with('\n')) line.remove_suffix(1);
    if (line.starts_with("ARG ")) arguments_.emplace(line.substr(4, line.find('=') - 4));
    if (line.starts_with("SHELL ")) shell_unproved_ = true;
    if (line.starts_with("RUN ")) shell_unproved_ = false;
    if (line.starts_with("WORKDIR ")) workdir_.clear();
    constexpr std::string_view path = "ENV PATH=";
    for (std::string_view rest = line.starts_with(path) ? line.substr(path.size()) : ""; !rest.empty();) {
      const std::size_t colon = std::min(rest.find(':'), rest.size());
      on_path_.emplace(rest.substr(0, colon));
      rest.remove_prefix(std::min(colon + 1, rest.size()));
    }
  }
}

std::string DockerfileWriter::take() {
  std::string text;
  text.swap(text_);
  return text;
}

}  // namespace envc
