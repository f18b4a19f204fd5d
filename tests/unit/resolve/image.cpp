// Which base image: what exists, what is refused, and what is offered instead.
#include "environment.hpp"

#include <doctest/doctest.h>

namespace envc {
namespace {

using E = Environment;

std::string image(const E& environment) {
  const Resolved r = resolved(environment);
  CHECK(r.messages() == "");
  return r.resolution.base_image;
}

/// `message; here; help` of the one diagnostic there must be.
std::string refusal(const E& environment) {
  const Resolved r = resolved(environment);
  REQUIRE_MESSAGE(r.diagnostics.size() == 1, r.messages());
  const Diagnostic& d = r.diagnostics.front();
  return r.messages() + "; " + d.here + "; " + d.help;
}

}  // namespace

TEST_CASE("a CUDA with two numbers is its newest release that is still there") {
  CHECK(image(E().ubuntu("20.04").cuda("11.3 devel gl")) == "nvidia/cuda:11.3.1-devel-ubuntu20.04");
  CHECK(image(E().ubuntu("20.04").cuda("11.4 runtime")) == "nvidia/cuda:11.4.3-runtime-ubuntu20.04");
  CHECK(image(E().ubuntu("18.04").cuda("12.1 base")) == "nvidia/cuda:12.1.0-base-ubuntu18.04");
  CHECK(image(E().ubuntu("20.04").cuda("11.6.1 devel")) == "nvidia/cuda:11.6.1-devel-ubuntu20.04");
  CHECK(resolved(E().ubuntu("20.04").cuda("11.3 devel")).resolution.cuda == "11.3.1");
}

TEST_CASE("the cudnn part is spelled as the release spells it") {
  CHECK(image(E().ubuntu("22.04").cuda("12.2 devel cudnn")) == "nvidia/cuda:12.2.2-cudnn8-devel-ubuntu22.04");
  CHECK(image(E().ubuntu("22.04").cuda("12.3 devel cudnn")) == "nvidia/cuda:12.3.2-cudnn9-devel-ubuntu22.04");
  CHECK(image(E().ubuntu("22.04").cuda("12.4 devel cudnn")) == "nvidia/cuda:12.4.1-cudnn-devel-ubuntu22.04");
  CHECK(image(E().ubuntu("20.04").cuda("12.2 devel")) == "nvidia/cuda:12.2.2-devel-ubuntu20.04");
}

TEST_CASE("no Ubuntu said: the newest long-term release with exactly that image") {
  CHECK(image(E().cuda("11.3 devel")) == "nvidia/cuda:11.3.1-devel-ubuntu20.04");
  CHECK(image(E().cuda("12.4 devel")) == "nvidia/cuda:12.4.1-devel-ubuntu22.04");
  CHECK(image(E().cuda("12.8 devel")) == "nvidia/cuda:12.8.1-devel-ubuntu24.04");
  CHECK(image(E().cuda("12.5 devel cudnn")) == "nvidia/cuda:12.5.1-cudnn-devel-ubuntu22.04");
}

TEST_CASE("no CUDA said: the distribution alone") {
  CHECK(image(E()) == "ubuntu:24.04");
  CHECK(image(E().ubuntu("22.04")) == "ubuntu:22.04");
  CHECK(image(E().debian("12")) == "debian:12");
  CHECK(resolved(E()).resolution.cuda == "");
  CHECK(resolved(E()).resolution.base_registry == "docker.io");
  CHECK(resolved(E()).reason("cuda") == "no `cuda` is said, so everything is for the CPU");
}

TEST_CASE("the flavour is the least that does") {
  CHECK(image(E().cuda("12.1")) == "nvidia/cuda:12.1.1-runtime-ubuntu22.04");
  CHECK(image(E().cuda("12.1").pip("torch==2.1.0")) == "nvidia/cuda:12.1.1-base-ubuntu22.04");
  CHECK(image(E().cuda("12.1").conda("pytorch=2.1.0")) == "nvidia/cuda:12.1.1-base-ubuntu22.04");
  CHECK(image(E().cuda("12.1").pip("torch==2.1.0").pip("cupy-cuda12x")) == "nvidia/cuda:12.1.1-runtime-ubuntu22.04");
  CHECK(image(E().cuda("12.1").pip("torch==2.1.0").pip("flash-attn")) == "nvidia/cuda:12.1.1-devel-ubuntu22.04");
  CHECK(image(E().cuda("12.1").pip("git+https://example.org/x@v1")) == "nvidia/cuda:12.1.1-devel-ubuntu22.04");
  CHECK(image(E().cuda("12.1").pip("-e .")) == "nvidia/cuda:12.1.1-devel-ubuntu22.04");
  CHECK(image(E().cuda("12.1").run("cd x && /usr/bin/cmake ..")) == "nvidia/cuda:12.1.1-devel-ubuntu22.04");
  CHECK(image(E().cuda("12.1").run("python3 setup.py install")) == "nvidia/cuda:12.1.1-devel-ubuntu22.04");
  CHECK(image(E().cuda("12.1").run("echo remake")) == "nvidia/cuda:12.1.1-runtime-ubuntu22.04");
  CHECK(image(E().cuda("12.1 runtime").pip("-e .")) == "nvidia/cuda:12.1.1-runtime-ubuntu22.04");
}

TEST_CASE("where only bigger images are known, the least of them") {
  CHECK(image(E().cuda("13.2")) == "nvidia/cuda:13.2.1-cudnn-devel-ubuntu24.04");
  CHECK(image(E().cuda("13.2 devel")) == "nvidia/cuda:13.2.1-cudnn-devel-ubuntu24.04");
  CHECK(resolved(E().cuda("13.2")).reason("cuda image") == "the only kind of image known of CUDA 13.2");
  CHECK(image(E().cuda("13.0 devel")) == "nvidia/cuda:13.0.0-devel-ubuntu24.04");
}

TEST_CASE("images that do not exist are refused with the nearest that do") {
  CHECK(refusal(E().ubuntu("22.04").cuda("11.3 devel gl")) ==
        "error[no-such-image]: no image of CUDA 11.3 devel for Ubuntu 22.04; has images for Ubuntu 16.04, 18.04 and "
        "20.04; write `ubuntu 20.04` or `cuda 11.7 devel gl`");
  CHECK(refusal(E().ubuntu("20.04").cuda("11.3.0 devel gl")) ==
        "error[no-such-image]: no image of CUDA 11.3.0 devel; its images were deleted from the registry; write "
        "`cuda 11.3.1 devel gl` or `cuda 11.2.2 devel gl`");
  CHECK(
      refusal(E().ubuntu("18.04").cuda("10.2")) ==
      "error[no-such-image]: no image of CUDA 10.2; its images were deleted from the registry; for Ubuntu 18.04 there "
      "are 11.0.3, 11.1.1, 11.2.2, 11.3.1, 11.4.3, 11.5.2, 11.6.2, 11.7.1, 11.8.0, 12.0.0, 12.0.1 and 12.1.0; write "
      "`cuda 11.0`");
  CHECK(refusal(E().ubuntu("24.04").cuda("12.5 cudnn")) ==
        "error[no-such-image]: no image of CUDA 12.5 with cuDNN for Ubuntu 24.04; has images for Ubuntu 20.04 and "
        "22.04; write `cuda 12.6 cudnn` or `ubuntu 22.04`");
  CHECK(refusal(E().cuda("13.2 runtime")) ==
        "error[no-such-image]: no image of CUDA 13.2 runtime; has `devel cudnn` images; write `cuda 13.0 runtime` or "
        "`cuda 13.2 devel`");
  CHECK(refusal(E().cuda("14.1 devel")) ==
        "error[no-such-image]: no image of CUDA 14.1 devel; ; write `cuda 13.3 devel`");
  CHECK(refusal(E().debian("12").cuda("12.4")) ==
        "error[no-such-image]: no image of CUDA 12.4 for Debian 12; `nvidia/cuda` has images for Ubuntu only; write "
        "`ubuntu 22.04`");
}

TEST_CASE("the caret stands under the version, the label under the distribution") {
  const E environment = E().ubuntu("22.04").cuda("11.3 devel");
  const Resolved r = resolved(environment);
  CHECK(r.diagnostics.at(0).where == environment.where("11.3"));
  CHECK(r.diagnostics.at(0).labels.at(0).where == environment.where("22.04"));
  CHECK(r.resolution.base_image == "");
}

TEST_CASE("unknown releases") {
  CHECK(refusal(E().ubuntu("20.4")) ==
        "error[unknown-release]: no release `20.4` of `ubuntu` is known; ; write `ubuntu 20.04`");
  CHECK(refusal(E().ubuntu("focal")) ==
        "error[unknown-release]: `focal` is a code name; `ubuntu` takes a number; ; write `ubuntu 20.04`");
  CHECK(refusal(E().ubuntu("bookworm")) ==
        "error[unknown-release]: `bookworm` is a code name; `ubuntu` takes a number; ; write `debian 12`");
  CHECK(refusal(E().ubuntu("nosuch").cuda("11.3")) ==
        "error[unknown-release]: no release `nosuch` of `ubuntu` is known; ; write `ubuntu 26.04`");
}

TEST_CASE("one cause, one message: nothing is said of packages where there is no image") {
  CHECK(refusal(E().ubuntu("22.04").cuda("11.3").pip("torch==2.1.0")).starts_with("error[no-such-image]"));
}

TEST_CASE("a base is taken as it is named") {
  const Resolved nvcr = resolved(E().base("nvcr.io/nvidia/pytorch:24.05-py3"));
  CHECK(nvcr.resolution.base_registry == "nvcr.io");
  CHECK(nvcr.resolution.base_image == "nvidia/pytorch:24.05-py3");
  CHECK(nvcr.resolution.os.name == "");
  CHECK(resolved(E().base("docker.io/library/ubuntu:22.04")).resolution.base_image == "ubuntu:22.04");
  CHECK(resolved(E().base("localhost:5000/x/y:1")).resolution.base_registry == "localhost:5000");
  CHECK(resolved(E().base("localhost:5000/x/y:1")).resolution.base_image == "x/y:1");
  CHECK(image(E().base("a/b@sha256:00")) == "a/b@sha256:00");
  CHECK(image(E().base("a/b")) == "a/b");
}

TEST_CASE("the distribution of a base is read from its tag") {
  const auto os = [](std::string_view base) { return resolved(E().base(base)).resolution.os; };
  CHECK(os("ubuntu:22.04") == Os{"ubuntu", "22.04"});
  CHECK(os("debian:bookworm-slim") == Os{"debian", "12"});
  CHECK(os("debian:12.5") == Os{"debian", "12"});
  CHECK(os("python:3.10-slim-bookworm") == Os{"debian", "12"});
  CHECK(os("nvidia/cuda:12.1.1-devel-ubuntu22.04") == Os{"ubuntu", "22.04"});
  CHECK(os("nvidia/cudagl:11.3.1-devel-ubuntu20.04") == Os{"ubuntu", "20.04"});
  CHECK(os("python:3.12") == Os{});
  CHECK(os("someone/tool:22.04") == Os{});
}

TEST_CASE("a base of the CUDA repository says its CUDA, and is refused if it is gone") {
  CHECK(resolved(E().base("nvidia/cuda:12.1.1-devel-ubuntu22.04")).resolution.cuda == "12.1.1");
  CHECK(resolved(E().base("nvidia/cuda:99.0.0-devel-ubuntu22.04")).resolution.cuda == "");
  CHECK(refusal(E().base("nvidia/cuda:11.3.0-devel-ubuntu20.04")) ==
        "error[no-such-image]: `nvidia/cuda:11.3.0-devel-ubuntu20.04` was deleted from the registry; ; write `base "
        "nvidia/cuda:11.3.1-devel-ubuntu20.04`");
  CHECK(refusal(E().base("nvidia/cuda:12.1-devel-ubuntu22.04")) ==
        "error[no-such-image]: `nvidia/cuda:12.1-devel-ubuntu22.04` is not in the registry; there is no tag of two "
        "numbers; write `base nvidia/cuda:12.1.1-devel-ubuntu22.04`");
  CHECK(
      refusal(E().base("nvidia/cuda:10.2-devel-ubuntu18.04")) ==
      "error[no-such-image]: `nvidia/cuda:10.2-devel-ubuntu18.04` was deleted from the registry; of this kind there "
      "are "
      "11.0.3, 11.1.1, 11.2.2, 11.3.1, 11.4.3, 11.5.2, 11.6.2, 11.7.1, 11.8.0, 12.0.0, 12.0.1 and 12.1.0; write `base "
      "nvidia/cuda:11.0.3-devel-ubuntu18.04` or `base nvidia/cuda:12.1.0-devel-ubuntu18.04`");
}

TEST_CASE("no deleted image is ever chosen") {
  for (const CudaImage& one : Facts::builtin().cuda_images()) {
    if (one.gone) continue;
    CAPTURE(one.tag);
    std::string words = std::string(one.version) + " " + std::string(one.flavour);
    if (!one.cudnn.empty()) words += " cudnn";
    if (!one.extra.empty()) continue;
    CHECK(image(E().ubuntu(one.os.substr(6)).cuda(words)) == "nvidia/cuda:" + std::string(one.tag));
  }
  for (const CudaImage& one : Facts::builtin().cuda_images()) {
    if (!one.gone) continue;
    CAPTURE(one.tag);
    const Resolved r = resolved(E().ubuntu(one.os.substr(6)).cuda(std::string(one.version) + " devel"));
    CHECK(r.resolution.base_image != "nvidia/cuda:" + std::string(one.tag));
  }
}

}  // namespace envc
