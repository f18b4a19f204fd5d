// Variables: before what reads them, or last.
#include "planned.hpp"

#include <doctest/doctest.h>

#include <algorithm>

using namespace envc;
using namespace envc::testing;

namespace {

std::string assignments(const Planned& plan, const std::string& layer) {
  std::string text;
  for (const EnvVar& v : plan.content<content::Variables>(layer).variables) {
    text += (text.empty() ? "" : " ") + v.name + (v.prepend ? "+=" : "=") + v.value;
  }
  return text;
}

}  // namespace

TEST_CASE("what no build reads stands last, with envc's own") {
  File file;
  file.pip("torch==2.5.1").env("HF_HOME", "/cache");
  const Planned plan(file);
  CHECK(assignments(plan, "env") == "HF_HOME=/cache PYTHONNOUSERSITE=1 HOME=/home/user");
  CHECK(plan.ordered().ends_with(" env meta"));
}

TEST_CASE("what builds read stands before those that read it, and no others") {
  const Planned plan(File()
                         .env("PIP_NO_BINARY", "x")
                         .env("FORCE_CUDA", "1")
                         .env("CONDA_SOLVER", "classic")
                         .conda("python")
                         .pip("torch some-package")
                         .run("one")
                         .apt("git"));
  CHECK(assignments(plan, "env-build") == "PIP_NO_BINARY=x");
  CHECK(assignments(plan, "env-build-2") == "FORCE_CUDA=1");
  CHECK(assignments(plan, "env-build-3") == "CONDA_SOLVER=classic");
  CHECK(plan.must("env-build", "pip-heavy"));
  CHECK(plan.must("env-build-3", "conda"));
  CHECK(!plan.must("env-build", "conda"));
  CHECK(!plan.must("env-build-2", "apt"));
  // compilers read it: not what is known to come as a wheel
  CHECK(plan.must("env-build-2", "pip"));
  CHECK(plan.must("env-build-2", "run-1"));
  CHECK(!plan.must("env-build-2", "pip-heavy"));
}

TEST_CASE("a build's variable that no build of this file reads stands last") {
  const Planned plan(File().env("FORCE_CUDA", "1").env("CONDA_SOLVER", "classic").pip("torch==2.5.1"));
  CHECK(!plan.has("env-build"));
  CHECK(assignments(plan, "env") == "FORCE_CUDA=1 CONDA_SOLVER=classic PYTHONNOUSERSITE=1 HOME=/home/user");
}

TEST_CASE("a proxy stands before everything that fetches") {
  const Planned plan(File().env("https_proxy", "http://p").apt("git").conda("python").pip("a1"));
  for (const char* layer : {"setup", "apt", "conda-installer", "conda", "pip"}) {
    CAPTURE(layer);
    CHECK(plan.must("env-build", layer));
  }
}

TEST_CASE("steps have the file's environment, above or below") {
  const Planned plan(File().run("one").env("GREETING", "hello").copy("a", "/a"));
  CHECK(assignments(plan, "env") == "GREETING=hello");
  CHECK(plan.must("env", "run-1"));
  CHECK(assignments(plan, "env-late") == "PYTHONNOUSERSITE=1 HOME=/home/user");
  CHECK(plan.must("run-1", "env-late"));
}

TEST_CASE("a step that says `after` has what it mentions") {
  const Planned plan(
      File().env("A", "1").apt("git").run("echo $A >> /a").after("git").run("echo $AB A_B").after("git"));
  CHECK(plan.must("env", "run-1"));
  CHECK(!plan.must("env", "run-2"));
}

TEST_CASE("the file's value wins over envc's; a value put in front does not replace it") {
  File file;
  file.env("HOME", "/root").env("TZ", "UTC");
  file.model.timezone = {"Europe/Berlin", {}};
  CHECK(assignments(Planned(file), "env") == "HOME=/root TZ=UTC PYTHONNOUSERSITE=1");
  File prepended;
  prepended.resolution.python = {};
  prepended.model.env = {{.name = "PYTHONPATH", .value = "/project", .prepend = true, .where = {}}};
  CHECK(assignments(Planned(prepended), "env") == "PYTHONPATH+=/project HOME=/home/user");
}

TEST_CASE("CUDA images show the driver's capabilities, with graphics where GL is asked for") {
  File file;
  file.resolution.python = {};
  file.resolution.cuda = "12.4.1";
  CHECK(assignments(Planned(file), "env") ==
        "NVIDIA_VISIBLE_DEVICES=all NVIDIA_DRIVER_CAPABILITIES=compute,utility HOME=/home/user");
  file.resolution.gl = true;
  CHECK(assignments(Planned(file), "env") ==
        "NVIDIA_VISIBLE_DEVICES=all NVIDIA_DRIVER_CAPABILITIES=compute,utility,graphics,display HOME=/home/user");
}

TEST_CASE("arch is spelled for build tools where something compiles, and nowhere else") {
  File file;
  file.resolution.arch = {"8.0", "8.6+PTX"};
  file.env("TORCH_CUDA_ARCH_LIST", "Turing").pip("torch==2.5.1");
  CHECK(!Planned(file).has("env-build"));
  file.pip("flash-attn==2.6.3").compiled("flash-attn", "torch");
  const Planned plan(file);
  CHECK(assignments(plan, "env-build").starts_with("TORCH_CUDA_ARCH_LIST=Turing CUDAARCHS=80;86"));
  CHECK(plan.must("env-build", "pip-flash-attn"));
}

TEST_CASE("with stays with its statement") {
  const Planned plan(File().pip("foo").with("MAX_JOBS", "8"));
  CHECK(plan.content<content::PipInstall>("pip").with.front().value == "8");
  CHECK(!plan.has("env-build"));
}

TEST_CASE("the image's settings") {
  File file;
  file.model.run.mounts = {{.world = PathWorld::project,
                            .variable = {},
                            .source = ".",
                            .target = "/project",
                            .read_only = false,
                            .where = {}}};
  file.model.run.ports = {{.host = 8000, .container = 80, .where = {}}, {.host = 22, .container = 22, .where = {}}};
  file.model.shell = {"/bin/zsh", {}};
  file.model.run.user = {"alice", {}};
  const Planned plan(file);
  const auto& meta = plan.content<content::Meta>("meta");
  CHECK(meta.workdir == "/project");
  CHECK(meta.ports == std::vector<std::uint16_t>{22, 80});
  CHECK(meta.command->words == std::vector<std::string>{"/bin/zsh"});
  CHECK(meta.user == "alice");
  CHECK(plan.content<content::Home>("home").user == "alice");
  file.model.workdir = {"/elsewhere", {}};
  file.model.entrypoint = Exec{{"tini", "--"}, {}};
  file.model.run.user = {"root", {}};
  const Planned other(file);
  CHECK(other.content<content::Meta>("meta").workdir == "/elsewhere");
  CHECK(!other.content<content::Meta>("meta").command);
  CHECK(other.content<content::Meta>("meta").user == "root");
  CHECK(other.content<content::Home>("home").root_user);
  CHECK(other.content<content::Home>("home").user.empty());
}
