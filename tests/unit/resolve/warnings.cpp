// Warnings that save a day, and what must raise none: above all what the tables do not know.
#include "environment.hpp"

#include <doctest/doctest.h>

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

std::string help(const Environment& environment) {
  const std::vector<Diagnostic> all = told(environment.model());
  return all.empty() ? "" : all.front().help;
}

}  // namespace

TEST_CASE("no-nvcc: compiled for a GPU on an image without CUDA") {
  CHECK(kinds(Environment().ubuntu("22.04").pip("torch==2.5.1 flash-attn==2.7.3")) == "no-nvcc");
  CHECK(help(Environment().ubuntu("22.04").pip("torch==2.5.1 flash-attn==2.7.3")) == "write `cuda 12.4`");
  CHECK(kinds(Environment().cuda("12.4").pip("torch==2.5.1 flash-attn==2.7.3")) == "");
  CHECK(kinds(Environment().base("example/any:1").pip("flash-attn==2.7.3")) == "");
  CHECK(kinds(Environment().ubuntu("22.04").pip("torch==2.5.1 torch-scatter==2.1.2")) == "");
}

TEST_CASE("wheel-does-not-fit: by the Python and the C library that the file's name says") {
  const auto told_of = [](const std::string& wheel) {
    return kinds(Environment().ubuntu("22.04").python("3.10").pip("https://example.org/" + wheel));
  };
  CHECK(told_of("x-1.0-cp310-cp310-linux_x86_64.whl") == "");
  CHECK(told_of("x-1.0-cp39-cp39-linux_x86_64.whl") == "wheel-does-not-fit");
  CHECK(told_of("x-1.0-1-cp39-cp39-linux_x86_64.whl") == "wheel-does-not-fit");
  CHECK(told_of("x-1.0-cp38-abi3-manylinux2014_x86_64.whl") == "");
  CHECK(told_of("x-1.0-py2.py3-none-any.whl") == "");
  CHECK(told_of("x-1.0-cp310-cp310-manylinux_2_35_x86_64.whl") == "");
  CHECK(told_of("x-1.0-cp310-cp310-manylinux_2_39_x86_64.whl") == "wheel-does-not-fit");
  CHECK(told_of("x.whl") == "");
  CHECK(told_of("x-1.0.tar.gz") == "");
}

TEST_CASE("a wheel chooses what is left open, and goes with the rest or not") {
  const std::string wheel = "https://example.org/x-1.0-cp39-cp39-manylinux_2_35_x86_64.whl";
  CHECK(kinds(Environment().pip(wheel)) == "");
  CHECK(kinds(Environment().pip(wheel + " torch==2.0.1")) == "");
  CHECK(kinds(Environment().pip(wheel + " torch==2.9.0")) == "wheel-does-not-fit");
  CHECK(kinds(Environment().ubuntu("20.04").python("3.12").pip(wheel)) == "wheel-does-not-fit");
  CHECK(help(Environment().python("3.12").pip(wheel)) == "write `python 3.9`");
}

TEST_CASE("no-such-extra: before its first release, with a release that goes with the rest") {
  CHECK(help(Environment().python("3.9").pip("tensorflow[and-cuda]==2.13.0")) ==
        "write `tensorflow[and-cuda]==2.14.0`");
  CHECK(help(Environment().python("3.13").pip("tensorflow[and-cuda]==2.13.0")) ==
        "write `tensorflow[and-cuda]==2.20.0`");
  CHECK(kinds(Environment().pip("tensorflow[and-cuda]==2.15.1")) == "");
  CHECK(kinds(Environment().pip("tensorflow[no-such]==2.15.1")) == "");
}

TEST_CASE("a patch release that the table leaves out is made as the first of its minor version is") {
  CHECK(kinds(Environment().python("3.12").pip("tensorflow==2.9.1")) == "cannot-hold-together");
  CHECK(help(Environment().python("3.12").pip("tensorflow==2.9.1")) == "write `python 3.10` or `tensorflow==2.16.1`");
  CHECK(kinds(Environment().python("3.12").pip("tensorflow==2.99.1")) == "");  // nothing is known of it
  CHECK(kinds(Environment().python("3.12").pip("jax==0.4.99")) == "");         // all that are known are listed
}

