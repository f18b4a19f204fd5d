#include "facts/facts.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <string>
#include <vector>

namespace envc {
namespace {

const Facts& facts = Facts::builtin();

std::string apt_of(std::string_view manager, std::string_view package) {
  const auto needs = facts.needs(manager, package);
  return needs ? std::string(needs->apt) : "unknown";
}

std::string read_by(std::string_view variable) {
  return facts.build_variable(variable).value_or("nobody");
}

std::string renamed(std::string_view package, std::string_view os, std::string_view release) {
  return std::string(facts.apt_renamed(package, os, release).value_or("as it is"));
}

std::string spelled(std::string_view variable, const std::vector<std::string>& architectures) {
  for (const auto& one : facts.arch_variables()) {
    if (one.name == variable) return Facts::spelled(one, architectures);
  }
  return "unknown";
}

}  // namespace

TEST_CASE("what packages need") {
  CHECK(apt_of("pip", "open3d") == "libegl1 libgl1 libgomp1");
  CHECK(apt_of("conda", "open3d") == "libegl1 libgl1 libgomp1");
  CHECK(apt_of("pip", "opencv-python") == "libgl1 libglib2.0-0");
  CHECK(apt_of("pip", "opencv-python-headless") == "libglib2.0-0");
  CHECK(apt_of("conda", "opencv-python") == "unknown");
  CHECK(apt_of("pip", "no-such-package") == "unknown");
  CHECK(apt_of("pip", "") == "unknown");
  CHECK(facts.needs("pip", "flash-attn")->compiles_against == "torch");
  CHECK(facts.needs("pip", "torch")->heavy);
  CHECK(facts.needs("conda", "pytorch")->heavy);
  CHECK_FALSE(facts.needs("pip", "opencv-python")->heavy);
}

TEST_CASE("environment that builds read") {
  CHECK(read_by("TORCH_CUDA_ARCH_LIST") == "pip run git");
  CHECK(read_by("PIP_INDEX_URL") == "pip");
  CHECK(read_by("CONDA_OVERRIDE_CUDA") == "conda");
  CHECK(read_by("https_proxy") == "all");
  CHECK(read_by("PIPELINE") == "nobody");
  CHECK(read_by("WANDB_MODE") == "nobody");
  CHECK(read_by("FORCE_CUDA_2") == "nobody");
  CHECK(read_by("") == "nobody");
}

TEST_CASE("architectures as each tool wants them") {
  CHECK(spelled("TORCH_CUDA_ARCH_LIST", {"8.0", "8.6+PTX"}) == "8.0;8.6+PTX");
  CHECK(spelled("CUDAARCHS", {"8.0", "8.6+PTX"}) == "80;86");
  CHECK(spelled("TCNN_CUDA_ARCHITECTURES", {"12.0"}) == "120");
  CHECK(spelled("NVTE_CUDA_ARCHS", {"9.0a"}) == "90a");
  CHECK(spelled("CUDAARCHS", {}) == "");
}

TEST_CASE("apt names that went away") {
  CHECK(renamed("libgl1-mesa-glx", "ubuntu", "24.04") == "libgl1");
  CHECK(renamed("libgl1-mesa-glx", "ubuntu", "22.04") == "as it is");
  CHECK(renamed("libgl1-mesa-glx", "debian", "13") == "libgl1");
  CHECK(renamed("libgl1-mesa-glx", "debian", "12") == "as it is");
  CHECK(renamed("libasound2", "ubuntu", "24.04") == "libasound2t64");
  CHECK(renamed("git", "ubuntu", "24.04") == "as it is");
  CHECK(renamed("libasound2", "", "") == "as it is");
}

TEST_CASE("bases") {
  CHECK(facts.base_ships_python("pytorch/pytorch") == true);
  CHECK(facts.base_ships_python("nvcr.io/nvidia/pytorch") == true);
  CHECK(facts.base_ships_python("nvidia/cuda") == false);
  CHECK(facts.base_ships_python("ubuntu") == false);
  CHECK_FALSE(facts.base_ships_python("someone/image"));
  CHECK(facts.base("python")->tag == "python");
  const auto kept = facts.frameworks();
  CHECK(std::is_sorted(kept.begin(), kept.end()));
  CHECK(std::find(kept.begin(), kept.end(), "torch") != kept.end());
}

TEST_CASE("words of scripts") {
  CHECK(facts.word_wants("nvcc") == "compiles nvcc");
  CHECK(facts.word_wants("python3") == "python");
  CHECK(facts.word_wants("echo") == "");
}

TEST_CASE("costs keep their order") {
  const auto seconds = [](std::string_view manager, std::string_view package, std::string_view version = "") {
    return facts.package_cost(manager, package, version).seconds;
  };
  CHECK(seconds("pip", "torch", "2.7.0") > 20 * seconds("pip", "numpy", "2.2.6"));
  CHECK(seconds("pip", "flash-attn") > seconds("pip", "torch"));  // compiled
  CHECK(seconds("conda", "pytorch", "1.12.1") > seconds("conda", "numpy", "1.26.4"));
  CHECK(seconds("apt", "texlive-full") > seconds("apt", "git"));
  CHECK(seconds("apt", "unknown-package") > 0);
  CHECK(seconds("pip", "unknown-package") > 0);
  CHECK(seconds("pip", "tensorrt") > seconds("pip", "unknown-package"));  // heavy, though its size is not known
}

TEST_CASE("sizes are those of the version, else of the one before it") {
  const auto bytes = [](std::string_view version) { return facts.package_cost("pip", "vllm", version).bytes; };
  CHECK(bytes("0.9.0") == 377192911);
  CHECK(bytes("0.10.0") == 377192911);  // between 0.9.0 and 0.19.1
  CHECK(bytes("0.19.1") == 433132101);
  CHECK(bytes("0.24.0+cu128") == 279209310);
  CHECK(bytes("0.1.0") == 377192911);  // older than any: the oldest
  CHECK(bytes("") == 279209310);       // open: the newest
}

TEST_CASE("priors of layers") {
  CHECK(facts.layer_change("base") == doctest::Approx(0.18));
  CHECK(facts.layer_change("apt") == doctest::Approx(0.17));
  CHECK(facts.layer_change("meta") > facts.layer_change("home"));
  CHECK(facts.layer_cost("conda_installer").seconds > facts.layer_cost("env").seconds);
  CHECK(facts.layer_change("no-such-kind") == 0);
  CHECK(facts.package_change("pip", true) > facts.package_change("pip", false));
  for (const char* kind :
       {"base", "setup", "apt",  "python", "conda_installer", "conda",  "pip_heavy", "pip",  "env_build", "download",
        "git",  "copy",  "file", "run",    "timezone",        "locale", "check",     "home", "env",       "meta"}) {
    CAPTURE(kind);
    CHECK(facts.layer_change(kind) > 0);
    CHECK(facts.layer_change(kind) < 1);
  }
}

}  // namespace envc
