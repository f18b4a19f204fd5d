#include "golden_case.hpp"

#include "command/command.hpp"
#include "files/memory.hpp"

#include <filesystem>
#include <fstream>
#include <iterator>
#include <set>
#include <sstream>

namespace envc {
namespace {

namespace fs = std::filesystem;

std::vector<std::string> lines_of(const std::string& path) {
  std::vector<std::string> lines;
  std::ifstream file(path);
  for (std::string line; std::getline(file, line);)
    if (!line.empty()) lines.push_back(line);
  return lines;
}

bool of_the_case(const std::string& path) {
  static const std::set<std::string> names{"args", "artifacts", "expected.txt", "stdin.env", "stdout.txt"};
  return names.contains(path) || path.starts_with("expected/");
}

MemoryFiles project_of(const GoldenCase& golden) {
  MemoryFiles files;
  for (const auto& entry : fs::recursive_directory_iterator(golden.folder)) {
    const std::string path = entry.path().lexically_relative(golden.folder).string();
    if (of_the_case(path)) continue;
    if (entry.is_symlink()) {
      files.files[path] = {.bytes = {}, .link = fs::read_symlink(entry.path()).string()};
    } else if (entry.is_regular_file()) {
      const bool executable = (entry.status().permissions() & fs::perms::owner_exec) != fs::perms::none;
      files.files[path] = {text_of(entry.path().string()), executable};
    }
  }
  return files;
}

bool compared(const GoldenCase& golden, const std::string& artifact) {
  std::vector<std::string> names = lines_of(golden.folder + "/artifacts");
  if (names.empty()) names = {"Dockerfile", "envc.lock"};
  for (const std::string& name : names)
    if (name == "all" || name == artifact) return true;
  return false;
}

}  // namespace

std::string text_of(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

int GoldenCase::status() const {
  if (name.starts_with("error_")) return wrong_input;
  if (name.starts_with("usage_")) return usage;
  return name.starts_with("machine_") ? machine : fine;
}

GoldenRun run(const GoldenCase& golden) {
  MemoryFiles files = project_of(golden);
  const bool piped = fs::exists(golden.folder + "/stdin.env");
  std::vector<std::string> arguments = lines_of(golden.folder + "/args");
  if (arguments.empty()) arguments.emplace_back("compile");
  if (arguments.size() == 1 && piped) arguments.emplace_back("-");

  GoldenRun result;
  std::ostringstream out;
  std::ostringstream err;
  Terminal terminal{.out = out,
                    .err = err,
                    .standard_input = [&] { return text_of(golden.folder + "/stdin.env"); },
                    .color = false,
                    .files = files};
  result.status = run_command(arguments, terminal);
  if (!err.str().empty()) result.files["expected.txt"] = err.str();
  if (fs::exists(golden.folder + "/stdout.txt")) result.files["stdout.txt"] = out.str();
  for (const std::string& path : files.written)
    if (compared(golden, path)) result.files["expected/" + path] = files.files.at(path).bytes;

  files.written.clear();
  run_command(arguments, terminal);
  result.settled = files.written.empty();
  return result;
}

GoldenFiles expected(const GoldenCase& golden) {
  GoldenFiles files;
  for (const auto& entry : fs::recursive_directory_iterator(golden.folder)) {
    const std::string path = entry.path().lexically_relative(golden.folder).string();
    const bool output = path == "expected.txt" || path == "stdout.txt" || path.starts_with("expected/");
    if (output && entry.is_regular_file()) files[path] = text_of(entry.path().string());
  }
  return files;
}

void refresh(const GoldenCase& golden, const GoldenFiles& files) {
  fs::remove_all(golden.folder + "/expected");
  fs::remove(golden.folder + "/expected.txt");
  for (const auto& [path, bytes] : files) {
    const fs::path target = fs::path(golden.folder) / path;
    fs::create_directories(target.parent_path());
    std::ofstream(target, std::ios::binary) << bytes;
  }
}

}  // namespace envc
