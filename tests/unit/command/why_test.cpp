// envc why: decisions, packages and statements by name.
#include "run.hpp"

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

using namespace envc;

namespace {

MemoryFiles project() {
  MemoryFiles files;
  files.files["project.env"] = {"ubuntu 22.04\napt git\npip numpy open3d==0.17\ntimezone Europe/Paris\n"};
  return files;
}

Ran why(std::vector<std::string> words) {
  MemoryFiles files = project();
  words.insert(words.begin(), "why");
  return ran(words, files);
}

}  // namespace

TEST_CASE("what the source says is shown where it stands") {
  CHECK(why({"git"}).out ==
        "apt git: said in project.env\n"
        "  project.env:2:5  apt git\n"
        "  in the layer `apt`\n");
}

TEST_CASE("what envc added has its reason, and no place") {
  CHECK(why({"libgomp1"}).out ==
        "apt libgomp1: open3d needs it\n"
        "  in the layer `apt`\n");
}

TEST_CASE("names of two words, and statements") {
  CHECK(why({"base", "image"}).out == "base image ubuntu:22.04: the distribution alone\n");
  CHECK(why({"timezone"}).out ==
        "timezone Europe/Paris: said in project.env\n"
        "  in the layer `timezone`\n");
}

TEST_CASE("without a name: what project.env did not say itself") {
  const Ran run = why({});
  CHECK(run.out.find("apt libgl1: open3d needs it\n") != std::string::npos);
  CHECK(run.out.find("git") == std::string::npos);
}

TEST_CASE("a name that nothing has") {
  CHECK(why({"opend3d"}).told() ==
        "2 envc: nothing in this environment is called `opend3d`\n  = help: did you mean `envc why open3d`?\n");
}

TEST_CASE("for programs") {
  const auto json = nlohmann::json::parse(why({"git", "--format", "json"}).out);
  const auto& answer = json.at("answers").at(0);
  CHECK(answer.at("subject") == "apt git");
  CHECK(answer.at("said").at("line") == 2);
  CHECK(answer.at("layer") == "apt");
  CHECK(json.at("diagnostics").empty());
}

TEST_CASE("nothing is written, and a wrong source is told as by check") {
  MemoryFiles files = project();
  CHECK(ran({"why", "git"}, files).status == fine);
  CHECK(files.written.empty());
  files.files["project.env"] = {"conds numpy\n"};
  CHECK(ran({"why", "git"}, files).status == wrong_input);
}

TEST_CASE("what a requirement file names is shown in that file") {
  MemoryFiles files;
  files.files["project.env"] = {"cuda 11.3\npython 3.10\npip -r r.txt\n"};
  files.files["r.txt"] = {"-r more.txt\nscipy  \\\n  ==1.10\n"};
  files.files["more.txt"] = {"torch==1.12.1\n"};
  CHECK(ran({"why", "scipy"}, files).out ==
        "pip scipy ==1.10: said in r.txt\n"
        "  r.txt:2:1  scipy ==1.10\n"
        "  in the layer `pip-requirements`\n");
  CHECK(ran({"why", "torch"}, files).out ==
        "pip torch==1.12.1+cu113: the build of torch 1.12.1 for CUDA 11.3\n"
        "  more.txt:1:1  torch==1.12.1\n"
        "  in the layer `pip-requirements`\n");
}
