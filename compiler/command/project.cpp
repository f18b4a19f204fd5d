#include "command/project.hpp"

#include "statement/statement.hpp"
#include "text/nearest.hpp"

#include <fmt/format.h>
#include <filesystem>
#include <map>

namespace envc {
namespace {

constexpr const char* default_name = "project.env";

std::string normal(const std::string& path) {
  std::string text = std::filesystem::path(path).lexically_normal().string();
  if (text.size() > 1 && text.ends_with('/')) text.pop_back();
  return text.empty() ? "." : text;
}

std::string folder_of_file(const std::string& path) {
  return normal(std::filesystem::path(path).parent_path().string());
}

std::string joined(const std::string& folder, const std::string& path) {
  if (path.starts_with('/') || folder == ".") return path;
  return folder == "/" ? folder + path : fmt::format("{}/{}", folder, path);
}

/// Two examples of the statement table make a whole program.
std::string smallest_program() {
  std::string program;
  for (const char* keyword : {"ubuntu", "conda"}) {
    const StatementRow* row = find_statement(keyword, at_file);
    if (row != nullptr) program += fmt::format("{}{}", program.empty() ? "" : ", ", row->example);
  }
  return program;
}

[[noreturn]] void missing(const Project& project, const Files& files) {
  if (project.file == default_name)
    throw MachineError{"no `project.env` in this folder",
                       fmt::format("name a file, or write one: echo '{}' > project.env", smallest_program())};
  std::vector<std::string> names;
  for (const std::string& name : files.list(project.folder)) names.push_back(joined(project.folder, name));
  const std::vector<std::string_view> known(names.begin(), names.end());
  const auto close = nearest(project.file, known);
  throw MachineError{fmt::format("cannot read `{}`: no such file", project.file),
                     close ? fmt::format("did you mean `{}`?", *close) : ""};
}

/// With `--update` a word may name what moves: one that no file is called, and that is no path.
bool names_a_file(const std::string& word, const Options& options, const Files& files) {
  return !options.has("update") || word == "-" || word.find('/') != std::string::npos || word.ends_with(".env") ||
         files.kind(word) != FileKind::missing;
}

}  // namespace

std::string Project::inside(const std::string& path) const {
  return path == "." ? folder : joined(folder, path);
}
std::string Project::output(const std::string& artifact) const {
  return joined(out, artifact);
}

Project project_named(const std::string& said, const Options& options, const Files& files) {
  const std::string out = options.value("out");
  const std::string here = out.empty() ? "." : normal(out);
  const std::string file = said.empty() ? default_name : said;
  Project project;
  if (file == "-") {
    project = {"<stdin>", "", here, {}};
  } else if (files.kind(file) == FileKind::other) {
    project = {file, file, here, {}};  // a pipe, such as bash's <(…), lies in no folder of the project
  } else {
    project = {file, file, folder_of_file(file), {}};
  }
  project.out = out.empty() ? project.folder : normal(out);
  return project;
}

std::vector<Project> projects(const Options& options, const Files& files) {
  std::vector<std::string> said;
  for (const std::string& word : options.words())
    if (names_a_file(word, options, files)) said.push_back(word);
  if (said.empty()) said.emplace_back(default_name);

  std::vector<Project> all;
  std::map<std::string, std::string> taken;  // output folder → the source that writes there
  for (const std::string& file : said) {
    if (file.empty()) throw UsageError{"the name of a file is empty"};
    Project project = project_named(file, options, files);
    const auto [other, free] = taken.emplace(project.out, project.name);
    if (!free)
      throw UsageError{fmt::format("`{}` and `{}` would write the same files", other->second, project.name),
                       "compile them one by one, each with its own `-o DIR`"};
    all.push_back(std::move(project));
  }
  return all;
}

std::optional<std::vector<std::string>> updates(const Options& options, const Files& files) {
  if (!options.has("update")) return std::nullopt;
  std::vector<std::string> names;
  for (const std::string& word : options.words())
    if (!names_a_file(word, options, files)) names.push_back(word);
  return names;
}

std::string read_source(const Project& project, const Terminal& terminal) {
  if (project.file.empty()) return terminal.standard_input();
  const Files& files = terminal.files;
  if (files.kind(project.file) == FileKind::directory) {
    const std::string within = joined(normal(project.file), default_name);
    throw MachineError{fmt::format("cannot read `{}`: it is a folder", project.file),
                       files.kind(within) == FileKind::regular ? fmt::format("did you mean `{}`?", within) : ""};
  }
  const auto text = files.read_start(project.file, largest_source + 1);
  if (!text) missing(project, files);
  return *text;
}

}  // namespace envc
