// .dockerignore: the build sees what statements name, and nothing else.
#include "emit/artifact.hpp"
#include "emit/docker_paths.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace envc {
namespace {

/// What an input hash leaves out of every folder, so that the build does not see it either.
constexpr std::string_view never =
    "**/.git\n"
    "**/__pycache__\n"
    "**/.envc-tmp.*\n";

/// Files beside project.env that are no part of the project.
std::string beside(const Model& model) {
  std::string out;
  for (const std::string& name : passing_names(model)) out += fmt::format("{}\n", name);
  for (const std::string& name : artifact_names(model)) {
    if (name != "bashrc") out += fmt::format("{}\n", ignore_pattern(name));
  }
  return out;
}

}  // namespace

std::string dockerignore(const Plan& plan) {
  const auto& inputs = plan.inputs;
  const bool everything =
      std::any_of(inputs.begin(), inputs.end(), [](const Input& input) { return input.path == "."; });
  if (everything) return fmt::format("{}{}", never, beside(plan.model));
  std::string out = "*\n!bashrc\n";
  bool folders = false;
  for (const Input& input : inputs) {
    out += fmt::format("!{}\n", ignore_pattern(input.path));
    folders = folders || input.directory;
  }
  return folders ? out + std::string(never) : out;
}

}  // namespace envc
