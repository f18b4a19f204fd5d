// What package tools keep between builds: in cache mounts, so that no layer holds it and no build downloads it twice.
#include "emit/dockerfile_writer.hpp"
#include "emit/script.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace envc {
namespace {

std::string cache(std::string_view id, std::string_view target) {
  return fmt::format("--mount=type=cache,id={},target={},sharing=locked", id, target);
}

/// Lists of one distribution are of no use to another: the id tells them apart.
std::string distribution(const Os& os, const Plan& plan) {
  if (!os.name.empty()) return os.name + os.release;
  std::string id;
  for (const char c : plan.resolution.base_image) {
    const bool plain = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || c == '.' || c == '-';
    id += plain ? c : '-';
  }
  return id;
}

const content::CondaInstaller* installer(const Plan& plan) {
  for (const Layer& layer : plan.graph.layers) {
    if (const auto* content = std::get_if<content::CondaInstaller>(&layer.content)) return content;
  }
  return nullptr;
}

bool named(const std::vector<std::string>& lines, std::initializer_list<std::string_view> tools) {
  return std::any_of(lines.begin(), lines.end(), [&](const std::string& line) {
    return std::any_of(tools.begin(), tools.end(), [&](std::string_view tool) { return names_word(line, tool); });
  });
}

}  // namespace

std::vector<std::string> DockerfileWriter::apt_caches(const Os& os) {
  // As a build argument it holds in every later step and is not left in the image.
  argument("DEBIAN_FRONTEND", "noninteractive");
  const std::string id = distribution(os, plan_);
  return {cache("apt-" + id, "/var/cache/apt"), cache("apt-lists-" + id, "/var/lib/apt/lists")};
}

std::vector<std::string> DockerfileWriter::conda_caches() {
  argument("CONDA_CHANNEL_ALIAS", "https://conda.anaconda.org");
  const content::CondaInstaller* conda = installer(plan_);
  return {cache("conda-pkgs", (conda == nullptr ? "/opt/conda" : conda->prefix) + "/pkgs")};
}

void DockerfileWriter::pip_arguments() {
  argument("PIP_INDEX_URL", "https://pypi.org/simple");
  // Wherever HOME is by now.
  argument("PIP_CACHE_DIR", "/var/cache/pip");
  argument("PIP_DISABLE_PIP_VERSION_CHECK", "1");
  argument("PIP_ROOT_USER_ACTION", "ignore");
  // A distribution's own interpreter refuses pip, and the image is the environment.
  if (plan_.resolution.python.from == Interpreter::From::base) argument("PIP_BREAK_SYSTEM_PACKAGES", "1");
}

std::vector<std::string> DockerfileWriter::pip_caches() {
  pip_arguments();
  return {cache("pip", "/var/cache/pip")};
}

std::vector<std::string> DockerfileWriter::caches_for(const std::vector<std::string>& lines) {
  std::vector<std::string> all;
  const auto add = [&](const std::vector<std::string>& more) { all.insert(all.end(), more.begin(), more.end()); };
  if (named(lines, {"apt", "apt-get"})) add(apt_caches(plan_.resolution.os));
  if (named(lines, {"conda", "mamba"}) && installer(plan_) != nullptr) add(conda_caches());
  if (named(lines, {"pip", "pip3"})) add(pip_caches());
  return all;
}

}  // namespace envc
