// CUDA's compiler where it is needed: in which images it is missing, and what brings another.
#include "environment.hpp"

#include <doctest/doctest.h>

namespace envc {
namespace {

/// The first thing that is told, `error[no-nvcc]: …`; empty: nothing is.
std::string told(const Environment& environment) {
  const std::vector<Diagnostic> all = resolved(environment).diagnostics;
  if (all.empty()) return {};
  return (all.front().severity == Severity::error ? "error " : "warning ") + all.front().help;
}

Environment with_flash_attn() {
  Environment environment;
  environment.pip("torch==2.1.0 flash-attn==2.3.6");
  return environment;
}

}  // namespace

TEST_CASE("no-nvcc: the flavour that is said has none") {
  CHECK(told(with_flash_attn().cuda("12.1 runtime")) == "error write `cuda 12.1 devel`");
  CHECK(told(with_flash_attn().cuda("12.1 runtime cudnn gl")) == "error write `cuda 12.1 devel cudnn gl`");
  CHECK(told(with_flash_attn().cuda("12.1 devel")) == "");
  CHECK(told(with_flash_attn().cuda("12.1")) == "");
  CHECK(told(Environment().cuda("12.1 runtime").pip("torch==2.1.0 torch-scatter==2.1.2")) ==
        "warning write `cuda 12.1 devel`");
  CHECK(told(Environment().cuda("12.1 runtime").pip("torch==2.1.0 dlib==19.24.2")) == "");
}

TEST_CASE("no-nvcc: the base that is said has none") {
  const auto of = [](std::string_view image) { return told(Environment().base(image).pip("flash-attn==2.3.6")); };
  CHECK(of("nvidia/cuda:12.1.1-cudnn8-runtime-ubuntu22.04") ==
        "error write `base nvidia/cuda:12.1.1-cudnn8-devel-ubuntu22.04`");
  CHECK(of("docker.io/nvidia/cuda:12.1.1-base-ubuntu22.04") ==
        "error write `base docker.io/nvidia/cuda:12.1.1-devel-ubuntu22.04`");
  CHECK(of("nvcr.io/nvidia/cuda:12.1.1-runtime-ubuntu22.04") ==
        "error write `base nvcr.io/nvidia/cuda:12.1.1-devel-ubuntu22.04`");
  CHECK(of("pytorch/pytorch:2.1.0-cuda12.1-cudnn8-devel") == "");
  CHECK(of("pytorch/pytorch:latest") == "");
  CHECK(of("example.org/nvidia/cuda:12.1.1-runtime-ubuntu22.04") == "");
  CHECK(told(with_flash_attn().base("python:3.11")) == "warning write `cuda 12.1`");
}

TEST_CASE("no-nvcc: a step that calls it") {
  const auto of = [](std::string_view line) { return told(Environment().cuda("12.1 runtime").run(line)); };
  CHECK(of("nvcc --version") == "error write `cuda 12.1 devel`");
  CHECK(of("  /usr/local/cuda/bin/nvcc a.cu") == "error write `cuda 12.1 devel`");
  CHECK(of("nvcc --version || true") == "warning write `cuda 12.1 devel`");
  CHECK(of("echo nvcc") == "");
  CHECK(of("") == "");
  CHECK(told(Environment().ubuntu("22.04").run("nvcc --version")) == "");
}

TEST_CASE("no-nvcc: something else can bring it") {
  const auto beside = [](std::string_view line) { return told(with_flash_attn().cuda("12.1 runtime").run(line)); };
  CHECK(beside("apt-get install -y cuda-nvcc-12-1") == "");
  CHECK(beside("wget https://example.org/cuda_12.1.0_linux.run") == "");
  CHECK(beside("conda install cuda") == "");
  CHECK(beside("python -c 'import torch; torch.cuda.init()'") == "error write `cuda 12.1 devel`");
  CHECK(beside("python train.py --device cuda") == "error write `cuda 12.1 devel`");
  CHECK(told(with_flash_attn().cuda("12.1 runtime").apt("cuda-toolkit-12-1")) == "");
  CHECK(told(with_flash_attn().cuda("12.1 runtime").conda("cuda-nvcc_linux-64=12.1.105")).starts_with("error") ==
        false);
}

}  // namespace envc
