// What stands in requirement files takes part: what the statement says besides, and what is told of it.
#include "environment.hpp"

#include <doctest/doctest.h>
#include <fmt/format.h>

namespace envc {
namespace {

using E = Environment;

constexpr std::string_view file = "requirements.txt";

/// `what is asked for besides | extra INDEX | links INDEX`
std::string beside(const E& environment, std::size_t statement = 0) {
  const Resolved r = resolved(environment);
  CHECK(r.messages() == "");
  const ResolvedPackages& out = r.resolution.packages.at(statement);
  std::string text = r.specs(statement);
  const auto last = [](std::string_view url) { return url.substr(url.rfind('/') + 1); };
  if (!out.index_url.empty()) text += fmt::format(" | index-url {}", last(out.index_url));
  for (const auto& url : out.extra_index_urls) text += fmt::format(" | extra {}", last(url));
  for (const auto& url : out.find_links) text += fmt::format(" | links {}", last(url));
  return text;
}

E with_file(std::string_view cuda, std::string_view words, std::string_view python = "3.10") {
  E environment;
  if (!cuda.empty()) environment.cuda(cuda);
  environment.python(python).pip("-r requirements.txt").listed(file, words);
  return environment;
}

std::string names(const std::vector<ResolvedPackage>& packages) {
  std::string all;
  for (const ResolvedPackage& package : packages) all += (all.empty() ? "" : " ") + package.spec;
  return all;
}

}  // namespace

TEST_CASE("listed: a pinned release gets its build and the index that has it") {
  CHECK(beside(with_file("11.3", "torch==1.12.1 numpy<1.24")) == "torch==1.12.1+cu113 | extra cu113");
  CHECK(beside(with_file("11.3", "torch==1.10.1 numpy<1.24", "3.9")) ==
        "torch==1.10.1+cu113 | links torch_stable.html");
  CHECK(beside(with_file("12.1", "torch==2.4.1")) == " | extra cu121");  // sorts before that of the default index
  CHECK(beside(with_file("11.7", "torch==2.0.1 numpy<2")).empty());      // the default index has it
  const Resolved r = resolved(with_file("11.3", "torch==1.12.1 numpy<1.24"));
  CHECK(r.reason("pip torch") == "the build of torch 1.12.1 for CUDA 11.3");
  CHECK(names(r.resolution.packages[0].listed) == "numpy<1.24");
  CHECK(r.resolution.packages[0].packages[0].file == file);
}

TEST_CASE("listed: what is open there is chosen, companions and guards too") {
  CHECK(beside(with_file("12.1", "torch torchvision")) == "torch==2.5.1 torchvision==0.20.1 | extra cu121");
  CHECK(beside(with_file("11.3", "torch==1.12.1 torchvision numpy")) ==
        "torch==1.12.1+cu113 torchvision==0.13.1+cu113 numpy<2 | extra cu113");
  CHECK(beside(with_file("11.3", "torch==1.12.1")) == "torch==1.12.1+cu113 numpy<2 | extra cu113");
  CHECK(beside(E().cuda("12.1").pip("einops -r requirements.txt").listed(file, "torch<2.5")) ==
        "einops torch==2.4.1 | extra cu121");
}

TEST_CASE("listed: nothing changes where nothing is known") {
  const Resolved r = resolved(with_file("12.1", "einops scipy==1.14.1"));
  CHECK(r.specs(0).empty());
  CHECK(names(r.resolution.packages[0].listed) == "einops scipy==1.14.1");
  CHECK(r.messages().empty());
}

TEST_CASE("listed: indexes in the file are taken as said") {
  const std::string url = "https://download.pytorch.org/whl/cu113";
  CHECK(beside(with_file("11.3", "numpy<2 torch==1.12.1 --extra-index-url " + url)).empty());
  CHECK(beside(with_file("11.3", "numpy<2 torch==1.12.1 --index-url https://mirror.org/simple")).empty());
  const Resolved r = resolved(with_file("11.6", "numpy<2 torch==1.12.1 --extra-index-url " + url));
  CHECK(r.messages() == "warning[cuda-differs]: `torch` is the build for CUDA 11.3, but the image has CUDA 11.6");
}

TEST_CASE("listed: a conflict has its carets in both files") {
  E environment = with_file("11.8", "torch==1.12.1");
  const Resolved r = resolved(environment);
  REQUIRE(r.diagnostics.size() == 1);
  CHECK(r.messages() == "error[no-such-build]: no build of torch 1.12.1 for CUDA 11.8");
  CHECK(r.diagnostics[0].where == environment.where("torch==1.12.1"));
  REQUIRE(r.diagnostics[0].labels.size() == 1);
  CHECK(r.diagnostics[0].labels[0].where == environment.where("11.8"));
}

TEST_CASE("listed: named in the statement and in the file") {
  CHECK(
      beside(E().cuda("11.3").python("3.10").pip("torch -r requirements.txt").listed(file, "torch==1.12.1 numpy<2")) ==
      "torch==1.12.1+cu113 torch==1.12.1+cu113 | extra cu113");
  const Resolved r = resolved(E().cuda("12.1").pip("torch==2.4.1 -r requirements.txt").listed(file, "torch==2.5.1"));
  CHECK(r.messages() == "error[cannot-hold-together]: `torch==2.4.1` and `torch==2.5.1` cannot hold together");
}

TEST_CASE("listed: constraints bound what is named elsewhere, and install nothing") {
  CHECK(beside(E().cuda("12.1").pip("torch").constrained("pins.txt", "torch==2.4.1")) == "torch | index-url cu121");
  CHECK(beside(E().cuda("12.1").pip("torch").constrained("pins.txt", "torch<2.5")) == "torch==2.4.1 | index-url cu121");
  CHECK(resolved(E().pip("einops").constrained("pins.txt", "torch==2.4.1")).specs(0) == "einops");
  E environment;
  environment.cuda("11.8").python("3.10").pip("torch").constrained("pins.txt", "torch==1.12.1");
  const Resolved r = resolved(environment);
  REQUIRE(r.diagnostics.size() == 1);
  CHECK(r.diagnostics[0].where == environment.where("torch==1.12.1"));
}

TEST_CASE("listed: a marker that holds nowhere") {
  CHECK(beside(with_file("12.1", "torch==1.12.1;sys_platform=='win32' torch==2.4.1;sys_platform=='linux'")) ==
        " | extra cu121");
  CHECK(beside(with_file("12.1", "torch==1.12.1;python_version<'3.8' einops")).empty());
  // of two that hold on some Pythons only, nobody knows which counts; one is taken for what it says
  CHECK(beside(E().cuda("12.1")
                   .pip("-r requirements.txt")
                   .listed(file, "torch==2.3.1;python_version<'3.10' torch==2.4.1;python_version>='3.10'")) == "");
  CHECK(beside(E().cuda("12.1").pip("-r requirements.txt").listed(file, "torch==2.4.1;python_version>='3.10'")) ==
        " | extra cu121");
}

TEST_CASE("a marker in a statement that holds nowhere: passed on, and no more") {
  CHECK(beside(E().cuda("12.1").pip("torch==1.12.1;sys_platform=='win32' einops")) ==
        "torch==1.12.1;sys_platform=='win32' einops");
  CHECK(resolved(E().pip("opencv-python;sys_platform=='darwin'")).libraries().empty());
  CHECK(resolved(E().pip("opencv-python;sys_platform=='linux'")).libraries().find("libgl1") != std::string::npos);
}

TEST_CASE("listed: hashes leave nothing to ask for") {
  const Resolved r = resolved(with_file("11.3", "torch==1.12.1 numpy --hash"));
  CHECK(r.messages().empty());
  CHECK(r.specs(0).empty());
  CHECK(r.resolution.packages[0].extra_index_urls.empty());
  const Resolved local = resolved(with_file("11.3", "torch==1.12.1+cu113 torchvision numpy --hash"));
  CHECK(local.specs(0).empty());
  CHECK(local.resolution.packages[0].extra_index_urls.size() == 1);
  CHECK(local.reason("pip torchvision") == "requirements.txt has hashes, so it stands as it is");
  CHECK(local.reason("pip numpy") == "requirements.txt has hashes, so it stands as it is");
}

TEST_CASE("listed: libraries, names and what is compiled") {
  CHECK(resolved(with_file("", "opencv-python")).libraries().find("libgl1") != std::string::npos);
  const Resolved names = resolved(with_file("", "cv2"));
  CHECK(names.messages() == "warning[import-name]: `cv2` is not the package that is imported under this name");
  const Resolved compiled = resolved(with_file("12.1", "torch==2.4.1 flash-attn"));
  CHECK(compiled.resolution.base_image.find("-devel-") != std::string::npos);
  CHECK(compiled.messages() ==
        "warning[compiled-in-file]: `flash-attn` is compiled against torch, which it does not see from a file");
  CHECK(resolved(E().cuda("12.1").pip("torch==2.4.1 flash-attn")).messages().empty());
}

}  // namespace envc
