#include "situation.hpp"

#include "command/command.hpp"
#include "files/memory.hpp"

#include <fmt/format.h>
#include <toml++/toml.h>

#include <algorithm>
#include <filesystem>
#include <regex>
#include <set>
#include <sstream>
#include <stdexcept>

namespace envc {
namespace {

class Reader {
 public:
  explicit Reader(std::string file) : file_(std::move(file)) {}

  Situation read(const toml::table& table) const {
    Situation s{.file = file_};
    for (const auto& [key, node] : table) {
      const std::string_view name = key.str();
      if (name == "id")
        s.id = text(node);
      else if (name == "source")
        s.source = text(node);
      else if (name == "date")
        s.date = text(node);
      else if (name == "env")
        s.env = texts(node);
      else if (name == "verdict")
        s.verdict = text(node);
      else if (name == "kind")
        s.kind = text(node);
      else if (name == "also")
        s.also = texts(node);
      else if (name == "names")
        s.names = texts(node);
      else if (name == "absent")
        s.absent = texts(node);
      else if (name == "because")
        s.because = text(node);
      else if (name == "pending")
        s.pending = text(node);
      else if (name == "files")
        s.files = files(node);
      else
        refuse(node, fmt::format("unknown key `{}`", name));
    }
    return s;
  }

 private:
  [[noreturn]] void refuse(const toml::node& node, const std::string& sentence) const {
    throw std::runtime_error(fmt::format("{}:{}: {}", file_, node.source().begin.line, sentence));
  }

  [[nodiscard]] std::string text(const toml::node& node) const {
    if (const auto* value = node.as_string()) return value->get();
    refuse(node, "takes a string");
  }

  [[nodiscard]] std::vector<std::string> texts(const toml::node& node) const {
    if (node.as_array() == nullptr) return {text(node)};
    std::vector<std::string> all;
    for (const toml::node& one : *node.as_array()) all.push_back(text(one));
    return all;
  }

  [[nodiscard]] std::map<std::string, std::string> files(const toml::node& node) const {
    if (node.as_table() == nullptr) refuse(node, "takes a table");
    std::map<std::string, std::string> all;
    for (const auto& [path, content] : *node.as_table()) all.emplace(path.str(), text(content));
    return all;
  }

  std::string file_;
};

/// The names in brackets of one severity: `error[no-such-image]`.
std::set<std::string> kinds_in(const std::string& messages, const std::string& severity) {
  std::set<std::string> kinds;
  const std::regex pattern(": " + severity + R"(\[([a-z0-9-]+)\]: )");
  for (std::sregex_iterator at(messages.begin(), messages.end(), pattern), end; at != end; ++at) kinds.insert((*at)[1]);
  return kinds;
}

}  // namespace

std::vector<Situation> situations(const std::string& folder) {
  std::vector<std::filesystem::path> paths;
  for (const auto& entry : std::filesystem::directory_iterator(folder)) {
    if (entry.path().extension() == ".toml") paths.push_back(entry.path());
  }
  std::sort(paths.begin(), paths.end());
  std::vector<Situation> all;
  for (const auto& path : paths) {
    toml::table document;
    try {
      document = toml::parse_file(path.string());
    } catch (const toml::parse_error& error) {
      throw std::runtime_error(fmt::format("{}:{}: {}", path.string(), error.source().begin.line, error.description()));
    }
    const Reader reader(path.filename().string());
    const auto* cases = document["case"].as_array();
    if (cases == nullptr) throw std::runtime_error(path.string() + ": no [[case]]");
    for (const toml::node& node : *cases) all.push_back(reader.read(*node.as_table()));
  }
  return all;
}

std::string Outcome::shown() const {
  return fmt::format("\n--- exit {}\n{}--- files\n{}", status, messages, files);
}

Outcome outcome_of(const Situation& situation, const std::string& env) {
  MemoryFiles files;
  files.files["project.env"].bytes = env;
  for (const auto& [path, text] : situation.files) files.files[path].bytes = text;
  std::ostringstream out;
  std::ostringstream err;
  Terminal terminal{
      .out = out, .err = err, .standard_input = [] { return std::string(); }, .color = false, .files = files};
  Outcome outcome;
  outcome.status = run_command({"compile"}, terminal);
  outcome.messages = err.str();
  for (const std::string& path : files.written) outcome.files += files.files.at(path).bytes;
  return outcome;
}

std::vector<std::string> faults(const Situation& situation, const Outcome& outcome) {
  std::vector<std::string> found;
  const bool refused = situation.verdict == "error";
  const bool quiet = situation.verdict == "fine";
  if (outcome.status != (refused ? wrong_input : fine)) found.push_back(fmt::format("exit {}", outcome.status));
  std::set<std::string> errors;
  std::set<std::string> warnings(situation.also.begin(), situation.also.end());
  if (refused) errors.insert(situation.kind);
  if (!refused && !quiet) warnings.insert(situation.kind);
  if (kinds_in(outcome.messages, "error") != errors) found.emplace_back("the errors are others");
  // warnings beside an error are no part of the answer
  if (!refused && kinds_in(outcome.messages, "warning") != warnings) found.emplace_back("the warnings are others");
  const std::string& told = quiet ? outcome.files : outcome.messages;
  for (const std::string& name : situation.names) {
    if (told.find(name) == std::string::npos) found.push_back(fmt::format("does not name `{}`", name));
  }
  for (const std::string& name : situation.absent) {
    if (outcome.files.find(name) != std::string::npos) found.push_back(fmt::format("names `{}`", name));
  }
  return found;
}

}  // namespace envc
