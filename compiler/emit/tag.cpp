#include "emit/artifact.hpp"
#include "text/digest.hpp"

#include <fmt/format.h>

namespace envc {
namespace {

/// The lines that a builder acts on. No line of a script begins with `#` in a Dockerfile, so what does is a comment.
std::string instructions(std::string_view dockerfile) {
  std::string out;
  while (!dockerfile.empty()) {
    const std::size_t end = std::min(dockerfile.find('\n'), dockerfile.size());
    const std::string_view line = dockerfile.substr(0, end);
    dockerfile.remove_prefix(std::min(end + 1, dockerfile.size()));
    if (!line.empty() && line.front() != '#') out += fmt::format("{}\n", line);
  }
  return out;
}

}  // namespace

std::string content_tag(const Plan& plan) {
  constexpr std::size_t digits = 12;
  std::string all = instructions(dockerfile(plan));
  // Paths and hashes hold no line end between them.
  all += fmt::format("bashrc {}\n", sha256(bashrc(plan)));
  for (const Input& input : plan.inputs) {
    all += fmt::format("{} {}{} {}\n", input.sha256, input.directory ? "d" : "f", input.executable ? "x" : "-",
                       sha256(input.path));
  }
  return sha256(all).substr(0, digits);
}

std::string image_reference(const Plan& plan) {
  const std::string& name = plan.model.image ? plan.model.image->value : plan.model.project.value;
  return fmt::format("{}:{}", name, content_tag(plan));
}

std::string home_folder(const Plan& plan) {
  for (const Layer& layer : plan.graph.layers) {
    if (const auto* content = std::get_if<content::Home>(&layer.content)) return content->path;
  }
  return "/home/user";
}

}  // namespace envc
