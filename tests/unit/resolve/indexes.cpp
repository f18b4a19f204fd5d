// Indexes of wheels that are made for one release of the framework, and packages that run on some GPUs only.
#include "environment.hpp"

#include <doctest/doctest.h>

#include <set>

namespace envc {
namespace {

/// The kinds that are told beside ends of life, sorted and each once.
std::string kinds(const Environment& environment) {
  std::set<std::string> all;
  for (const Diagnostic& d : resolved(environment).diagnostics) all.emplace(name(d.kind));
  std::string text;
  for (const std::string& kind : all) text += (text.empty() ? "" : " ") + kind;
  return text;
}

std::string help(const Environment& environment) {
  const Resolved r = resolved(environment);
  return r.diagnostics.empty() ? "" : r.diagnostics.front().help;
}

}  // namespace

TEST_CASE("gpu-not-in-build: packages that run on newer GPUs only") {
  const auto gpu = [](std::string_view package, std::string_view type) {
    return Environment().ubuntu("22.04").cuda("12.1").pip("torch==2.3.1").pip(package).gpu(type);
  };
  CHECK(kinds(gpu("flash-attn==2.5.9.post1", "v100")) == "gpu-not-in-build");
  CHECK(kinds(gpu("flash-attn==2.5.9.post1", "t4")) == "gpu-not-in-build");
  CHECK(help(gpu("flash-attn==2.5.9.post1", "v100")) == "");
  CHECK(help(gpu("flash-attn==2.5.9.post1", "t4")) == "flash-attn 1.0.9 runs on it: write `flash-attn==1.0.9`");
  CHECK(kinds(gpu("flash-attn==1.0.9", "t4")) == "");
  CHECK(kinds(gpu("flash-attn==2.5.9.post1", "a100")) == "");
  CHECK(kinds(gpu("flash-attn==2.5.9.post1", "mystery9000")) == "");
  CHECK(kinds(gpu("flash-attn==99.0", "v100")) == "");
  CHECK(kinds(gpu("git+https://github.com/Dao-AILab/flash-attention@v2.5.9", "v100")) == "");
  CHECK(kinds(gpu("https://example.org/flash_attn-2.5.9+cu122torch2.3cxx11abiFALSE-cp310-cp310-linux_x86_64.whl",
                  "v100")) == "gpu-not-in-build");
  CHECK(kinds(Environment().ubuntu("22.04").cuda("12.1").pip("torch==2.3.1 flash-attn==2.5.9.post1").arch("7.0")) ==
        "gpu-not-in-build");
  // what runs on the CPU, too, asks for nothing; one of its builds does
  CHECK(kinds(gpu("jax==0.7.0", "v100")) == "");
  CHECK(kinds(Environment().ubuntu("22.04").python("3.12").pip("jax[cuda13]==0.7.0").gpu("v100")) ==
        "gpu-not-in-build");
}

TEST_CASE("a package that only indexes of its own have") {
  const std::string its = "https://dl.fbaipublicfiles.com/detectron2/wheels/";
  const auto environment = [](std::string_view cuda, std::string_view torch, const std::string& package) {
    return Environment().ubuntu("20.04").cuda(cuda).python("3.8").pip(torch).pip(package);
  };
  CHECK(kinds(environment("11.3", "torch==1.10.0", "detectron2==0.6 -f " + its + "cu113/torch1.10/index.html")) == "");
  CHECK(kinds(environment("11.3", "torch==1.12.1", "detectron2==0.6 -f " + its + "cu113/torch1.10/index.html")) ==
        "cannot-hold-together");
  CHECK(help(environment("11.3", "torch==1.12.1", "detectron2==0.6")) ==
        "write `git+https://github.com/facebookresearch/detectron2@v0.6` or `torch==1.10.2`");
  CHECK(kinds(environment("12.1", "torch==2.2.0", "detectron2")) == "cannot-hold-together");
  CHECK(kinds(environment("11.1", "torch==1.9.0", "detectron2==0.6 -f " + its + "cu113/torch1.10/index.html")) ==
        "index-of-another-release");
  // what another index has is not known
  CHECK(kinds(environment("12.1", "torch==2.2.0", "detectron2==0.6 --extra-index-url https://example.org/simple")) ==
        "");
  const Resolved r = resolved(environment("11.3", "torch==1.10.0", "detectron2==0.6"));
  CHECK(r.resolution.packages[1].find_links == std::vector<std::string>{its + "cu113/torch1.10/index.html"});
  CHECK_FALSE(r.resolution.packages[1].compiles);
}

TEST_CASE("index-of-another-release: where the address says the release and the build") {
  const std::string its = "https://download.openmmlab.com/mmcv/dist/";
  const auto environment = [&](std::string_view cuda, std::string_view torch, std::string_view index) {
    return Environment().cuda(cuda).python("3.12").pip(torch).pip("mmcv==2.1.0 -f " + its + std::string(index));
  };
  CHECK(kinds(environment("12.1", "torch==2.4.0", "cu121/torch2.4/index.html")) == "");
  CHECK(kinds(environment("12.1", "torch==2.4.1", "cu121/torch2.4.0")) == "");
  CHECK(kinds(environment("12.4", "torch==2.4.0", "cu121/torch2.4/index.html")) == "");
  CHECK(kinds(environment("12.1", "torch==2.4.0", "cu121/torch2.1/index.html")) == "index-of-another-release");
  CHECK(kinds(environment("12.1", "torch==2.4.0", "cu118/torch2.4.0/")) == "index-of-another-release");
  CHECK(kinds(environment("12.1", "torch==2.4.0", "cpu/torch2.4/index.html")) == "");
  CHECK(kinds(environment("12.1", "torch==2.4.0", "elsewhere")) == "");
  CHECK(help(environment("12.4", "torch==2.4.0", "cu118/torch2.1.0")) ==
        "write `-f " + its + "cu124/torch2.4.0`; where it has no wheel, leave the index out: `mmcv` is then compiled");
}

}  // namespace envc
