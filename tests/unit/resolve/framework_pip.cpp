// The framework by pip: version, index, companions; what is pasted wins.
#include "environment.hpp"

#include <doctest/doctest.h>
#include <fmt/format.h>

namespace envc {
namespace {

using E = Environment;

constexpr std::string_view index = "https://download.pytorch.org/whl/";

/// `specs | index-url cu121`, `| extra cu121`, `| links …`: the statement as it will be installed.
std::string pip(const E& environment, std::size_t statement = 0) {
  const Resolved r = resolved(environment);
  CHECK(r.messages() == "");
  const ResolvedPackages& out = r.resolution.packages.at(statement);
  const auto shown = [](std::string_view url) {
    return std::string(url.starts_with(index) ? url.substr(index.size()) : url);
  };
  std::string text = r.specs(statement);
  if (!out.index_url.empty()) text += " | index-url " + shown(out.index_url);
  for (const auto& url : out.extra_index_urls) text += " | extra " + shown(url);
  for (const auto& url : out.find_links) text += " | links " + shown(url);
  return text;
}

std::string refusal(const E& environment) {
  const Resolved r = resolved(environment);
  REQUIRE_MESSAGE(r.diagnostics.size() == 1, r.messages());
  const Diagnostic& d = r.diagnostics.front();
  return r.messages() + "; " + d.here + "; " + d.help;
}

std::string pasted(std::string_view build) {
  return fmt::format(" --index-url {}{}", index, build);
}

}  // namespace

TEST_CASE("the index follows cuda") {
  CHECK(pip(E().cuda("12.1").pip("torch==2.4.1")) == "torch==2.4.1 | index-url cu121");
  CHECK(pip(E().cuda("11.8").pip("torch==2.4.1 torchvision")) == "torch==2.4.1 torchvision==0.19.1 | index-url cu118");
  CHECK(pip(E().pip("torch==2.4.1")) == "torch==2.4.1 | index-url cpu");
  CHECK(pip(E().debian("12").pip("torch==2.4.1")) == "torch==2.4.1 | index-url cpu");
}

TEST_CASE("beside other packages the index stands beside the default one") {
  CHECK(pip(E().cuda("12.1").pip("torch==2.4.1 einops")) == "torch==2.4.1 einops | extra cu121");
  CHECK(pip(E().cuda("12.1").pip("torch==2.4.1 -r requirements.txt")) == "torch==2.4.1 | extra cu121");
  CHECK(pip(E().cuda("12.1").pip("torch==2.4.1 -e .")) == "torch==2.4.1 | extra cu121");
  CHECK(pip(E().cuda("12.1").pip("torch==2.4.1").pip("einops"), 1) == "einops");
}

TEST_CASE("older releases say the build in the version") {
  CHECK(pip(E().cuda("11.3").pip("torch==1.12.1 torchvision torchaudio numpy<1.24")) ==
        "torch==1.12.1+cu113 torchvision==0.13.1+cu113 torchaudio==0.12.1 numpy<1.24 | extra cu113");
  CHECK(pip(E().cuda("11.3").pip("torch==1.10.1 numpy<1.24")) ==
        "torch==1.10.1+cu113 numpy<1.24 | links torch_stable.html");
  CHECK(pip(E().ubuntu("22.04").pip("torch==1.12.1 torchvision==0.13.1 numpy<1.24")) ==
        "torch==1.12.1+cpu torchvision==0.13.1+cpu numpy<1.24 | extra cpu");
}

TEST_CASE("the default index where it has the build") {
  CHECK(pip(E().cuda("11.7").pip("torch==2.0.1 numpy<2")) == "torch==2.0.1 numpy<2");
  CHECK(resolved(E().cuda("11.7").pip("torch==2.0.1")).reason("pip index") ==
        "it has the build of torch 2.0.1 for CUDA 11.7");
}

TEST_CASE("an open version is the newest that fits, and is pinned") {
  CHECK(pip(E().cuda("12.1").pip("torch")) == "torch==2.5.1 | index-url cu121");
  CHECK(pip(E().cuda("12.8").pip("torch torchvision torchaudio")) ==
        "torch==2.11.0 torchvision==0.26.0 torchaudio==2.11.0 | index-url cu128");
  CHECK(pip(E().cuda("12.1").pip("torch<2.5")) == "torch==2.4.1 | index-url cu121");
  CHECK(pip(E().cuda("12.1").pip("torch~=2.4.0 ")) == "torch==2.4.1 | index-url cu121");
  CHECK(pip(E().cuda("12.1").pip("torch!=2.5.1")) == "torch==2.5.0 | index-url cu121");
  CHECK(pip(E().ubuntu("20.04").cuda("12.1").pip("torch")) == "torch==2.4.1 | index-url cu121");  // its Python is 3.8
  CHECK(pip(E().ubuntu("20.04").cuda("12.1").python("3.9").pip("torch")) == "torch==2.5.1 | index-url cu121");
  CHECK(pip(E().ubuntu("18.04").python("3.12").pip("torch")) == "torch==2.6.0 | index-url cpu");  // its C library
  CHECK(pip(E().pip("torch")) == "torch==2.14.0 | index-url cpu");
  CHECK(pip(E().cuda("12.1").pip("torch>=2.4;python_version>'3'")) ==
        "torch==2.5.1 ; python_version>'3' | index-url cu121");
}

TEST_CASE("companions go with the release, also when only they are named") {
  CHECK(pip(E().cuda("12.1").pip("torch==2.4.1").pip("torchvision einops"), 1) ==
        "torchvision==0.19.1 einops | extra cu121");
  CHECK(pip(E().cuda("12.1").pip("torchvision")) == "torchvision==0.20.1 | index-url cu121");
  CHECK(pip(E().cuda("12.1").pip("torch torchvision==0.19.0")) == "torch==2.4.0 torchvision==0.19.0 | index-url cu121");
  CHECK(pip(E().cuda("13.0").pip("torch==2.14.0 torchaudio")) == "torch==2.14.0 torchaudio | index-url cu130");
}

TEST_CASE("a companion of another release is an error: no installer takes both") {
  const E environment = E().cuda("12.1").pip("torch==2.4.1 torchvision==0.18.0");
  const Resolved r = resolved(environment);
  CHECK(r.messages() == "error[companion-differs]: `torchvision==0.18.0` does not go with torch 2.4.1");
  CHECK(r.diagnostics.at(0).where == environment.where("torchvision==0.18.0"));
  CHECK(r.diagnostics.at(0).here == "0.19.1 goes with it");
  CHECK(r.diagnostics.at(0).labels.at(0).where == environment.where("torch==2.4.1"));
  CHECK(r.diagnostics.at(0).help == "write `torchvision==0.19.1` or `torch==2.3.0`");
}

TEST_CASE("a companion that the tables do not know is a warning, and so is one that pip does not check") {
  const E environment = E().cuda("12.1").pip("torch==2.4.1 torchvision==0.19.9");
  const Resolved r = resolved(environment);
  CHECK(r.messages() == "warning[companion-differs]: `torchvision==0.19.9` does not go with torch 2.4.1");
  CHECK(r.specs(0) == "torch==2.4.1 torchvision==0.19.9");
  CHECK(r.diagnostics.at(0).where == environment.where("torchvision==0.19.9"));
  CHECK(r.diagnostics.at(0).here == "0.19.1 goes with it");
  CHECK(r.diagnostics.at(0).help == "write `torchvision==0.19.1`");
  CHECK(resolved(E().cuda("12.1").pip("torch==2.4.1 torchvision==0.18.0 --no-deps")).messages() ==
        "warning[companion-differs]: `torchvision==0.18.0` does not go with torch 2.4.1");
}

TEST_CASE("a pasted index wins") {
  CHECK(pip(E().cuda("12.1").pip("torch==2.4.1 torchvision" + pasted("cu121"))) ==
        "torch==2.4.1 torchvision==0.19.1 | index-url cu121");
  CHECK(pip(E().cuda("12.8").pip("torch torchvision" + pasted("cu128"))) ==
        "torch==2.11.0 torchvision==0.26.0 | index-url cu128");
  CHECK(pip(E().pip("torch==2.4.1" + pasted("cu121"))) == "torch==2.4.1 | index-url cu121");
  CHECK(
      pip(E().cuda("11.3").pip("torch==1.12.1+cu113 torchvision numpy<2 --extra-index-url https://m.org/whl/cu113")) ==
      "torch==1.12.1+cu113 torchvision==0.13.1+cu113 numpy<2 | extra https://m.org/whl/cu113");
  CHECK(pip(E().cuda("12.1").pip("torch==2.4.1 torchvision --index-url https://pypi.lab.org/simple")) ==
        "torch==2.4.1 torchvision==0.19.1 | index-url https://pypi.lab.org/simple");
  CHECK(pip(E().cuda("12.1").pip("torch --index-url https://pypi.lab.org/simple")) ==
        "torch | index-url https://pypi.lab.org/simple");
  CHECK(pip(E().cuda("12.1").pip("torch==2.4.1 einops --extra-index-url https://pypi.lab.org/simple")) ==
        "torch==2.4.1 einops | extra https://pypi.lab.org/simple | extra cu121");
}

TEST_CASE("the lines of the project's own page") {
  CHECK(pip(E().cuda("11.3").pip("torch==1.12.1+cu113 torchvision==0.13.1+cu113 torchaudio==0.12.1 numpy<2 "
                                 "--extra-index-url https://download.pytorch.org/whl/cu113")) ==
        "torch==1.12.1+cu113 torchvision==0.13.1+cu113 torchaudio==0.12.1 numpy<2 | extra cu113");
  CHECK(pip(E().cuda("11.1").pip("torch==1.9.0+cu111 torchvision==0.10.0+cu111 numpy<2 -f "
                                 "https://download.pytorch.org/whl/torch_stable.html")) ==
        "torch==1.9.0+cu111 torchvision==0.10.0+cu111 numpy<2 | links torch_stable.html");
  CHECK(pip(E().cuda("12.4").pip("torch==2.5.1 torchvision==0.20.1 torchaudio==2.5.1" + pasted("cu124"))) ==
        "torch==2.5.1 torchvision==0.20.1 torchaudio==2.5.1 | index-url cu124");
}

TEST_CASE("a local version says the build, and the index is found for it") {
  CHECK(pip(E().cuda("11.8").pip("torch==2.4.1+cu118 torchvision")) ==
        "torch==2.4.1+cu118 torchvision==0.19.1 | index-url cu118");
  CHECK(pip(E().pip("torch==2.4.1+cu118")) == "torch==2.4.1+cu118 | index-url cu118");
}

TEST_CASE("another CUDA than the image's is a warning, where something compiles against both an error") {
  const E environment = E().cuda("11.8").pip("torch==2.4.1" + pasted("cu121"));
  const Resolved r = resolved(environment);
  CHECK(r.messages() == "warning[cuda-differs]: `torch` is the build for CUDA 12.1, but the image has CUDA 11.8");
  CHECK(r.diagnostics.at(0).where == environment.where(fmt::format("{}cu121", index)));
  CHECK(r.diagnostics.at(0).labels.at(0).where == environment.where("11.8"));
  CHECK(refusal(E().cuda("11.8").pip("torch==2.4.1" + pasted("cu121")).pip("flash-attn"))
            .starts_with("error[cuda-differs]"));
  CHECK(refusal(E().cuda("11.8").pip("torch==2.4.1" + pasted("cpu"))) ==
        "warning[cuda-differs]: `torch` is the build for the CPU, but the image has CUDA 11.8; this is the CPU; ");
  CHECK(refusal(E().cuda("11.8").pip("torch==2.4.1+cu121")).starts_with("warning[cuda-differs]"));
}

TEST_CASE("what no build fits is refused with what there is") {
  const E environment = E().cuda("12.4").pip("torch==2.1.0");
  CHECK(refusal(environment) ==
        "error[no-such-build]: no build of torch 2.1.0 for CUDA 12.4; has builds for CUDA 11.8 and 12.1; write `cuda "
        "12.1` or `torch==2.4.0`");
  const Diagnostic d = resolved(environment).diagnostics.front();
  CHECK(d.where == environment.where("torch==2.1.0"));
  CHECK(d.labels.at(0).where == environment.where("12.4"));
  CHECK(refusal(E().cuda("12.2").pip("torch")).starts_with("error[no-such-build]: no build of torch for CUDA 12.2; "));
  CHECK(resolved(E().cuda("12.2").pip("torch")).diagnostics.at(0).help == "write `cuda 12.1` or `cuda 12.4`");
  CHECK(refusal(E().ubuntu("22.04").pip("torch==1.12.1" + pasted("cu121")))
            .starts_with("error[no-such-build]: no build of torch 1.12.1 for CUDA 12.1; has builds for CUDA 10.2, 11.3 "
                         "and 11.6; "));
}

TEST_CASE("a Python or a distribution that has none") {
  CHECK(refusal(E().cuda("11.3").python("3.11").pip("torch==1.12.1")) ==
        "error[no-such-build]: no build of torch 1.12.1 for Python 3.11; has builds for Python 3.7, 3.8, "
        "3.9 and 3.10; write `python 3.10`");
  CHECK(refusal(E().python("3.8").pip("torch==2.5.1")) ==
        "error[no-such-build]: no build of torch 2.5.1 for Python 3.8; has builds for Python 3.9, 3.10, 3.11, 3.12 and "
        "3.13; write `python 3.9` or `torch==2.4.1`");
  CHECK(refusal(E().ubuntu("18.04").pip("torch==2.8.0")) ==
        "error[no-such-build]: torch 2.8.0 needs glibc 2.28, Ubuntu 18.04 has 2.27; ; write `ubuntu 20.04` or "
        "`torch==2.6.0`");
}

TEST_CASE("what the tables do not know is passed on") {
  CHECK(pip(E().cuda("12.8").pip("torch==2.99.0 torchvision")) == "torch==2.99.0 torchvision");
  CHECK(resolved(E().cuda("12.8").pip("torch==2.99.0")).reason("pip torch") ==
        "not in the tables, so it is passed on as it stands");
  CHECK(pip(E().cuda("12.1").pip("torch@https://example.org/torch-2.4.1.whl")) ==
        "torch@https://example.org/torch-2.4.1.whl");
  CHECK(pip(E().cuda("12.1").pip("no-such-package==1")) == "no-such-package==1");
}

TEST_CASE("on a base that may ship it everything stands as said") {
  CHECK(pip(E().base("pytorch/pytorch:2.1.0").pip("torch torchvision")) == "torch torchvision");
  CHECK(pip(E().base("pytorch/pytorch:2.1.0").pip("torch==2.4.1 torchvision")) == "torch==2.4.1 torchvision==0.19.1");
  CHECK(pip(E().base("ubuntu:22.04").pip("torch==2.4.1")) == "torch==2.4.1 | index-url cpu");
  CHECK(pip(E().base("nvidia/cuda:12.1.1-devel-ubuntu22.04").pip("torch==2.4.1")) == "torch==2.4.1 | index-url cu121");
}

TEST_CASE("releases before NumPy 2 hold it back") {
  CHECK(pip(E().cuda("12.1").pip("torch==2.1.0 numpy")) == "torch==2.1.0 numpy<2 | extra cu121");
  CHECK(pip(E().cuda("12.1").pip("torch==2.1.0 numpy==1.26.4")) == "torch==2.1.0 numpy==1.26.4 | extra cu121");
  CHECK(pip(E().cuda("12.1").pip("torch==2.1.0")) == "torch==2.1.0 numpy<2 | extra cu121");
  CHECK(pip(E().cuda("12.1").pip("torch==2.1.0").pip("numpy pandas"), 1) == "numpy<2 pandas");
  CHECK(pip(E().cuda("12.1").conda("numpy").pip("torch==2.1.0"), 1) == "torch==2.1.0 | index-url cu121");
  CHECK(resolved(E().cuda("12.1").conda("numpy").pip("torch==2.1.0")).specs(0) == "numpy<2 python=3.11 pip");
  CHECK(pip(E().cuda("12.1").pip("torch==2.4.0 numpy")) == "torch==2.4.0 numpy | extra cu121");
}

TEST_CASE("pip uninstall is left alone") {
  CHECK(pip(E().base("pytorch/pytorch:2.1.0").pip_uninstall("torch torchvision")) == "torch torchvision");
}

}  // namespace envc
