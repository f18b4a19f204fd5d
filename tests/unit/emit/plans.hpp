// Plans made by hand: values, no files.
#pragma once

#include "layer/plan.hpp"

#include <fmt/format.h>

#include <utility>
#include <vector>

namespace envc::test {

inline const Os focal{"ubuntu", "20.04"};

inline EnvVar variable(std::string name, std::string value, bool prepend = false) {
  return {.name = std::move(name), .value = std::move(value), .prepend = prepend, .where = {}};
}

inline LayerId add(Plan& plan, LayerKind kind, Content content, std::vector<std::string> quotes = {},
                   std::vector<std::string> notes = {}) {
  Layer layer;
  layer.kind = kind;
  layer.name = fmt::format("layer-{}", plan.graph.layers.size());
  layer.content = std::move(content);
  layer.quotes = std::move(quotes);
  layer.notes = std::move(notes);
  plan.graph.layers.push_back(std::move(layer));
  const LayerId id{static_cast<std::uint32_t>(plan.graph.layers.size() - 1)};
  plan.sequence.layers.push_back(id);
  return id;
}

/// A plan of these contents, in this order, without comments.
inline Plan plan_of(std::vector<Content> contents) {
  Plan plan;
  for (Content& content : contents) add(plan, LayerKind::run, std::move(content));
  return plan;
}

inline content::CondaInstaller miniforge() {
  return {.name = "Miniforge3",
          .version = "26.3.2-3",
          .url = "https://github.com/conda-forge/miniforge/releases/download/26.3.2-3",
          .prefix = "/opt/conda",
          .builds = {{"x86_64", "Miniforge3-26.3.2-3-Linux-x86_64.sh", std::string(64, 'a')},
                     {"aarch64", "Miniforge3-26.3.2-3-Linux-aarch64.sh", std::string(64, 'b')}}};
}

inline content::PipInstall pip(std::vector<std::string> requirements) {
  content::PipInstall install;
  install.python = "python3";
  install.requirements = std::move(requirements);
  return install;
}

/// The article's environment, as its layers would be.
inline Plan article() {
  Plan plan;
  plan.model.project.value = "research_dev_env";
  plan.model.image = Said<std::string>{"kylevedder/research_dev_env", {}};
  plan.resolution.os = focal;
  plan.resolution.base_registry = "docker.io";
  plan.resolution.base_image = "nvidia/cuda:11.3.1-devel-ubuntu20.04";
  plan.resolution.cuda = "11.3.1";
  plan.resolution.python = {Interpreter::From::conda, "3.10", "/opt/env"};
  add(plan, LayerKind::base, content::From{"docker.io", "nvidia/cuda:11.3.1-devel-ubuntu20.04"},
      {"ubuntu 20.04", "cuda 11.3 devel gl"}, {"cuda 11.3.1: 11.3.0 was removed from the registry"});
  add(plan, LayerKind::setup, content::AptSetup{focal, {"ca-certificates", "curl"}}, {},
      {"ca-certificates curl: what later steps fetch with"});
  add(plan, LayerKind::conda_installer, miniforge(), {}, {"Miniforge3 26.3.2-3: conda itself"});
  add(plan, LayerKind::conda,
      content::CondaInstall{.prefix = "/opt/env",
                            .create = true,
                            .remove = false,
                            .specs = {"cudatoolkit=11.3", "numpy", "python=3.10", "pytorch=1.12.1"},
                            .channels = {"pytorch", "conda-forge"},
                            .cuda = "11.3",
                            .options = {},
                            .with = {}},
      {"conda python=3.10 numpy pytorch=1.12.1"}, {"cudatoolkit=11.3: the build of pytorch 1.12.1 for CUDA 11.3"});
  add(plan, LayerKind::apt, content::AptInstall{focal, {"git", "make", "tzdata"}, false}, {"apt git make"},
      {"tzdata: the time zone comes from it"});
  add(plan, LayerKind::pip, pip({"open3d==0.17"}), {"pip open3d==0.17"});
  add(plan, LayerKind::timezone, content::Timezone{"America/New_York"}, {"timezone America/New_York"});
  add(plan, LayerKind::home, content::Home{.path = "/home/user", .root_user = false, .user = {}});
  add(plan, LayerKind::env,
      content::Variables{{variable("TORCH_CUDA_ARCH_LIST", "Ampere;Turing;Pascal"), variable("FORCE_CUDA", "1"),
                          variable("PYTHONPATH", "/project", true)}},
      {"env TORCH_CUDA_ARCH_LIST=\"Ampere;Turing;Pascal\" FORCE_CUDA=1", "pythonpath /project"});
  add(plan, LayerKind::meta,
      content::Meta{
          .workdir = "/project", .ports = {}, .labels = {}, .entrypoint = {}, .command = {}, .user = "1000:1000"},
      {"workdir /project"});
  return plan;
}

/// One plan with every content, so that a rule can be held against all of them.
inline Plan everything() {
  Plan plan = article();
  content::PipInstall local = pip({"requests==2.32.3"});
  local.requirement_files = {"requirements.txt"};
  local.included_files = {"more/base.txt"};
  local.projects = {{.path = ".", .editable = true, .where = {}, .extras = "dev"},
                    {.path = "lib", .editable = false, .where = {}, .extras = ""}};
  local.projects_root = "/project";
  local.keep_base = true;
  local.keep = {"torch", "torch-tensorrt"};
  local.index_url = "https://download.pytorch.org/whl/cu118";
  local.mirrors = {{"PYTORCH_INDEX", "https://download.pytorch.org/whl"}};
  const std::vector<Content> more{
      content::PythonFromApt{focal, "/opt/env"},
      content::PythonFromUv{"3.11", "/opt/env", "0.12.19"},
      content::CondaInstall{.prefix = "/opt/env",
                            .specs = {"ffmpeg"},
                            .channels = {"conda-forge"},
                            .cuda = {},
                            .options = {},
                            .with = {}},
      content::CondaInstall{.prefix = "/opt/env",
                            .remove = true,
                            .specs = {"ffmpeg"},
                            .channels = {},
                            .cuda = {},
                            .options = {},
                            .with = {}},
      content::AptInstall{focal, {"vim"}, true},
      local,
      content::Script{{"make -j8", "make install"}, {variable("CC", "gcc 9")}, "builder", "/project"},
      content::Script{{"for f in *.sh; do", "  bash \"$f\"", "done"}, {}, {}, {}},
      content::Script{{"pip install build", "apt-get update", "apt-get install -y jq", "conda list"}, {}, {}, {}},
      content::CopyFiles{{"a", "b c"}, "/data", {}},
      content::PutFile{"/etc/tool/tool.conf", "# text\n\nlast", "600"},
      content::Fetch{"https://example.org/x.tar.gz", "/opt/x", std::string(64, 'c'), true, {}},
      content::Fetch{"https://example.org/y.bin", "/opt/y.bin", {}, false, "755"},
      content::Checkout{"https://github.com/NVIDIA/apex", "23.08", {}, {"pip install ."}, {}},
      content::Checkout{"https://github.com/x/y", {}, "/opt/y", {}, {}},
      content::Locale{"en_US.UTF-8", focal},
  };
  for (const Content& content : more) add(plan, LayerKind::run, content);
  // meta stands last
  std::swap(plan.sequence.layers[9], plan.sequence.layers.back());
  return plan;
}

}  // namespace envc::test
