// conda and uv: interpreters that come from elsewhere than the distribution.
#include "emit/dockerfile_writer.hpp"
#include "text/quote.hpp"

#include <fmt/format.h>

namespace envc {
namespace {

std::string word(std::string_view raw) {
  return ShellWord(raw).text();
}

/// Where conda's packages go: the environment is on PATH before conda's own folder, from the start.
std::string environment_prefix(const Plan& plan) {
  for (const Layer& layer : plan.graph.layers) {
    if (const auto* content = std::get_if<content::CondaInstall>(&layer.content)) return content->prefix;
  }
  return plan.resolution.python.prefix;
}

/// The installer's file and hash for the machine that builds; a machine without one is told so.
ShellCommand choose_build(const content::CondaInstaller& conda) {
  ShellCommand choice{"case \"$(uname -m)\" in"};
  for (const content::CondaInstaller::Build& build : conda.builds) {
    choice.more.push_back(
        fmt::format("  {}) file={} sha256={} ;;", word(build.machine), word(build.file), word(build.sha256)));
  }
  choice.more.push_back(fmt::format("  *) echo \"{} has no installer for $(uname -m)\" >&2; exit 1 ;;", conda.name));
  choice.more.push_back("esac");
  return choice;
}

constexpr std::string_view installed = "/tmp/installed.txt";
constexpr std::string_view now_installed = "/tmp/now.txt";

/// What is installed, in conda's own words (`name=version=build`); what it installed itself as hard pins.
std::vector<ShellCommand> keep_installed(const std::string& prefix) {
  return {{fmt::format("conda list -p {} --export > {}", word(prefix), installed)},
          {fmt::format("grep -v '=pypi_0$' {} > {}", installed, word(prefix + "/conda-meta/pinned"))}};
}

/// Each line of it must be there still, pip's too; those that are not are printed.
std::vector<ShellCommand> show_changed(const std::string& prefix) {
  return {{fmt::format("conda list -p {} --export > {}", word(prefix), now_installed)},
          {fmt::format("! grep -Fxvf {} {}", now_installed, installed)},
          {fmt::format("rm {} {} {}", installed, now_installed, word(prefix + "/conda-meta/pinned"))}};
}

}  // namespace

void write(DockerfileWriter& out, const content::CondaInstaller& conda) {
  out.argument("CONDA_INSTALLER_URL", conda.url);
  out.argument("CONDA_INSTALLER_SHA256", "");
  out.run({}, {choose_build(conda),
               {"curl -fsSL --retry 3 -o /tmp/conda.sh \"${CONDA_INSTALLER_URL}/${file}\""},
               {"echo \"${CONDA_INSTALLER_SHA256:-$sha256}  /tmp/conda.sh\" | sha256sum -c -"},
               {fmt::format("bash /tmp/conda.sh -b -p {}", word(conda.prefix))},
               {"rm /tmp/conda.sh"}});
  std::vector<std::string> folders;
  const std::string prefix = environment_prefix(out.plan());
  if (!prefix.empty()) folders.push_back(prefix + "/bin");
  folders.push_back(conda.prefix + "/bin");
  out.path(folders);
}

void write(DockerfileWriter& out, const content::CondaInstall& conda) {
  const std::vector<std::string> caches = out.conda_caches();
  std::string head = inline_environment(conda.with);
  // The machine that builds has no GPU: what the image is for decides, not what the builder has.
  head += fmt::format("CONDA_OVERRIDE_CUDA={} conda ", conda.cuda);
  head += conda.remove ? "remove" : conda.create ? "create" : "install";
  head += fmt::format(" -y -p {}", word(conda.prefix));
  if (!conda.remove) head += " --override-channels";
  for (const std::string& channel : conda.channels) head += fmt::format(" -c {}", word(channel));
  for (const std::string& option : conda.options) head += fmt::format(" {}", word(option));
  std::vector<ShellCommand> commands;
  if (conda.keeps_installed) commands = keep_installed(conda.prefix);
  commands.push_back(listed_words(head, conda.specs));
  if (conda.keeps_installed) {
    const std::vector<ShellCommand> after = show_changed(conda.prefix);
    commands.insert(commands.end(), after.begin(), after.end());
  }
  out.run(caches, commands);
  out.path({conda.prefix + "/bin"});
}

void write(DockerfileWriter& out, const content::PythonFromUv& python) {
  out.argument("UV_PYTHON_INSTALL_MIRROR", "https://github.com/astral-sh/python-build-standalone/releases/download");
  out.pip_arguments();
  out.run({"--mount=type=bind,from=uv,source=/uv,target=/usr/local/bin/uv"},
          {{"export UV_PYTHON_INSTALL_DIR=/opt/python UV_PYTHON_PREFERENCE=only-managed"},
           {"export UV_DEFAULT_INDEX=\"$PIP_INDEX_URL\" UV_NO_CACHE=1"},
           {fmt::format("uv venv --seed --python {} {}", word(python.version), word(python.prefix))}});
  out.path({python.prefix + "/bin"});
}

}  // namespace envc
