// GPUs and drivers against the builds of the framework: what is told, and which way out is named.
#include "environment.hpp"

#include <doctest/doctest.h>
#include <fmt/format.h>

#include <algorithm>

namespace envc {
namespace {

std::vector<Diagnostic> told(const Model& model) {
  Diagnostics diagnostics;
  resolve(model, Facts::builtin(), {}, diagnostics);
  return diagnostics.all();
}

/// The kinds that are told, sorted and each once: `end-of-life unpinned-heavy`.
std::string kinds(const Model& model) {
  std::vector<std::string> all;
  for (const Diagnostic& d : told(model)) all.emplace_back(name(d.kind));
  std::sort(all.begin(), all.end());
  all.erase(std::unique(all.begin(), all.end()), all.end());
  std::string text;
  for (const std::string& kind : all) text += (text.empty() ? "" : " ") + kind;
  return text;
}

std::string kinds(const Environment& environment) {
  return kinds(environment.model());
}

std::string help(const Model& model) {
  const std::vector<Diagnostic> all = told(model);
  return all.empty() ? "" : all.front().help;
}

std::string help(const Environment& environment) {
  return help(environment.model());
}

/// The environment at a place with this GPU and driver.
Model at(const Environment& environment, std::string_view type, std::string_view driver) {
  Model model = Environment(environment).driver(driver).model();
  model.places.front().own.gpus = {Gpus{Gpus::Kind::number, 1, std::string(type)}, {}};
  return model;
}

}  // namespace

TEST_CASE("gpus-without-cuda: the newest CUDA whose build has code for the GPU, else another release") {
  CHECK(help(Environment().pip("torch==2.7.0").gpu("v100")) == "write `cuda 12.6`");
  CHECK(help(Environment().pip("torch==2.7.0").gpu("a100")) == "write `cuda 12.8`");
  CHECK(help(Environment().pip("torch==2.4.1").gpu("b200")) ==
        "write `cuda 12.8` and `torch==2.7.0`: it has code for the B200");
  CHECK(help(Environment().pip("torch==2.4.1").arch("12.0")) ==
        "write `cuda 12.8` and `torch==2.7.0`: it has code for compute capability 12.0");
}

TEST_CASE("gpu-not-in-build: the wheel's code, not only the CUDA's") {
  const auto gpu = [](std::string_view torch, std::string_view type) {
    return kinds(Environment().ubuntu("22.04").pip(torch).gpu(type));
  };
  CHECK(gpu("torch==2.6.0 --index-url https://download.pytorch.org/whl/cu124", "rtx_5090") == "gpu-not-in-build");
  CHECK(gpu("torch==2.7.0 --index-url https://download.pytorch.org/whl/cu128", "rtx_5090") == "");
  CHECK(gpu("torch==2.11.0 --index-url https://download.pytorch.org/whl/cu128", "v100") == "gpu-not-in-build");
  CHECK(gpu("torch==2.9.0 --index-url https://download.pytorch.org/whl/cu128", "v100") == "");
  CHECK(gpu("torch==2.6.0 --index-url https://download.pytorch.org/whl/cu124", "mystery9000") == "");
  CHECK(gpu("torch==2.6.0 --index-url https://example.org/simple", "rtx_5090") == "");
}

TEST_CASE("gpu-not-in-build: where the project's channel of conda ends, the community's, or pip") {
  const std::string ways =
      "pytorch 2.7.1 has code for it: write `pytorch=2.7.1` and `cuda-version=12.9` from conda-forge instead of "
      "`pytorch-cuda=12.4`, or `pip torch==2.7.0 --index-url https://download.pytorch.org/whl/cu128`";
  CHECK(help(Environment().conda("pytorch=2.5.1 pytorch-cuda=12.4 -c pytorch -c nvidia").gpu("rtx_5070")) == ways);
  CHECK(help(Environment().conda("pytorch=2.0.1 pytorch-cuda=11.7 -c pytorch -c nvidia").gpu("h100")) ==
        "pytorch 2.0.1 has code for it: write `pytorch-cuda=11.8`");
  CHECK(help(Environment().conda("pytorch=1.13.1 pytorch-cuda=11.7 -c pytorch -c nvidia").gpu("h100")) ==
        "pytorch 2.0.0 has code for it: write `pytorch-cuda=11.8` and `pytorch=2.0.0`");
  CHECK(help(Environment().cuda("12.4").conda("pytorch=2.5.1").gpu("b200")) ==
        "write `cuda 12.9` or newer, with `pytorch=2.7.1` or newer");
  CHECK(help(Environment().cuda("12.4").conda("pytorch=2.5.1 pytorch-cuda=12.4 -c pytorch -c nvidia").gpu("b200")) ==
        "write `cuda 12.9` or newer, with `pytorch=2.7.1` or newer instead of `pytorch-cuda=12.4`");
  CHECK(help(Environment().cuda("12.4").pip("torch==2.5.1").gpu("b200")) ==
        "write `cuda 12.8` or newer, with `torch==2.7.0` or newer");
}

TEST_CASE("gpu-not-in-build: only builds that are known to have code are named") {
  const auto of_index = [](std::string_view torch, std::string_view build, std::string_view type) {
    return Environment().pip(fmt::format("{} --index-url https://download.pytorch.org/whl/{}", torch, build)).gpu(type);
  };
  const auto way = [](std::string_view release) {
    return fmt::format("torch {} has code for it: write `--index-url https://download.pytorch.org/whl/cu126`", release);
  };
  CHECK(help(of_index("torch==2.8.0", "cu128", "p100")) == way("2.8.0"));
  CHECK(help(of_index("torch==2.8.0", "cu129", "gtx_1080_ti")) == way("2.8.0"));
  CHECK(help(of_index("torch==2.10.0", "cu128", "p100")) == way("2.10.0"));
  CHECK(help(of_index("torch==2.11.0", "cu129", "p100")) == way("2.11.0"));
  CHECK(help(of_index("torch==2.11.0", "cu130", "p100")) == way("2.11.0"));
  CHECK(help(of_index("torch==2.14.0", "cu132", "v100")) == way("2.14.0"));
  CHECK(kinds(of_index("torch==2.8.0", "cu128", "v100")) == "");
  CHECK(kinds(of_index("torch==2.8.0", "cu126", "p100")) == "");
  CHECK(kinds(of_index("torch==2.10.0", "cu128", "v100")) == "");
  CHECK(help(Environment().pip("torch==2.8.0").gpu("p100")) == "write `cuda 12.6`");
  CHECK(help(Environment().pip("torch==2.10.0").gpu("p100")) == "write `cuda 12.6`");
  CHECK(help(Environment().pip("torch==2.11.0").gpu("v100")) == "write `cuda 12.6`");
  CHECK(help(Environment().pip("torch").gpu("k80")) ==
        "write `cuda 11.8` and `torch==2.0.1`: it has code for the Tesla K80");
}

TEST_CASE("gpus-without-cuda: the build for the CPU was not asked for") {
  CHECK(kinds(Environment().ubuntu("22.04").pip("torch==2.5.1").gpu("a100")) == "gpus-without-cuda");
  CHECK(kinds(Environment().ubuntu("22.04").pip("torch==2.5.1+cpu").gpu("a100")) == "");
  CHECK(kinds(Environment().ubuntu("22.04").pip("torch==2.5.1")) == "");
  CHECK(kinds(Environment().ubuntu("22.04").pip("requests").gpu("a100")) == "");
}

TEST_CASE("driver-too-old: GeForce has to have the driver of the CUDA itself") {
  const auto driver = [](std::string_view type, std::string_view version) {
    Model model = Environment().ubuntu("22.04").cuda("12.4").driver(version).model();
    model.places.front().own.gpus = {Gpus{Gpus::Kind::number, 1, std::string(type)}, {}};
    return kinds(model);
  };
  CHECK(driver("rtx_3090", "535") == "driver-too-old");
  CHECK(driver("rtx_3090", "550") == "");
  CHECK(driver("a100", "535") == "");
  CHECK(driver("mystery9000", "535") == "");
}

TEST_CASE("gpus-without-cuda: a CUDA that the driver runs") {
  CHECK(help(at(Environment().pip("torch==2.1.0"), "t4", "470.182.03")) == "write `cuda 11.8`");
  CHECK(help(at(Environment().pip("torch==2.1.0"), "t4", "525.60.13")) == "write `cuda 12.1`");
  CHECK(help(at(Environment().pip("torch==2.9.0"), "rtx_3090", "535.104")) == "write `cuda 12.8`");
  CHECK(help(at(Environment().pip("torch==2.9.0"), "rtx_3090", "560.28.03")) == "write `cuda 12.6`");
  CHECK(help(at(Environment().pip("torch==2.9.0"), "a100", "580")) == "write `cuda 13.0`");
  // none does
  CHECK(help(at(Environment().pip("torch==2.12.0"), "a100", "470")) == "write `cuda 12.6`, and update the driver");
  CHECK(help(at(Environment().pip("torch==2.4.1"), "b200", "470")) ==
        "write `cuda 12.8` and `torch==2.7.0`, and update the driver: it has code for the B200");
}

TEST_CASE("driver-too-old: for the CUDA that a framework brings, in an image without one") {
  const auto index = [](std::string_view torch, std::string_view build) {
    return Environment()
        .base("python:3.11")
        .pip(fmt::format("{} --index-url https://download.pytorch.org/whl/{}", torch, build));
  };
  const auto write = [](std::string_view way) { return fmt::format("write {}, or update the driver", way); };
  CHECK(kinds(at(index("torch==2.1.0", "cu121"), "rtx_3090", "470.86")) == "driver-too-old");
  CHECK(help(at(index("torch==2.1.0", "cu121"), "rtx_3090", "470.86")) ==
        write("`--index-url https://download.pytorch.org/whl/cu118`"));
  CHECK(help(at(Environment().base("python:3.11").pip("torch==2.1.0+cu121"), "t4", "470.86")) ==
        write("`torch==2.1.0+cu118`"));
  CHECK(help(at(index("torch==2.1.0+cu121", "cu121"), "t4", "470.86")) ==
        write("`torch==2.1.0+cu118 --index-url https://download.pytorch.org/whl/cu118`"));
  CHECK(help(at(index("torch==2.12.0", "cu130"), "a100", "470")) == "update the driver");
  // the newest that the driver runs with code for the GPU
  CHECK(help(at(index("torch==2.9.0", "cu130"), "p100", "535")) ==
        write("`--index-url https://download.pytorch.org/whl/cu126`"));
  CHECK(help(at(index("torch==2.9.0", "cu130"), "a100", "535")) ==
        write("`--index-url https://download.pytorch.org/whl/cu128`"));
  // any minor version, and no libraries that could end in error 804
  CHECK(kinds(at(index("torch==2.5.1", "cu124"), "rtx_3090", "525.105.17")) == "");
  CHECK(kinds(at(index("torch==2.1.0", "cu118"), "rtx_3090", "470.86")) == "");
  CHECK(kinds(at(index("torch==2.1.0", "cpu"), "mystery9000", "470.86")) == "");
}

TEST_CASE("driver-too-old: for the CUDA that an extra asks for") {
  CHECK(help(at(Environment().pip("jax[cuda13]==0.7.2"), "a100", "570")) ==
        "write `jax[cuda12]==0.7.2`, or update the driver");
  CHECK(kinds(at(Environment().pip("jax[cuda12]==0.7.2"), "a100", "570")) == "");
  CHECK(kinds(at(Environment().pip("jax[cuda13]==0.7.2"), "a100", "580.65.06")) == "");
  CHECK(help(at(Environment().pip("jax[cuda12]==0.4.35"), "a100", "470")) ==
        "write `jax[cuda11-pip]==0.4.25`, or update the driver");
  CHECK(help(at(Environment().pip("tensorflow[and-cuda]==2.17.0"), "a100", "470")) ==
        "write `tensorflow[and-cuda]==2.14.0`, or update the driver");
  CHECK(kinds(at(Environment().pip("tensorflow[and-cuda]==2.17.0"), "a100", "525")) == "");
  CHECK(kinds(at(Environment().pip("jax==0.7.2"), "a100", "470")) == "");
  // beside an image of an older CUDA; once where both are the same
  CHECK(kinds(at(Environment().cuda("12.4").pip("jax[cuda13]==0.7.2"), "a100", "570")) == "driver-too-old");
  CHECK(told(at(Environment().cuda("12.4").pip("jax[cuda12]==0.7.2"), "a100", "510")).size() == 1);
}

TEST_CASE("driver-too-old: an image that names the branch runs on it, on data-centre GPUs") {
  const auto told_at = [](std::string_view type, std::string_view driver) {
    return kinds(at(Environment().ubuntu("22.04").cuda("12.1"), type, driver));
  };
  CHECK(told_at("t4", "470.182") == "");
  CHECK(told_at("a100", "470") == "");
  CHECK(told_at("t4", "510") == "driver-too-old");  // a branch that is not in its list
  CHECK(told_at("t4", "450") == "driver-too-old");
  CHECK(told_at("rtx_3090", "470.182") == "driver-too-old");
  CHECK(told_at("mystery9000", "470.182") == "driver-too-old");
  CHECK(kinds(Environment().ubuntu("22.04").cuda("12.1").driver("470")) == "driver-too-old");
  const std::string base = "nvidia/cuda:12.1.1-base-ubuntu22.04";
  CHECK(kinds(at(Environment().base(base), "t4", "470")) == "");
  // of another image nothing is known, and what is brought beside it is another CUDA
  CHECK(kinds(at(Environment().base("pytorch/pytorch:2.1.0-cuda12.1-cudnn8-runtime"), "t4", "470")) ==
        "driver-too-old");
  CHECK(kinds(at(Environment().base(base).pip("jax[cuda13]==0.7.2"), "t4", "470")) == "driver-too-old");
}

TEST_CASE("gpus-without-cuda: the community's build for the CPU, as pip's") {
  CHECK(help(Environment().conda("pytorch=2.5.1 -c conda-forge").gpu("a100")) == "write `cuda 12.6`");
  CHECK(help(Environment().conda("pytorch=2.5.1 -c conda-forge").gpu("b200")) ==
        "write `cuda 12.9` and `pytorch=2.7.1`: it has code for the B200");
  CHECK(kinds(Environment().conda("pytorch=2.5.1 -c conda-forge")) == "");
  CHECK(kinds(Environment().conda("pytorch=2.5.1=cpu* -c conda-forge").gpu("a100")) == "");
  CHECK(kinds(Environment().conda("pytorch=2.5.1=cuda* -c conda-forge").gpu("a100")) == "");
  CHECK(kinds(Environment().cuda("12.6").conda("pytorch=2.5.1 -c conda-forge").gpu("a100")) == "");
}

}  // namespace envc
