#include "emit/artifact.hpp"
#include "plans.hpp"

#include <doctest/doctest.h>
#include <toml++/toml.h>

using namespace envc;
using namespace envc::test;

namespace {

ResolvedPackage package(const char* name, const char* spec) {
  ResolvedPackage out;
  out.name = name;
  out.spec = spec;
  return out;
}

Plan small() {
  Plan plan;
  plan.model.project.value = "demo";
  plan.resolution.os = focal;
  plan.resolution.base_registry = "docker.io";
  plan.resolution.base_image = "ubuntu:20.04";
  plan.resolution.python = {Interpreter::From::apt, "3.8", "/opt/env"};
  plan.resolution.decisions = {{"python", "3.8", "what Ubuntu 20.04 ships"},
                               {"base image", "ubuntu:20.04", "no `cuda`"}};
  PackageStatement apt;
  apt.manager = Manager::apt;
  PackageStatement pip_out;
  pip_out.manager = Manager::pip;
  pip_out.remove = true;
  plan.model.packages = {apt, apt, pip_out};
  plan.resolution.packages.resize(3);
  plan.resolution.packages[0].packages = {package("wget", "wget"), package("curl", "curl")};
  plan.resolution.packages[1].packages = {package("curl", "curl")};
  plan.resolution.packages[2].packages = {package("apex", "apex")};
  plan.resolution.system_libraries = {package("libgl1", "libgl1")};
  const LayerId id =
      add(plan, LayerKind::apt, content::AptInstall{focal, {"curl"}, false}, {"apt wget curl", "apt \"q\""});
  plan.graph[id].name = "apt";
  plan.graph[id].seconds = 12.34;
  plan.graph[id].bytes = 1.5e6;
  return plan;
}

}  // namespace

TEST_CASE("the lock: one fact a line") {
  CHECK(lock_file(small()) ==
        "version = 1\n"
        "project = \"demo\"\n"
        "\n"
        "# what project.env left open, or what had to be changed\n"
        "decisions = [\n"
        "  { subject = \"base image\", value = \"ubuntu:20.04\", reason = \"no `cuda`\" },\n"
        "  { subject = \"python\", value = \"3.8\", reason = \"what Ubuntu 20.04 ships\" },\n"
        "]\n"
        "\n"
        "[image]\n"
        "base = \"docker.io/ubuntu:20.04\"\n"
        "os = \"ubuntu 20.04\"\n"
        "python = \"3.8\"\n"
        "python_from = \"apt\"\n"
        "\n"
        "[packages]\n"
        "apt = [\n"
        "  \"curl\",\n"
        "  \"libgl1\",\n"
        "  \"wget\",\n"
        "]\n"
        "conda = []\n"
        "pip = []\n"
        "removed = [\n"
        "  \"pip apex\",\n"
        "]\n"
        "\n"
        "[[layers]]\n"
        "name = \"apt\"\n"
        "kind = \"apt\"\n"
        "statements = [\n"
        "  \"apt wget curl\",\n"
        "  \"apt \\\"q\\\"\",\n"
        "]\n"
        "seconds = 12.3\n"
        "bytes = 1500000\n");
}

TEST_CASE("the lock is TOML that says what the plan says") {
  const toml::table read = toml::parse(with_header(lock_file(small())));
  CHECK(read["version"].value<int>() == 1);
  CHECK(read["project"].value<std::string>() == "demo");
  CHECK(read["decisions"][1]["reason"].value<std::string>() == "what Ubuntu 20.04 ships");
  CHECK(read["image"]["python_from"].value<std::string>() == "apt");
  CHECK(read["packages"]["apt"].as_array()->size() == 3);
  CHECK(read["packages"]["conda"].as_array()->empty());
  CHECK(read["layers"][0]["statements"][1].value<std::string>() == "apt \"q\"");
  CHECK(read["layers"][0]["seconds"].value<double>() == 12.3);
}

TEST_CASE("any text survives the lock") {
  const std::string hostile = "a\"b\\c\td\ne\x7f é \u202e ''' ]] # \x01";
  Plan plan = small();
  plan.resolution.decisions = {{hostile, hostile, hostile}};
  plan.graph.layers[0].quotes = {hostile};
  plan.resolution.packages[0].packages = {package("x", hostile.c_str())};
  const toml::table read = toml::parse(lock_file(plan));
  CHECK(read["decisions"][0]["subject"].value<std::string>() == hostile);
  CHECK(read["layers"][0]["statements"][0].value<std::string>() == hostile);
  CHECK(read["packages"]["apt"][0].value<std::string>() == hostile);
}

TEST_CASE("no hash, no place, no job in the lock") {
  Plan plan = small();
  const std::string text = lock_file(plan);
  plan.model.places.emplace_back().name.value = "penn";
  plan.model.jobs.emplace_back();
  plan.inputs = {{.path = "x", .sha256 = std::string(64, '1')}};
  CHECK(lock_file(plan) == text);
  CHECK(text.find(content_tag(plan)) == std::string::npos);
}

TEST_CASE("the artifacts, the lock first") {
  std::vector<std::string> names;
  for (const Artifact& artifact : emit(article())) {
    names.push_back(artifact.name);
    CAPTURE(artifact.name);
    CHECK(ownership(artifact.bytes) == Ownership::ours);
    CHECK(artifact.executable == artifact.name.ends_with(".sh"));
  }
  CHECK(names.front() == "envc.lock");
  CHECK(names == artifact_names(article().model));
}

TEST_CASE("scripts of the cluster follow places and jobs") {
  Plan plan = small();
  const std::vector<std::string> always{"envc.lock", "Dockerfile", ".dockerignore", "bashrc", "launch.sh", "envc.mk"};
  CHECK(artifact_names(plan.model) == always);
  plan.model.jobs.emplace_back().name.value = "fit";
  plan.model.places.emplace_back().own.slurm = {{"partition", "batch", false, {}}};
  const std::string tag = content_tag(plan);
  CHECK(artifact_names(plan.model) == std::vector<std::string>{"envc.lock", "Dockerfile", ".dockerignore", "bashrc",
                                                               "launch.sh", "import-sqsh.sh", "envc.mk", "fit.sbatch"});
  plan.model.jobs.clear();
  CHECK(content_tag(plan) == tag);
}
