// The framework by conda: toolkit, channels, companions, and the community's channel.
#include "environment.hpp"

#include <doctest/doctest.h>

namespace envc {
namespace {

using E = Environment;

/// `specs | channels` of the first conda statement.
std::string conda(const E& environment, std::size_t statement = 0) {
  const Resolved r = resolved(environment);
  CHECK(r.messages() == "");
  return r.specs(statement) + " | " + r.channels(statement);
}

std::string refusal(const E& environment) {
  const Resolved r = resolved(environment);
  REQUIRE_MESSAGE(r.diagnostics.size() == 1, r.messages());
  const Diagnostic& d = r.diagnostics.front();
  return r.messages() + "; " + d.here + "; " + d.help;
}

}  // namespace

TEST_CASE("the toolkit and the channels follow cuda") {
  CHECK(conda(E().cuda("11.3").conda("python=3.10 numpy=1.23 pytorch=1.12.1 torchvision torchaudio mkl=2023")) ==
        "python=3.10 numpy=1.23 pytorch=1.12.1 torchvision=0.13.1 torchaudio=0.12.1 mkl=2023 cudatoolkit=11.3 | "
        "pytorch conda-forge");
  CHECK(conda(E().cuda("12.4").conda("python=3.11 pytorch=2.5.1 torchvision")) ==
        "python=3.11 pytorch=2.5.1 torchvision=0.20.1 pytorch-cuda=12.4 | pytorch nvidia conda-forge");
  CHECK(conda(E().ubuntu("22.04").conda("python=3.11 pytorch=2.5.1")) ==
        "python=3.11 pytorch=2.5.1 cpuonly | pytorch conda-forge");
  CHECK(conda(E().conda("numpy python=3.11")) == "numpy python=3.11 | conda-forge");
}

TEST_CASE("no cuda: the CPU") {
  CHECK(conda(E().conda("python=3.10 pytorch=1.12.1 numpy=1.23 mkl=2023 -c pytorch")) ==
        "python=3.10 pytorch=1.12.1 numpy=1.23 mkl=2023 cpuonly | pytorch conda-forge");
  CHECK(conda(E().conda("python=3.12 pytorch torchvision")) ==
        "python=3.12 pytorch=2.13.0=cpu* torchvision=0.28 | conda-forge");
}

TEST_CASE("an open version: exactly the CUDA before a newer release") {
  CHECK(conda(E().cuda("12.1").conda("pytorch")) ==
        "pytorch=2.5.1 pytorch-cuda=12.1 python=3.12 | pytorch nvidia conda-forge");
  CHECK(conda(E().cuda("12.9").conda("pytorch")) ==
        "pytorch=2.13.0=cuda129* cuda-version=12.9 python=3.12 | conda-forge");
  CHECK(conda(E().cuda("12.8").conda("pytorch torchvision")) ==
        "pytorch=2.7.0=cuda126* torchvision=0.22 cuda-version=12.8 python=3.12 | conda-forge");
}

TEST_CASE("releases after the project's channel ended come from the community's") {
  CHECK(conda(E().cuda("12.6").conda("pytorch=2.7.0")) ==
        "pytorch=2.7.0=cuda126* cuda-version=12.6 python=3.12 | conda-forge");
  CHECK(conda(E().conda("pytorch=2.7.0")) == "pytorch=2.7.0=cpu* python=3.12 | conda-forge");
  CHECK(conda(E().cuda("12.6").conda("pytorch=2.7.0=cuda126_mkl*")) ==
        "pytorch=2.7.0=cuda126_mkl* python=3.12 | conda-forge");
}

TEST_CASE("what is pasted is kept, and nothing is added twice") {
  CHECK(conda(E().cuda("11.3").conda(
            "pytorch==1.12.1 torchvision==0.13.1 cudatoolkit=11.3 numpy=1.23 mkl=2023 -c pytorch")) ==
        "pytorch==1.12.1 torchvision==0.13.1 cudatoolkit=11.3 numpy=1.23 mkl=2023 python=3.10 | pytorch conda-forge");
  CHECK(conda(E().cuda("12.1").conda("pytorch torchvision pytorch-cuda=12.1 -c pytorch -c nvidia")) ==
        "pytorch=2.5.1 torchvision=0.20.1 pytorch-cuda=12.1 python=3.12 | pytorch nvidia conda-forge");
  CHECK(conda(E().cuda("11.3").conda("pytorch=1.12.1 cudatoolkit=11.3 numpy=1.23 mkl=2023")) ==
        "pytorch=1.12.1 cudatoolkit=11.3 numpy=1.23 mkl=2023 python=3.10 | pytorch conda-forge");
  CHECK(conda(E().conda("pytorch=1.12.1 cpuonly numpy=1.23 mkl=2023 -c pytorch")) ==
        "pytorch=1.12.1 cpuonly numpy=1.23 mkl=2023 python=3.10 | pytorch conda-forge");
  CHECK(conda(E().cuda("12.1").conda("pytorch=2.5.1 pytorch-gpu")) ==
        "pytorch=2.5.1 pytorch-gpu python=3.12 | conda-forge");
}

TEST_CASE("channels that are said come first and narrow the choice") {
  CHECK(conda(E().cuda("12.6").conda("pytorch -c conda-forge")) ==
        "pytorch=2.7.0=cuda126* cuda-version=12.6 python=3.12 | conda-forge");
  CHECK(conda(E().cuda("12.4").conda("numpy -c mychannel")) == "numpy python=3.12 | mychannel conda-forge");
  CHECK(conda(E().conda("pytorch -c pytorch")) == "pytorch=2.5.1 cpuonly python=3.12 | pytorch conda-forge");
}

TEST_CASE("later statements solve with the framework's channels too") {
  const E environment = E().cuda("12.4").conda("pytorch=2.5.1").conda("scipy -c bioconda");
  CHECK(conda(environment, 1) == "scipy | bioconda pytorch nvidia conda-forge");
  CHECK(conda(E().cuda("12.4").conda("scipy").conda("pytorch=2.5.1"), 0) == "scipy python=3.12 | conda-forge");
}

TEST_CASE("companions by pip go with the release by conda") {
  CHECK(resolved(E().cuda("12.4").conda("pytorch=2.5.1").pip("torchvision timm")).specs(1) ==
        "torchvision==0.20.1 timm");
  CHECK(resolved(E().cuda("12.4").conda("pytorch=2.5.1").pip("torchvision==0.20.0")).specs(1) == "torchvision==0.20.0");
  CHECK(resolved(E().cuda("12.4").conda("scipy").pip("torchvision timm")).specs(1) == "torchvision==0.21.0 timm");
}

TEST_CASE("guards of the project's channel") {
  const Resolved r = resolved(E().cuda("11.3").conda("python=3.10 numpy pytorch=1.12.1"));
  CHECK(r.specs(0) == "python=3.10 numpy<2 pytorch=1.12.1 mkl<2024.1 cudatoolkit=11.3");
  CHECK(r.reason("conda mkl").starts_with("pytorch 1.12.1: "));
  CHECK(conda(E().cuda("12.4").conda("pytorch=2.4.1 numpy")) ==
        "pytorch=2.4.1 numpy pytorch-cuda=12.4 python=3.12 | pytorch nvidia conda-forge");
}

TEST_CASE("no build for the CUDA: which there are, in either channel") {
  const E environment = E().cuda("11.3").conda("pytorch=1.9.0");
  CHECK(refusal(environment) ==
        "error[no-such-build]: no build of pytorch 1.9.0 for CUDA 11.3; has builds for CUDA 10.2, 11.0, 11.1 and 11.2; "
        "write `cuda 11.2` or `pytorch=1.10.0`");
  CHECK(resolved(environment).diagnostics.at(0).where == environment.where("pytorch=1.9.0"));
  CHECK(refusal(E().cuda("11.3").conda("pytorch=1.9.0 cudatoolkit=11.3 -c pytorch"))
            .starts_with("error[no-such-build]: no build of pytorch 1.9.0 for CUDA 11.3; "));
  CHECK(refusal(E().cuda("12.4").conda("pytorch=2.7.0"))
            .starts_with("error[no-such-build]: no build of pytorch 2.7.0 for CUDA 12.4; has builds for CUDA 12.6; "));
  CHECK(refusal(E().cuda("11.3").conda("python=3.11 pytorch=1.12.1")) ==
        "error[no-such-build]: no build of pytorch 1.12.1 for Python 3.11; has builds for Python 3.7, "
        "3.8, 3.9 and 3.10; write `python=3.10`");
}

TEST_CASE("another CUDA than the image's") {
  const E environment = E().cuda("11.8").conda("pytorch==1.12.1 cudatoolkit=11.3 numpy=1.23 mkl=2023 -c pytorch");
  const Resolved r = resolved(environment);
  CHECK(r.messages() == "warning[cuda-differs]: `pytorch` is the build for CUDA 11.3, but the image has CUDA 11.8");
  CHECK(r.diagnostics.at(0).where == environment.where("cudatoolkit=11.3"));
  CHECK(r.diagnostics.at(0).help == "write `cuda 11.3`; there is no build for CUDA 11.8, but for 10.2, 11.3 and 11.6");
}

TEST_CASE("what the tables do not know is passed on") {
  CHECK(conda(E().cuda("12.8").conda("pytorch=2.99.0")) == "pytorch=2.99.0 python=3.12 | conda-forge");
  CHECK(resolved(E().cuda("12.8").conda("pytorch=2.99.0")).reason("conda pytorch") ==
        "not in the tables, so it is passed on as it stands");
}

TEST_CASE("conda's brackets are understood") {
  CHECK(conda(E().cuda("12.8").conda("pytorch[version='2.1.*']")) ==
        "pytorch=2.1.0=cuda120* numpy<2 cuda-version=12.8 python=3.12 | conda-forge");
}

TEST_CASE("decisions are sorted, each with a sentence") {
  const Resolved r = resolved(E().ubuntu("20.04").cuda("11.3 devel gl").conda("python=3.10 pytorch=1.12.1 open3d"));
  std::string last;
  for (const Decision& decision : r.resolution.decisions) {
    CAPTURE(decision.subject);
    CHECK(last <= decision.subject);
    CHECK_FALSE(decision.value.empty());
    CHECK_FALSE(decision.reason.empty());
    CHECK_FALSE(decision.reason.ends_with('.'));
    last = decision.subject;
  }
  CHECK(r.reason("ubuntu") == "said in project.env");
  CHECK(r.reason("conda cudatoolkit") == "the build of pytorch 1.12.1 for CUDA 11.3");
}

}  // namespace envc
