#include "emit/cache_keys.hpp"

#include "emit/artifact.hpp"
#include "text/digest.hpp"

#include <fmt/format.h>
#include <algorithm>

namespace envc {
namespace {

/// The instructions of a text, each with its continued lines; comments left out.
std::vector<std::string> instructions_of(std::string_view text) {
  std::vector<std::string> all;
  bool continues = false;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    const std::string_view line = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    if (line.starts_with('#') || (line.empty() && !continues)) continue;
    if (!continues) all.emplace_back();
    all.back() += fmt::format("{}\n", line);
    continues = line.ends_with('\\');
  }
  return all;
}

/// A path as an instruction names it: `./src/` is `src`.
std::string_view plain(std::string_view path) {
  while (path.size() > 2 && path.starts_with("./")) path.remove_prefix(2);
  while (path.size() > 1 && path.ends_with('/')) path.remove_suffix(1);
  return path;
}

/// What the instruction names of the context; all there is where it names nothing that is known.
std::vector<std::string> read_by(std::string_view instruction, const Contents& contents) {
  constexpr std::string_view separators = " \t\n\"'[],=\\";
  std::vector<std::string> found;
  while (!instruction.empty()) {
    const std::size_t end = std::min(instruction.find_first_of(separators), instruction.size());
    const auto content = contents.find(plain(instruction.substr(0, end)));
    if (content != contents.end()) found.push_back(content->first);
    instruction.remove_prefix(std::min(end + 1, instruction.size()));
  }
  if (found.empty()) {
    for (const auto& [path, hash] : contents) found.push_back(path);
  }
  std::sort(found.begin(), found.end());
  found.erase(std::unique(found.begin(), found.end()), found.end());
  return found;
}

/// A bind mount that says `from` shows another stage or image, not the context.
bool mounts_context(std::string_view instruction) {
  constexpr std::string_view flag = "--mount=";
  for (auto at = instruction.find(flag); at != std::string_view::npos; at = instruction.find(flag, at + flag.size())) {
    const std::string_view mount = instruction.substr(at, instruction.find_first_of(" \t\n", at) - at);
    if (mount.find("type=bind") != std::string_view::npos && mount.find("from=") == std::string_view::npos) return true;
  }
  return false;
}

bool reads_context(std::string_view instruction, std::string_view keyword) {
  if (keyword == "ADD") return true;
  if (keyword == "COPY") return instruction.find("--from=") == std::string_view::npos;
  return keyword == "RUN" && mounts_context(instruction);
}

}  // namespace

Contents contents_of(const Plan& plan) {
  Contents contents;
  for (const Input& input : plan.inputs) {
    contents[input.path] =
        fmt::format("{}{}{}", input.directory ? "d" : "f", input.executable ? "x" : "-", input.sha256);
  }
  contents["bashrc"] = sha256(bashrc(plan));
  return contents;
}

std::vector<BuildStep> CacheKeys::next(std::string_view dockerfile) {
  std::vector<BuildStep> steps;
  for (const std::string& instruction : instructions_of(dockerfile)) take(instruction, steps);
  return steps;
}

void CacheKeys::take(const std::string& instruction, std::vector<BuildStep>& steps) {
  const std::string keyword = instruction.substr(0, instruction.find_first_of(" \t\n"));
  if (keyword == "ENV" || keyword == "ARG") {
    variables_ += instruction;
    return;
  }
  if (keyword == "SHELL") shell_ = instruction;
  if (keyword == "USER") user_ = instruction;
  const bool kept =
      keyword == "FROM" || keyword == "RUN" || keyword == "COPY" || keyword == "ADD" || keyword == "WORKDIR";
  if (!kept) return;
  BuildStep step{.text = instruction, .reads = {}, .key = {}};
  std::string seen = fmt::format("{}\n{}", before_, instruction);
  const bool runs = keyword == "RUN";
  if (runs || instruction.find('$') != std::string::npos) seen += variables_;
  if (runs) seen += shell_;
  // A folder that WORKDIR makes is the user's; where COPY puts things, WORKDIR may say.
  if (runs || keyword == "WORKDIR") seen += user_;
  if (keyword != "FROM") seen += workdir_;
  if (reads_context(instruction, keyword)) {
    step.reads = read_by(instruction, contents_);
    for (const std::string& path : step.reads) seen += fmt::format("{} {}\n", contents_.at(path), path);
  }
  if (keyword == "WORKDIR") workdir_ = instruction;
  step.key = sha256(seen);
  before_ = step.key;
  steps.push_back(std::move(step));
}

}  // namespace envc
