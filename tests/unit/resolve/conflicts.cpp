// What cannot hold together: the smallest set of statements, carets at each, repairs that mend the whole file.
#include "environment.hpp"

#include <doctest/doctest.h>
#include <fmt/format.h>

namespace envc {
namespace {

using E = Environment;

/// Every diagnostic: `error[kind]: message; here; help`, a line each.
std::string told(const E& environment) {
  const Resolved r = resolved(environment);
  std::string all;
  for (const Diagnostic& d : r.diagnostics) {
    if (!all.empty()) all += '\n';
    all += fmt::format("{}[{}]: {}; {}; {}", d.severity == Severity::error ? "error" : "warning", name(d.kind),
                       d.message, d.here, d.help);
  }
  return all;
}

constexpr std::string_view index = "https://download.pytorch.org/whl/";

}  // namespace

TEST_CASE("three that go together in pairs, not all of them") {
  const E environment = E().cuda("11.3").python("3.11").pip("torch");
  CHECK(told(environment) ==
        "error[cannot-hold-together]: no build of torch for CUDA 11.3 and Python 3.11; has builds for Python 3.6, 3.7, "
        "3.8, 3.9 and 3.10; write `python 3.10` or `cuda 11.6`");
  const Diagnostic d = resolved(environment).diagnostics.at(0);
  CHECK(d.where == environment.where("torch"));
  CHECK(d.labels.size() == 2);
}

TEST_CASE("all that is wrong in one run: a message for each thing that must change") {
  CHECK(told(E().ubuntu("22.04").cuda("11.3").conda("python=3.9 pytorch=2.5.1 torchvision=0.13.1").python("3.10")) ==
        "error[no-such-image]: no image of CUDA 11.3 for Ubuntu 22.04; has images for Ubuntu 16.04, 18.04 and 20.04; "
        "write `ubuntu 20.04`\n"
        "error[python-mismatch]: `python 3.10` and `python=3.9` ask for different interpreters; ; write `python=3.10` "
        "or `python 3.9`\n"
        "error[no-such-build]: no build of pytorch 2.5.1 for CUDA 11.3; has builds for CUDA 11.8, 12.1, 12.4 and 12.6; "
        "write `pytorch=1.12.1`");
  CHECK(told(E().ubuntu("focal").python("3.8").pip("torch==2.5.1")) ==
        "error[unknown-release]: `focal` is a code name; `ubuntu` takes a number; ; write `ubuntu 20.04`\n"
        "error[no-such-build]: no build of torch 2.5.1 for Python 3.8; has builds for Python 3.9, 3.10, 3.11, 3.12 and "
        "3.13; write `python 3.9` or `torch==2.4.1`");
}

TEST_CASE("one cause, one message: what mends everything is offered first") {
  CHECK(told(E().ubuntu("22.04").cuda("11.3").pip("torch==2.1.0")) ==
        "error[no-such-image]: no image of CUDA 11.3 for Ubuntu 22.04; has images for Ubuntu 16.04, 18.04 and 20.04; "
        "write `cuda 11.8`");
}

TEST_CASE("a pinned build without `cuda` says the CUDA") {
  const auto image = [](const E& environment) {
    const Resolved r = resolved(environment);
    CHECK(r.messages() == "");
    return r.resolution.base_image;
  };
  CHECK(image(E().pip("torch==2.0.1+cu118")) == "nvidia/cuda:11.8.0-base-ubuntu22.04");
  CHECK(image(E().pip(fmt::format("torch==2.4.1 --index-url {}cu121", index))) ==
        "nvidia/cuda:12.1.1-base-ubuntu22.04");
  CHECK(image(E().ubuntu("20.04").conda("pytorch=1.12.1 cudatoolkit=11.3 -c pytorch")) ==
        "nvidia/cuda:11.3.1-base-ubuntu20.04");
  CHECK(image(E().debian("12").pip("torch==2.4.1+cu118")) == "debian:12");
  CHECK(image(E().pip(fmt::format("torch==2.4.1 --index-url {}cpu", index))) == "ubuntu:24.04");
  CHECK(image(E().conda("pytorch=1.12.1 cudatoolkit=10.2 -c pytorch")) == "ubuntu:24.04");
  CHECK(resolved(E().pip("torch==2.0.1+cu118")).reason("cuda") == "`torch==2.0.1+cu118` asks for the build for it");
}

TEST_CASE("a build that no release has") {
  CHECK(told(E().cuda("11.3").pip(fmt::format("torch==1.12.1 --index-url {}cu114", index))) ==
        "error[no-such-build]: no build of torch 1.12.1 for CUDA 11.4; has builds for CUDA 10.2, 11.3 and 11.6; write "
        "`https://download.pytorch.org/whl/cu113` or `https://download.pytorch.org/whl/cu116`");
  CHECK(told(E().pip("torch==1.12.1+cu114")) ==
        "error[no-such-build]: no build of torch 1.12.1 for CUDA 11.4; has builds for CUDA 10.2, 11.3 and 11.6; write "
        "`torch==1.12.1+cu116` or `torch==1.12.1+cu113`");
}

TEST_CASE("a distribution is chosen that everything else goes with") {
  CHECK(resolved(E().python("3.10 from apt")).resolution.base_image == "ubuntu:22.04");
  CHECK(
      told(E().python("3.14 from apt")) ==
      "error[python-mismatch]: `python 3.14 from apt`, but no distribution that is known has it; ; write `python 3.14 "
      "from uv` or `python 3.13 from apt`");
  CHECK(
      told(E().cuda("11.3").python("3.12 from apt")) ==
      "error[python-mismatch]: `python 3.12 from apt`, but no distribution with an image of CUDA 11.3 has it; ; write "
      "`python 3.12 from uv`, `cuda 12.5` or `python 3.8 from apt`");
}

TEST_CASE("releases of the catalogue that do not go with the rest") {
  CHECK(told(E().python("3.11").pip("open3d==0.17")) ==
        "error[cannot-hold-together]: open3d 0.17 does not go with `python 3.11`; has builds for Python 3.7, 3.8, 3.9 "
        "and 3.10; write `open3d==0.18.0` or `python 3.10`");
  CHECK(told(E().cuda("11.6").python("3.8").pip("torch==1.13.1 flash-attn==2.7.0")) ==
        "error[cannot-hold-together]: flash-attn 2.7.0 does not go with `cuda 11.6`; needs nvcc>=11.7; write `cuda "
        "11.7` or `flash-attn==2.6.3`");
  CHECK(told(E().ubuntu("20.04").cuda("12.8").pip("torch==2.8.0 flash-attn==2.8.2")) == "");
  CHECK(told(E().cuda("12.1").pip("torch==2.4.0 xformers==0.0.20")) ==
        "error[cannot-hold-together]: xformers 0.0.20 does not go with `torch==2.4.0`; needs torch==1.12.1, or "
        "torch==1.13.1, or torch==2.0.1; write `xformers==0.0.27.post1`");
  CHECK(told(E().cuda("12.1").pip("tensorflow==2.12.0")) ==
        "error[cannot-hold-together]: tensorflow 2.12.0 does not go with `cuda 12.1`; needs cuda==11.* and cudnn==8.*; "
        "write `cuda 11.8` or `tensorflow==2.15.0`");
  CHECK(
      told(E().cuda("11.8").pip("jax[cuda12]==0.4.34 cupy-cuda12x")) ==
      "error[cannot-hold-together]: cupy-cuda12x does not go with `cuda 11.8`; needs cuda==12.*; write `cuda 12.0` or "
      "`cupy-cuda11x`");
}

TEST_CASE("an open release is the newest that goes with the rest") {
  const auto specs = [](const E& environment) {
    const Resolved r = resolved(environment);
    CHECK(r.messages() == "");
    return r.specs(0) + " | " + r.resolution.base_image;
  };
  CHECK(specs(E().cuda("11.8").pip("torch==2.1.0 numpy<2 flash-attn")) ==
        "torch==2.1.0 numpy<2 flash-attn==2.7.3 | nvidia/cuda:11.8.0-devel-ubuntu22.04");
  CHECK(specs(E().cuda("12.1").pip("torch==2.1.0 numpy<2 xformers")) ==
        "torch==2.1.0 numpy<2 xformers==0.0.22.post7 | nvidia/cuda:12.1.1-base-ubuntu22.04");
  CHECK(specs(E().pip("torch xformers")) == "torch==2.10.0 xformers | ubuntu:24.04");
  CHECK(specs(E().pip("open3d")) == "open3d | ubuntu:24.04");
  CHECK(specs(E().pip("open3d==0.17")) == "open3d==0.17 numpy<2 | ubuntu:24.04");
  CHECK(specs(E().cuda("12.5").pip("tensorflow")) == "tensorflow | nvidia/cuda:12.5.1-cudnn-runtime-ubuntu22.04");
  CHECK(specs(E().pip("tensorflow")) == "tensorflow | ubuntu:24.04");
  CHECK(specs(E().cuda("12.1").pip("torch==2.4.0 torch-scatter")) ==
        "torch==2.4.0 torch-scatter | nvidia/cuda:12.1.1-devel-ubuntu22.04");
  CHECK(specs(E().cuda("12.1").pip("torch==2.4.0 flash-attn==99.0 xformers==99")) ==
        "torch==2.4.0 flash-attn==99.0 xformers==99 | nvidia/cuda:12.1.1-devel-ubuntu22.04");
}

TEST_CASE("what older builds cannot stand is told where it is pinned") {
  const E environment = E().cuda("12.1").pip("torch==2.2.0 numpy==2.1.2");
  CHECK(told(environment) ==
        "error[cannot-hold-together]: `numpy==2.1.2` does not go with torch 2.2.0; binaries made before the middle of "
        "2024 cannot use NumPy 2; write `numpy<2` or `torch==2.3.0`");
  CHECK(resolved(environment).diagnostics.at(0).where == environment.where("numpy==2.1.2"));
}

}  // namespace envc