TEST_CASE("a pinned version that a release of the catalogue needs another of") {
  const Environment wrong = Environment().pip("jax==0.4.30 jaxlib==0.4.20");
  CHECK(kinds(wrong) == "cannot-hold-together");
  CHECK(help(wrong) == "write `jaxlib==0.4.27` or `jax==0.4.26`");
  CHECK(kinds(Environment().pip("jax==0.4.30 jaxlib==0.4.30")) == "");
  CHECK(kinds(Environment().pip("jax jaxlib==0.4.20")) == "");  // an older jax is taken
  CHECK(kinds(Environment().pip("jax==0.4.30 numpy==1.16.0")) == "cannot-hold-together");
  CHECK(kinds(Environment().pip("jax==0.4.30").conda("numpy=1.16.0")).find("cannot-hold-together") ==
        std::string::npos);
}

TEST_CASE("the index of a package's wheels is added where the file says none, and the framework is settled") {
  const auto links = [](const Environment& environment) {
    std::string all;
    for (const auto& statement : resolved(environment).resolution.packages)
      for (const std::string& url : statement.find_links) all += url + " ";
    return all;
  };
  const std::string cuda = "https://data.pyg.org/whl/torch-2.5.0+cu124.html ";
  CHECK(links(Environment().cuda("12.4").pip("torch==2.5.1 torch-scatter")) == cuda);
  CHECK(links(Environment().cuda("12.4").pip("torch==2.5.1").pip("torch-scatter torch-sparse")) == cuda);
  CHECK(links(Environment().cuda("12.4").pip("torch==2.99.0 torch-scatter")) == "");
  CHECK(links(Environment().base("pytorch/pytorch:2.5.1-cuda12.4-cudnn9-devel").pip("torch-scatter")) == "");
  CHECK(links(Environment().cuda("12.4").pip("torch==2.5.1 requests")) == "");
}

TEST_CASE("`cuda` with one number: the newest of it that goes with the rest") {
  CHECK(kinds(Environment().cuda("12")) == "expected-version");
  CHECK(help(Environment().cuda("12").python("3.11").pip("torch==2.5.1")) == "write `cuda 12.4`");
}

TEST_CASE("a companion without a wheel for the Python that the framework has") {
  CHECK(kinds(Environment().cuda("11.7").python("3.11").pip("torch==1.13.1 torchvision")) == "cannot-hold-together");
  CHECK(help(Environment().cuda("11.7").python("3.11").pip("torch==1.13.1 torchvision")) ==
        "write `torch==2.0.0` or `python 3.10`");
  CHECK(kinds(Environment().cuda("11.7").python("3.11").pip("torch==1.13.1")) == "");
  CHECK(kinds(Environment().cuda("11.8").python("3.11").pip("torch==2.0.0 torchvision")) == "");
  CHECK(kinds(Environment().cuda("11.7").pip("torch==1.13.1 torchvision")) == "");
}

TEST_CASE("no-such-extra: one that came later, and nothing of what is not known") {
  const auto told_of = [](const std::string& spec) { return kinds(Environment().ubuntu("22.04").pip(spec)); };
  CHECK(told_of("tensorflow[and-cuda]==2.13.0") == "no-such-extra");
  CHECK(told_of("tensorflow[and_cuda]==2.14.0") == "");
  CHECK(told_of("tensorflow[nothing]==2.13.0") == "");
  CHECK(told_of("uvicorn[standard]==0.20") == "");
}

TEST_CASE("end-of-life: the distribution, and a Python that is said") {
  CHECK(kinds(Environment().ubuntu("20.04").apt("git")) == "end-of-life");
  CHECK(help(Environment().ubuntu("20.04").apt("git")) == "write `ubuntu 22.04`");
  CHECK(kinds(Environment().ubuntu("22.04").apt("git")) == "");
  CHECK(kinds(Environment().base("ubuntu:20.04").apt("git")) == "end-of-life");
  CHECK(kinds(Environment().ubuntu("22.04").python("3.8")) == "end-of-life");
  CHECK(kinds(Environment().ubuntu("22.04").conda("python=3.8")) == "end-of-life");
  CHECK(kinds(Environment().ubuntu("22.04").conda("python=3.12")) == "");
  // The CUDA of a build that is said decides which distributions there are.
  CHECK(help(Environment().conda("pytorch torchvision cudatoolkit=11.3")) ==
        "from `cuda 11.7` on there are images of a newer one");
  // The distribution keeps its own Python alive; a base that is not known says nothing.
  CHECK(kinds(Environment().ubuntu("22.04").python("3.10 from apt")) == "");
  CHECK(kinds(Environment().base("example/any:1").apt("git")) == "");
}

