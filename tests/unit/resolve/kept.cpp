// What an earlier run chose is tried first for what the file leaves open, and gives way where it cannot hold.
#include "environment.hpp"

#include <doctest/doctest.h>
#include <fmt/format.h>

namespace envc {
namespace {

using E = Environment;

/// The image and the first statement's specs.
std::string kept(const E& environment, const std::map<std::string, std::string, std::less<>>& before) {
  Diagnostics diagnostics;
  const Resolution resolution = resolve(environment.model(), Facts::builtin(), Kept{before}, diagnostics);
  CHECK_FALSE(diagnostics.any_error());
  std::string text = resolution.base_image;
  for (const auto& package : resolution.packages.at(0).packages) text += " " + package.spec;
  return text + " | " + resolution.python.version;
}

}  // namespace

TEST_CASE("an open choice is that of the earlier run") {
  const E environment = E().cuda("12.4").pip("torch flash-attn");
  CHECK(
      kept(environment, {{"ubuntu", "20.04"}, {"python", "3.11"}, {"python from", "uv"}, {"pip torch", "torch==2.5.0"}})
          .starts_with("nvidia/cuda:12.4.1-devel-ubuntu20.04 torch==2.5.0 "));
  CHECK(kept(environment, {}).starts_with("nvidia/cuda:12.4.1-devel-ubuntu22.04 torch==2.6.0 "));
  CHECK(kept(E().pip("numpy"), {{"ubuntu", "22.04"}}) == "ubuntu:22.04 numpy | 3.10");
  CHECK(kept(E().pip("numpy"), {{"python", "3.11"}, {"python from", "uv"}}) == "ubuntu:24.04 numpy | 3.11");
}

TEST_CASE("what cannot hold any more gives way") {
  CHECK(kept(E().cuda("12.8").pip("torch"), {{"ubuntu", "18.04"}, {"pip torch", "torch==1.12.1"}})
            .starts_with("nvidia/cuda:12.8.1-base-ubuntu24.04 torch==2.11.0"));
  CHECK(kept(E().ubuntu("22.04").pip("numpy"), {{"ubuntu", "20.04"}}).starts_with("ubuntu:22.04 "));
}

TEST_CASE("a bound that the tables learned later does not bind what was installed before") {
  const E environment = E().pip("open3d==0.17");
  Diagnostics diagnostics;
  const Resolution before = resolve(environment.model(), Facts::builtin(), {{}, {"pip open3d==0.17"}}, diagnostics);
  CHECK(before.packages.at(0).packages.size() == 1);
  REQUIRE(diagnostics.all().size() == 1);
  CHECK(diagnostics.all().front().kind == Kind::newer_bound);
  const Resolution bound =
      resolve(environment.model(), Facts::builtin(), {{{"pip numpy", "numpy<2"}}, {"pip open3d==0.17"}}, diagnostics);
  CHECK(bound.packages.at(0).packages.at(1).spec == "numpy<2");
}

TEST_CASE("a bound that changes nothing is not told") {
  const auto notes = [](const char* packages) {
    Diagnostics diagnostics;
    resolve(E().cuda("11.8").pip(packages).model(), Facts::builtin(), {{}, {"pip torch==2.0.1"}}, diagnostics);
    return diagnostics.all().size();
  };
  CHECK(notes("torch==2.0.1 numpy<2") == 0);
  CHECK(notes("torch==2.0.1 numpy") == 1);
  CHECK(notes("torch==2.0.1") == 1);
}

TEST_CASE("a bound that the tables have taken back stays while the release is there for whose sake it was") {
  const auto numpy = [](const char* packages, const char* reason) {
    Diagnostics diagnostics;
    const Kept before{{{"pip numpy", "numpy<2"}}, {}, {{"pip numpy", reason}}};
    return resolve(E().cuda("12.1").pip(packages).model(), Facts::builtin(), before, diagnostics)
        .packages.at(0)
        .packages.at(1)
        .spec;
  };
  CHECK(numpy("torch==2.3.1 numpy", "torch 2.3.1: binaries of before") == "numpy<2");
  CHECK(numpy("torch==2.3.1 numpy", "torch 2.2.0: binaries of before") == "numpy");
  CHECK(numpy("torch==2.3.1 numpy", "") == "numpy");
}

TEST_CASE("what a release needs in no newer version is bounded, but not where an earlier run went without") {
  const auto jaxlib = [](std::set<std::string, std::less<>> packages) {
    Diagnostics diagnostics;
    const Kept before{{}, std::move(packages), {}};
    return resolve(E().pip("jax==0.4.20 jaxlib").model(), Facts::builtin(), before, diagnostics)
        .packages.at(0)
        .packages.at(1)
        .spec;
  };
  CHECK(jaxlib({}) == "jaxlib>=0.4.14,<=0.4.20");
  CHECK(jaxlib({"pip jax==0.4.20", "pip jaxlib"}) == "jaxlib");
}

}  // namespace envc
