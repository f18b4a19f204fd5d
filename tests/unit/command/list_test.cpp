// envc list, and facts from files: what is printed, and which words are wrong.
#include "run.hpp"

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

using namespace envc;

namespace {

constexpr const char* a_python =
    "source = \"a test\"\nread = \"2026-11-23\"\npython = [{ version = \"4.0\", eol = \"2099\" }]\n";

}  // namespace

TEST_CASE("a listing is a table with its columns in line, newest first") {
  const Ran run = ran({"list", "pytorch", "--cuda", "11.3", "--python", "3.10"});
  CHECK(run.status == 0);
  CHECK(
      run.out ==
      "pytorch  build  python            torchvision  torchaudio  glibc  pip                                          "
      "             conda\n"
      "1.12.1   cu113  3.7 3.8 3.9 3.10  0.13.1       0.12.1      2.17   --extra-index-url "
      "https://download.pytorch.org/whl/cu113  cudatoolkit=11.3\n"
      "1.12.0   cu113  3.7 3.8 3.9 3.10  0.13.0       0.12.0      2.17   --extra-index-url "
      "https://download.pytorch.org/whl/cu113  cudatoolkit=11.3\n"
      "1.11.0   cu113  3.7 3.8 3.9 3.10  0.12.0       0.11.0      2.17   --extra-index-url "
      "https://download.pytorch.org/whl/cu113  cudatoolkit=11.3\n");
  CHECK(ran({"list", "torch", "--cuda", "11.3", "--python", "3.10"}).out == run.out);
}

TEST_CASE("what is gone is listed only when all is asked for") {
  CHECK(ran({"list", "cuda", "--cuda", "11.3", "--ubuntu", "20.04"}).out.find("11.3.0") == std::string::npos);
  CHECK(ran({"list", "cuda", "--cuda", "11.3", "--ubuntu", "20.04", "--all"}).out.find("11.3.0") != std::string::npos);
  CHECK(ran({"list", "pytorch", "--all", "--cuda", "11.3"}).out.find("does not exist") != std::string::npos);
}

TEST_CASE("every filter takes away what cannot go with it") {
  CHECK(ran({"list", "open3d", "--python", "3.11"}).out.find("\n0.17.0") == std::string::npos);
  CHECK(ran({"list", "open3d", "--python", "3.10"}).out.find("\n0.17.0") != std::string::npos);
  CHECK(ran({"list", "pytorch", "--ubuntu", "18.04"}).out.find("\n2.8.0") == std::string::npos);
  CHECK(ran({"list", "pytorch", "--ubuntu", "20.04"}).out.find("\n2.8.0") != std::string::npos);
  CHECK(ran({"list", "jax", "--python", "3.9"}).out.find("\n0.4.31") == std::string::npos);
  CHECK(ran({"list", "jax", "--python", "3.9"}).out.find("\n0.4.30") != std::string::npos);
  CHECK(ran({"list", "tensorflow", "--cuda", "11.8"}).out.find("and-cuda") != std::string::npos);
  CHECK(ran({"list", "python", "--python", "3.12"}).out.find("3.11") == std::string::npos);
  const Ran none = ran({"list", "pytorch", "--cuda", "11.4"});
  CHECK(none.told() == "0 nothing that is known goes with all of that\n");
  CHECK(none.out.empty());
}

TEST_CASE("a listing for programs") {
  const Ran run = ran({"list", "torchvision", "--cuda", "11.3", "--python", "3.10", "--format", "json"});
  CHECK(run.status == 0);
  const auto json = nlohmann::json::parse(run.out);
  CHECK(json.at("subject") == "torchvision");
  CHECK(json.at("diagnostics").empty());
  REQUIRE(json.at("rows").size() == 3);
  CHECK(json.at("rows")[0].at("torchvision") == "0.13.1");
  CHECK(json.at("rows")[0].at("pytorch") == nlohmann::json::parse(R"(["1.12.1"])"));
}

TEST_CASE("every subject can be listed") {
  for (const char* const subject : {"cuda", "ubuntu", "debian", "python", "pytorch", "tensorflow", "jax", "vllm"}) {
    CAPTURE(subject);
    const Ran run = ran({"list", subject});
    CHECK(run.status == 0);
    CHECK(run.out.starts_with(subject));
  }
}

TEST_CASE("words that make no sense") {
  CHECK(ran({"list", "pytoch"}).told() ==
        "2 envc: envc has no facts of `pytoch`\n  = help: did you mean `envc list pytorch`?\n");
  CHECK(ran({"list", "left-pad"}).err.find("it lists: apex ") != std::string::npos);
  CHECK(ran({"list"}).told() == "2 envc: `envc list` takes the name of what is listed\n  = help: envc list --help\n");
  CHECK(ran({"list", "cuda", "--ubuntu", "jammy"}).told() ==
        "2 envc: `--ubuntu` takes a version such as 11.3, found `jammy`\n");
}

TEST_CASE("a folder of facts stands in the place of built-in tables") {
  MemoryFiles files;
  files.files["facts/pythons.toml"] = {a_python};
  files.files["facts/README"] = {"no table"};
  CHECK(ran({"list", "python", "--stdlib", "facts"}, files).out == "python  until\n4.0     2099\n");
  CHECK(ran({"list", "ubuntu", "--stdlib", "facts"}, files).out == ran({"list", "ubuntu"}).out);
  CHECK(ran({"list", "python", "--stdlib", "nowhere"}, files).told() ==
        "3 envc: cannot read `nowhere`: no such folder\n");
  files.files["empty/README"] = {"no table"};
  CHECK(ran({"list", "python", "--stdlib", "empty"}, files).told() == "2 envc: `--stdlib`: `empty` holds no TOML\n");
}

TEST_CASE("what is wrong with a folder of facts has its place") {
  MemoryFiles files;
  files.files["facts/pythons.toml"] = {
      "source = \"ä\"\nread = \"2026\"\npython = [{ version = 4, eol = \"ä\", end = 1 }]\n"};
  files.files["project.env"] = {"conda numpy\n"};
  CHECK(ran({"check", "--stdlib", "facts"}, files).told() ==
        "1 facts/pythons.toml:3:23: error[bad-facts]: `version` takes a version, as a string\n"
        "3 | python = [{ version = 4, eol = \"ä\", end = 1 }]\n"
        "  |                       ^\n"
        "facts/pythons.toml:3:38: error[bad-facts]: unknown key `end`\n"
        "3 | python = [{ version = 4, eol = \"ä\", end = 1 }]\n"
        "  |                                     ^^^\n"
        "2 errors\n");
}

TEST_CASE("a project's own facts are listed with the others") {
  MemoryFiles files;
  files.files["envc.toml"] = {
      "[[catalogue.package]]\nname = \"labtools\"\npip = \"labtools\"\n"
      "[[catalogue.release]]\npackage = \"labtools\"\nversion = \"1.0\"\npythons = \"3.10\"\n"};
  CHECK(ran({"list", "labtools"}, files).out == "labtools  python\n1.0       3.10\n");
}