TEST_CASE("older-point-release: only where a release is said whole") {
  CHECK(kinds(Environment().ubuntu("22.04").cuda("12.1.0 devel")) == "older-point-release");
  CHECK(kinds(Environment().ubuntu("22.04").cuda("12.1.1 devel")) == "");
  CHECK(kinds(Environment().ubuntu("22.04").cuda("12.1 devel")) == "");
  CHECK(kinds(Environment().base("nvidia/cuda:12.1.0-devel-ubuntu22.04")) == "older-point-release");
  CHECK(kinds(Environment().base("nvidia/cuda:99.1.0-devel-ubuntu22.04")) == "");
}

TEST_CASE("old-package-source: images of before the change, where apt runs") {
  CHECK(kinds(Environment().base("tensorflow/tensorflow:2.7.0-gpu").apt("git")) == "old-package-source");
  CHECK(kinds(Environment().base("tensorflow/tensorflow:2.7.0").apt("git")) == "");
  CHECK(kinds(Environment().base("tensorflow/tensorflow:2.9.0-gpu").apt("git")) == "");
  CHECK(kinds(Environment().base("tensorflow/tensorflow:latest-gpu").apt("git")) == "");
}

TEST_CASE("gcc-too-new: where something is compiled, for a CUDA whose limit is known") {
  CHECK(kinds(Environment().ubuntu("22.04").cuda("11.8 devel").apt("gcc-12").run("make")) == "gcc-too-new");
  CHECK(kinds(Environment().ubuntu("22.04").cuda("11.8 devel").apt("gcc-11").run("make")) == "");
  CHECK(kinds(Environment().ubuntu("22.04").cuda("11.8 devel").apt("gcc-12")) == "");
  CHECK(kinds(Environment().ubuntu("24.04").cuda("13.0 devel").apt("gcc-14").run("make")) == "");
  CHECK(kinds(Environment().ubuntu("22.04").apt("gcc-12").run("make")) == "");
}

TEST_CASE("second-cuda: beside the image's, not instead of it") {
  CHECK(kinds(Environment().ubuntu("22.04").cuda("11.8").apt("nvidia-cuda-toolkit")) == "second-cuda");
  CHECK(kinds(Environment().ubuntu("22.04").apt("nvidia-cuda-toolkit")) == "");
  CHECK(kinds(Environment().ubuntu("22.04").cuda("11.8").conda("cudatoolkit=11.0")) == "second-cuda");
  // The toolkit of a framework by conda is that framework's.
  CHECK(kinds(Environment().ubuntu("22.04").cuda("11.7").conda(
            "pytorch=2.0.1 pytorch-cuda=11.7 -c pytorch -c nvidia")) == "");
}

TEST_CASE("two-frameworks: each with a CUDA of its own") {
  CHECK(kinds(Environment().ubuntu("22.04").cuda("12.1").pip("torch==2.1.1").pip("jax[cuda12]==0.4.33")) ==
        "two-frameworks");
  CHECK(kinds(Environment().ubuntu("22.04").cuda("12.1").pip("torch==2.1.1").pip("jax==0.4.33")) == "");
}

TEST_CASE("installed-twice and same-files") {
  CHECK(kinds(Environment().conda("numpy=1.26.4").pip("numpy==1.26.4")) == "installed-twice");
  CHECK(kinds(Environment().conda("scikit-learn=1.5.2").pip("scikit-learn==1.5.2")) == "installed-twice");
  CHECK(kinds(Environment().conda("numpy=1.26.4").pip("pandas==2.2.2")) == "");
  CHECK(kinds(Environment().pip("opencv-python==4.10.0.84 opencv-python-headless==4.10.0.84")) == "same-files");
  CHECK(kinds(Environment().pip("opencv-python==4.10.0.84")) == "");
}

