// FROM and apt.
#include "emit/dockerfile_writer.hpp"
#include "text/quote.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace envc {
namespace {

/// Where a distribution's sources point, and the pattern of all its hosts.
struct AptSources {
  std::string_view os;
  std::string_view mirror;
  std::string_view pattern;
};

constexpr std::array<AptSources, 2> apt_sources{{
    {"debian", "http://deb.debian.org/debian", R"(http://(deb|security)\.debian\.org/debian)"},
    {"ubuntu", "http://archive.ubuntu.com/ubuntu", R"(http://(archive|security|ports)\.ubuntu\.com/ubuntu(-ports)?)"},
}};

/// A mirror needs the whole name of the registry's own images.
std::string full_name(const content::From& from) {
  const bool short_name = from.registry == "docker.io" && from.image.find('/') == std::string::npos;
  return short_name ? "library/" + from.image : from.image;
}

const content::PythonFromUv* python_from_uv(const Plan& plan) {
  for (const Layer& layer : plan.graph.layers) {
    if (const auto* content = std::get_if<content::PythonFromUv>(&layer.content)) return content;
  }
  return nullptr;
}

std::vector<std::string> sorted(std::vector<std::string> words) {
  std::sort(words.begin(), words.end());
  words.erase(std::unique(words.begin(), words.end()), words.end());
  return words;
}

/// Index and packages in one step, so that an old index is never taken from a layer.
void add_install(std::vector<ShellCommand>& commands, const std::vector<std::string>& packages) {
  commands.push_back({"apt-get update"});
  commands.push_back(listed_words("apt-get install -y --no-install-recommends", sorted(packages)));
}

}  // namespace

std::string uv_stage(const Plan& plan) {
  const content::PythonFromUv* uv = python_from_uv(plan);
  if (uv == nullptr) return {};
  return fmt::format("ARG UV_REGISTRY=ghcr.io\nFROM ${{UV_REGISTRY}}/astral-sh/uv:{} AS uv\n", uv->uv_version);
}

void write(DockerfileWriter& out, const content::From& from) {
  out.argument("BASE_REGISTRY", from.registry);
  // Arguments of a FROM stand before the first one.
  if (std::string stage = uv_stage(out.plan()); !stage.empty()) {
    stage.pop_back();
    out.instruction(stage);
  }
  out.instruction(fmt::format("FROM ${{BASE_REGISTRY}}/{}", full_name(from)));
  out.shell();
  // An image that someone else made may leave a user who cannot install anything.
  if (out.plan().model.base) out.instruction("USER root");
}

void write(DockerfileWriter& out, const content::AptSetup& setup) {
  std::vector<std::string> caches;
  const auto* sources = std::find_if(apt_sources.begin(), apt_sources.end(),
                                     [&](const AptSources& known) { return known.os == setup.os.name; });
  const bool known = sources != apt_sources.end();
  if (known) out.argument("APT_MIRROR", sources->mirror);
  if (!setup.packages.empty()) caches = out.apt_caches(setup.os);
  std::vector<ShellCommand> commands{{"rm -f /etc/apt/apt.conf.d/docker-clean"}};
  if (known) {
    commands.push_back({fmt::format("if [ \"$APT_MIRROR\" != {} ]; then", sources->mirror),
                        {R"(  find /etc/apt \( -name '*.list' -o -name '*.sources' \) -exec)",
                         fmt::format("    sed -Ei \"s#{}#$APT_MIRROR#g\" {{}} +;", sources->pattern), "fi"}});
  }
  if (!setup.packages.empty()) add_install(commands, setup.packages);
  out.run(caches, commands);
}

void write(DockerfileWriter& out, const content::AptInstall& apt) {
  const std::vector<std::string> caches = out.apt_caches(apt.os);
  std::vector<ShellCommand> commands;
  if (!apt.with.empty()) commands.push_back({export_line(apt.with)});
  if (apt.remove) {
    commands.push_back(listed_words("apt-get remove -y", sorted(apt.packages)));
  } else {
    add_install(commands, apt.packages);
  }
  out.run(caches, commands);
}

void write(DockerfileWriter& out, const content::PythonFromApt& python) {
  std::vector<ShellCommand> commands;
  const std::vector<std::string> caches = out.apt_caches(python.os);
  add_install(commands, {"python3", "python3-venv"});
  commands.push_back({fmt::format("python3 -m venv {}", ShellWord(python.prefix).text())});
  out.run(caches, commands);
  out.path({python.prefix + "/bin"});
}

}  // namespace envc
