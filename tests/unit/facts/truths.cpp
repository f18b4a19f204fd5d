// What is known from elsewhere: the tables must say the same.
#include "facts/facts.hpp"
#include "facts/words.hpp"
#include "version/version.hpp"

#include <doctest/doctest.h>
#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <string>

namespace envc {
namespace {

const Facts& facts = Facts::builtin();

const CudaImage* image(std::string_view tag) {
  const auto images = facts.cuda_images();
  const auto found = std::find_if(images.begin(), images.end(), [&](const auto& i) { return i.tag == tag; });
  return found == images.end() ? nullptr : &*found;
}

bool kept(std::string_view tag) {
  return image(tag) != nullptr && !image(tag)->gone;
}

const FrameworkBuild* build(std::string_view version, std::string_view name) {
  const auto builds = facts.framework_builds();
  const auto found = std::find_if(builds.begin(), builds.end(),
                                  [&](const auto& b) { return b.version == version && b.build == name; });
  return found == builds.end() ? nullptr : &*found;
}

/// Releases of CUDA that still have an image for this Ubuntu, first or last.
std::string_view end_of(std::string_view os, bool last) {
  std::string_view end;
  for (const CudaImage& i : facts.cuda_images()) {
    if (i.os == os && !i.gone && (end.empty() || last)) end = i.version;
  }
  return end;
}

}  // namespace

TEST_CASE("CUDA images that were deleted, and what is left of their release") {
  CHECK_FALSE(kept("11.3.0-devel-ubuntu20.04"));
  CHECK(kept("11.3.1-devel-ubuntu20.04"));
  CHECK_FALSE(kept("11.7.0-devel-ubuntu22.04"));
  CHECK(kept("11.7.1-devel-ubuntu22.04"));
  CHECK_FALSE(kept("11.6.1-devel-ubuntu18.04"));
  CHECK(kept("11.6.1-devel-ubuntu20.04"));
  CHECK_FALSE(kept("10.2-devel-ubuntu18.04"));
  CHECK(image("11.3-devel-ubuntu20.04") == nullptr);
  for (const CudaImage& i : facts.cuda_images()) CHECK((i.gone || numbers(i.version) == 3));
}

TEST_CASE("where the images of each Ubuntu begin and end") {
  CHECK(end_of("ubuntu24.04", false) == "12.5.1");
  CHECK(end_of("ubuntu22.04", false) == "11.7.1");
  CHECK(end_of("ubuntu20.04", true) == "12.9.2");
  CHECK(end_of("ubuntu18.04", true) == "12.1.0");
  CHECK(end_of("ubuntu16.04", true) == "11.3.1");
  CHECK_FALSE(kept("12.5.1-cudnn-devel-ubuntu24.04"));
  CHECK(kept("12.6.0-cudnn-devel-ubuntu24.04"));
}

TEST_CASE("the cudnn part changed its form") {
  CHECK(image("12.2.2-cudnn8-devel-ubuntu22.04")->cudnn == "cudnn8");
  CHECK(image("12.3.2-cudnn9-devel-ubuntu22.04")->cudnn == "cudnn9");
  CHECK(image("12.4.1-cudnn-devel-ubuntu22.04")->cudnn == "cudnn");
  CHECK(image("13.0.0-tensorrt-devel-ubuntu24.04")->extra == "tensorrt");
  CHECK(image("13.0.0-tensorrt-devel-ubuntu24.04")->cudnn.empty());
}

TEST_CASE("builds of the framework") {
  CHECK(build("1.12.1", "cu113")->companions == "torchvision=0.13.1 torchaudio=0.12.1");
  CHECK(build("1.12.1", "cu113")->conda_pin == "cudatoolkit=11.3");
  CHECK(build("2.1.0", "cu121")->conda_channels == "pytorch nvidia");
  CHECK(build("2.5.1", "cu124")->conda_pin == "pytorch-cuda=12.4");
  CHECK(build("2.6.0", "cu124")->conda_pin.empty());
  CHECK(build("1.9.0", "cu113")->absent);
  CHECK(build("1.12.0", "cu114") == nullptr);
  const auto builds = facts.framework_builds();
  CHECK(std::is_sorted(builds.begin(), builds.end(),
                       [](const auto& a, const auto& b) { return compare_versions(a.version, b.version) < 0; }));
  std::set<std::string_view> defaults;  // one a release at most
  for (const auto& b : builds) CHECK((!b.pypi_default || defaults.insert(b.version).second));
}

TEST_CASE("the conda installer is one release with a checksum for each machine") {
  const auto installer = facts.conda_installer("");
  REQUIRE(installer.size() == 2);
  CHECK(installer[0].machine == "aarch64");
  CHECK(installer[1].machine == "x86_64");
  CHECK(installer[0].version == installer[1].version);
  for (const auto& one : installer) {
    CHECK(one.sha256.size() == 64);
    CHECK(one.sha256.find_first_not_of("0123456789abcdef") == std::string_view::npos);
    CHECK(one.url.starts_with("https://"));
    CHECK(one.url.find(one.version) != std::string_view::npos);
  }
}

TEST_CASE("the defaults are themselves known") {
  const auto distributions = facts.distributions();
  CHECK(std::any_of(distributions.begin(), distributions.end(), [](const auto& d) {
    return d.name == "ubuntu" && d.release == facts.default_ubuntu() && d.lts && !d.python.empty();
  }));
  const auto pythons = facts.pythons();
  CHECK(std::any_of(pythons.begin(), pythons.end(), [](const auto& p) { return p.version == facts.default_python(); }));
  CHECK_FALSE(facts.default_uv_version().empty());
}

TEST_CASE("capabilities of GPUs") {
  const auto capability = [](std::string_view gpu) {
    const auto all = facts.gpus();
    const auto found = std::find_if(all.begin(), all.end(), [&](const auto& g) { return g.name == gpu; });
    return found == all.end() ? std::string_view{} : found->capability;
  };
  CHECK(capability("GeForce RTX 3090") == "8.6");
  CHECK(capability("GeForce RTX 9999").empty());
  for (const Gpu& gpu : facts.gpus()) {
    // older than the table of capabilities, and Jetson's own, are not in it
    const bool old = compare_versions(gpu.capability, facts.gpu_capabilities().front().capability) < 0;
    if (old || gpu.name.starts_with("Jetson")) continue;
    CAPTURE(gpu.name);
    const auto all = facts.gpu_capabilities();
    CHECK(std::any_of(all.begin(), all.end(), [&](const auto& c) { return c.capability == gpu.capability; }));
  }
}

TEST_CASE("the compiler of each distribution, against the newest that nvcc takes") {
  const auto gcc_of = [](std::string_view release) {
    const auto all = facts.distributions();
    return std::find_if(all.begin(), all.end(),
                        [&](const auto& d) { return d.name == "ubuntu" && d.release == release; })
        ->gcc;
  };
  CHECK(gcc_of("20.04") == "9");
  CHECK(gcc_of("22.04") == "11");
  const auto compilers = facts.cuda_compilers();
  for (const CudaImage& image : facts.cuda_images()) {
    if (image.gone || image.flavour != "devel") continue;
    const auto compiler = std::find_if(compilers.begin(), compilers.end(),
                                       [&](const auto& c) { return c.cuda == leading(image.version, 2); });
    if (compiler == compilers.end() || compiler->gcc.empty()) continue;
    CAPTURE(image.tag);  // an image that the vendor made compiles with its own compiler
    CHECK(std::is_lteq(compare_versions(gcc_of(image.os.substr(6)), compiler->gcc)));
  }
}

TEST_CASE("the cuDNN of an image is of the kind that its tag says") {
  for (const CudnnOfImage& row : facts.cudnn_of_images()) {
    CAPTURE(row.version);
    CAPTURE(row.os);
    const std::string tag = fmt::format("{}-{}-devel-ubuntu{}", row.version, row.part, row.os);
    CHECK(image(tag) != nullptr);
    if (row.part != "cudnn") CHECK(row.part == fmt::format("cudnn{}", leading(row.cudnn, 1)));
  }
}

TEST_CASE(
    "the drivers that an image of a release runs on with its own libraries are older than what the release came with") {
  for (const CompatDrivers& row : facts.compat_drivers()) {
    CAPTURE(row.version);
    CAPTURE(row.os);
    const auto drivers = facts.cuda_drivers();
    const auto driver =
        std::find_if(drivers.begin(), drivers.end(), [&](const auto& d) { return d.cuda == leading(row.version, 2); });
    REQUIRE(driver != drivers.end());
    for (const std::string_view branch : words(row.drivers))
      CHECK(std::is_lt(compare_versions(branch, driver->driver)));
  }
}

TEST_CASE("builds of which the GPUs are known exist") {
  for (const FrameworkKernels& row : facts.framework_kernels()) {
    CAPTURE(row.version);
    CAPTURE(row.build);
    const auto builds = facts.framework_builds();
    CHECK(std::any_of(builds.begin(), builds.end(),
                      [&](const auto& b) { return b.build == row.build && leading(b.version, 2) == row.version; }));
  }
}

TEST_CASE("a guard bounds the package that it names") {
  for (const Guard& guard : facts.guards()) {
    CAPTURE(guard.of);
    CHECK(guard.spec.starts_with(guard.package));
  }
}

}  // namespace envc