TEST_CASE("wrong-manager and not-in-environment") {
  CHECK(kinds(Environment().apt("numpy")) == "wrong-manager");
  CHECK(kinds(Environment().pip("libgl1")) == "wrong-manager");
  CHECK(kinds(Environment().conda("torch=2.5.1")) == "wrong-manager");
  CHECK(kinds(Environment().pip("tensorflow-gpu==2.11.0")) == "");
  CHECK(kinds(Environment().pip("tensorflow-gpu")) == "wrong-manager");
  CHECK(kinds(Environment().apt("somelib-of-mine").pip("package-of-mine").conda("another-of-mine")) == "");
  CHECK(kinds(Environment().apt("python3-numpy").conda("python=3.12")) == "not-in-environment");
  CHECK(help(Environment().apt("python3-opencv").conda("python=3.12")) == "write `pip opencv-python`");
  CHECK(kinds(Environment().apt("python3-numpy")) == "");
  CHECK(kinds(Environment().apt("python3-dev python3-tk").conda("python=3.12")) == "");
}

TEST_CASE("defaults-channel") {
  CHECK(kinds(Environment().conda("numpy=1.26.4 -c defaults")) == "defaults-channel");
  CHECK(kinds(Environment().conda("defaults::numpy=1.26.4")) == "defaults-channel");
  CHECK(kinds(Environment().conda("numpy=1.26.4 -c https://repo.anaconda.com/pkgs/main")) == "defaults-channel");
  CHECK(kinds(Environment().conda("numpy=1.26.4 -c conda-forge -c my-lab")) == "");
}

TEST_CASE("unpinned-heavy: big, and nothing says which") {
  CHECK(kinds(Environment().ubuntu("22.04").pip("paddlepaddle")) == "unpinned-heavy");
  CHECK(kinds(Environment().ubuntu("22.04").pip("paddlepaddle==2.6.1")) == "");
  CHECK(kinds(Environment().ubuntu("22.04").pip("paddlepaddle>=2.6")) == "");
  CHECK(kinds(Environment().ubuntu("22.04").pip("requests")) == "");
  // What envc fills in is pinned; what a base keeps is not installed.
  CHECK(kinds(Environment().ubuntu("22.04").cuda("12.4").pip("torch")) == "");
  CHECK(kinds(Environment().base("nvcr.io/nvidia/pytorch:24.05-py3").pip("torch")) == "");
}

TEST_CASE("faulty-release and base-framework") {
  CHECK(kinds(Environment().ubuntu("22.04").cuda("11.7").conda("pytorch=1.13.0")) == "faulty-release");
  CHECK(kinds(Environment().ubuntu("22.04").cuda("11.7").conda("pytorch=1.13.1")) == "");
  CHECK(kinds(Environment().base("nvcr.io/nvidia/pytorch:24.05-py3").pip("xformers==0.0.26")) == "base-framework");
  CHECK(kinds(Environment().base("nvcr.io/nvidia/pytorch:24.05-py3").pip("einops==0.8.0")) == "");
  CHECK(kinds(Environment().base("example/any:1").pip("xformers==0.0.26")) == "");
}

TEST_CASE("no-such-index and index-of-another-release") {
  CHECK(kinds(Environment().ubuntu("22.04").pip(
            "package-of-mine --index-url https://download.pytorch.org/whl/cu122")) == "no-such-index");
  // Newer than all that are known, or another's index: nothing is claimed.
  CHECK(kinds(Environment().ubuntu("22.04").pip(
            "package-of-mine --index-url https://download.pytorch.org/whl/cu150")) == "");
  CHECK(kinds(Environment().ubuntu("22.04").pip("package-of-mine --index-url https://example.org/whl/cu122")) == "");
  const auto scatter = [](std::string_view index) {
    return kinds(Environment()
                     .ubuntu("22.04")
                     .cuda("11.7")
                     .pip("torch==1.13.1")
                     .pip(std::string("torch-scatter==2.1.0 -f https://data.pyg.org/whl/").append(index)));
  };
  CHECK(scatter("torch-1.13.0+cu117.html") == "");
  CHECK(scatter("torch-1.13.1+cu117.html") == "");
  CHECK(scatter("torch-1.11.0+cu113.html") == "index-of-another-release");
  CHECK(scatter("torch-9.9.0+cu117.html") == "");
}

}  // namespace envc
