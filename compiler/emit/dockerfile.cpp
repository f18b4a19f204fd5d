// The Dockerfile: each layer of the plan, in its order, under a comment that says where it comes from.
#include "emit/artifact.hpp"
#include "emit/dockerfile_writer.hpp"
#include "text/quote.hpp"

#include <fmt/format.h>

namespace envc {
namespace {

// What a layer is for that no statement asks for in so many words.
std::string title(const content::AptSetup&) {
  return "apt's mirror is a build argument; what later steps fetch with";
}
std::string title(const content::PythonFromApt& python) {
  return fmt::format("the distribution's Python, in an environment of its own: {}", python.prefix);
}
std::string title(const content::PythonFromUv& python) {
  return fmt::format("Python {}, in an environment of its own: {}", python.version, python.prefix);
}
std::string title(const content::CondaInstaller& conda) {
  return fmt::format("conda: {} {}", conda.name, conda.version);
}
std::string title(const content::Variables&) {
  return "what programs read from their environment, last: it costs nothing";
}
std::string title(const content::Home& home) {
  return home.root_user ? "the home folder" : "a home that any user id can write";
}
std::string title(const content::Meta&) {
  return "how a container starts";
}
template<typename Other>
std::string title(const Other&) {
  return {};
}

std::string comment(const Layer& layer) {
  std::vector<std::string> lines = layer.quotes;
  // Under a statement, a note is an explanation; alone it is the title.
  for (const std::string& note : layer.notes) lines.push_back(layer.quotes.empty() ? note : "  " + note);
  if (lines.empty()) lines.push_back(std::visit([](const auto& content) { return title(content); }, layer.content));
  std::string text;
  for (const std::string& line : lines) {
    if (!line.empty()) text += fmt::format("# {}\n", CommentText(line).text());
  }
  return text;
}

/// Built instructions of a base, with the stage that a new layer takes files from: it comes before the base and changes
/// nothing of it.
std::string with_stages(const Plan& plan, const std::string& built) {
  const std::string stage = uv_stage(plan);
  const std::size_t from = built.starts_with("FROM ") ? 0 : built.find("\nFROM ") + 1;
  if (stage.empty() || (from == 0 && !built.starts_with("FROM ")) || built.find(" AS uv\n") != std::string::npos)
    return built;
  return built.substr(0, from) + stage + built.substr(from);
}

}  // namespace

std::vector<std::string> layer_instructions(const Plan& plan) {
  DockerfileWriter writer(plan);
  std::vector<std::string> all;
  for (const LayerId id : plan.sequence.layers) {
    if (all.size() < plan.built.size()) {
      all.push_back(with_stages(plan, plan.built[all.size()]));
      writer.adopt(all.back());
    } else {
      std::visit([&](const auto& content) { write(writer, content); }, plan.graph[id].content);
      all.push_back(writer.take());
    }
  }
  return all;
}

std::string dockerfile(const Plan& plan) {
  const std::vector<std::string> instructions = layer_instructions(plan);
  std::string text;
  for (std::size_t i = 0; i < instructions.size(); ++i) {
    if (instructions[i].empty()) continue;
    text +=
        fmt::format("{}{}{}", text.empty() ? "" : "\n", comment(plan.graph[plan.sequence.layers[i]]), instructions[i]);
  }
  return text;
}

}  // namespace envc
