#include "resolve/spec.hpp"

#include <doctest/doctest.h>

#include <string>

namespace envc {
namespace {

std::string pinned(Manager manager, std::string_view spec) {
  const Spec read = read_spec(manager, spec);
  if (read.address) return "address";
  if (!read.range) return "not understood";
  if (read.range->any()) return "any";
  return read.range->pinned().value_or("open");
}
std::string pip(std::string_view spec) {
  return pinned(Manager::pip, spec);
}
std::string conda(std::string_view spec) {
  const std::string build = read_spec(Manager::conda, spec).build;
  return pinned(Manager::conda, spec) + (build.empty() ? "" : " build " + build);
}

}  // namespace

TEST_CASE("the version part of a pip requirement") {
  CHECK(pip("torch") == "any");
  CHECK(pip("torch==2.1.0") == "2.1.0");
  CHECK(pip("torch == 2.1.0") == "2.1.0");
  CHECK(pip("torch==2.1.0+cu118") == "2.1.0+cu118");
  CHECK(pip("jax[cuda12]") == "any");
  CHECK(pip("jax[cuda12]>=0.4") == "open");
  CHECK(pip("torch (==2.1.0)") == "2.1.0");
  CHECK(pip("torch==2.1.0; python_version<'3.12'") == "2.1.0");
  CHECK(pip("torch; python_version<'3.12'") == "any");
  CHECK(pip("apex @ git+https://example.org/apex@v1") == "address");
  CHECK(pip("git+https://example.org/apex@v1") == "address");
  CHECK(pip("https://example.org/x-1-py3-none-any.whl") == "address");
  CHECK(pip("torch===weird") == "open");
  CHECK(pip("torch=2.1") == "not understood");
}

TEST_CASE("the version part of a conda spec") {
  CHECK(conda("pytorch") == "any");
  CHECK(conda("pytorch=1.12.1") == "1.12.1");
  CHECK(conda("pytorch==1.12.1") == "1.12.1");
  CHECK(conda("pytorch=1.12") == "open");
  CHECK(conda("pytorch::pytorch=1.12.1") == "1.12.1");
  CHECK(conda("pytorch 1.12.*") == "open");
  CHECK(conda("pytorch>=1.12,<2") == "open");
  CHECK(conda("pytorch >=1.12, <2") == "open");
  CHECK(conda("pytorch=1.12.1=py3.10_cuda*") == "1.12.1 build py3.10_cuda*");
  CHECK(conda("pytorch==1.12.1=py3.10_cuda11.3_0") == "1.12.1 build py3.10_cuda11.3_0");
  CHECK(conda("pytorch 1.12.1 py3.10*") == "1.12.1 build py3.10*");
  CHECK(conda("pytorch[version='>=1.12']") == "open");
  CHECK(conda("pytorch[version='==1.12.1',build=py3.10*]") == "1.12.1 build py3.10*");
  CHECK(conda("https://conda.anaconda.org/pytorch/linux-64/pytorch-1.12.1-py3.10_0.tar.bz2") ==
        "1.12.1 build py3.10_0");
  CHECK(conda("pytorch==") == "not understood");
}

TEST_CASE("a package by its address stays") {
  CHECK(with_version(Manager::conda, "https://a.b/c/linux-64/x-1.0-0.conda", "1.0", "0") ==
        "https://a.b/c/linux-64/x-1.0-0.conda");
}

TEST_CASE("where a spec holds, and where it comes from") {
  CHECK(read_spec(Manager::pip, "torch==2.1; sys_platform == 'win32'").marker == "sys_platform == 'win32'");
  CHECK(read_spec(Manager::pip, "apex @ https://a.b/c ; os_name=='nt'").marker == "os_name=='nt'");
  CHECK(read_spec(Manager::pip, "torch").marker.empty());
  CHECK(read_spec(Manager::conda, "nvidia/label/cuda-11.8.0::cuda-nvcc").channel == "nvidia/label/cuda-11.8.0");
}

TEST_CASE("the version part put anew") {
  CHECK(with_version(Manager::pip, "torch", "2.1.0") == "torch==2.1.0");
  CHECK(with_version(Manager::pip, "torch>=2", "2.1.0+cu118") == "torch==2.1.0+cu118");
  CHECK(with_version(Manager::pip, "jax[cuda12] >=0.4", "0.5") == "jax[cuda12]==0.5");
  CHECK(with_version(Manager::pip, "torch; python_version<'3.12'", "2.1.0") == "torch==2.1.0 ; python_version<'3.12'");
  CHECK(with_version(Manager::conda, "pytorch", "2.1.0") == "pytorch=2.1.0");
  CHECK(with_version(Manager::conda, "pytorch::pytorch>=2", "2.1.0") == "pytorch::pytorch=2.1.0");
  CHECK(with_version(Manager::conda, "pytorch 2.*", "2.7.0", "cuda126*") == "pytorch=2.7.0=cuda126*");
  CHECK(with_version(Manager::conda, "pytorch[version='>=2',channel=conda-forge/linux-64,license=BSD]", "2.1.0") ==
        "conda-forge/linux-64::pytorch=2.1.0[license='BSD']");
}

}  // namespace envc
