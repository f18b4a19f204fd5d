#include "emit/artifact.hpp"
#include "plans.hpp"

#include <doctest/doctest.h>

using namespace envc;
using namespace envc::test;

namespace {

Plan with_inputs(std::vector<Input> inputs) {
  Plan plan = article();
  plan.inputs = std::move(inputs);
  return plan;
}

}  // namespace

TEST_CASE("nothing but what statements name is let in") {
  CHECK(dockerignore(with_inputs({})) == "*\n!bashrc\n");
  CHECK(dockerignore(with_inputs({{.path = "a/req.txt", .sha256 = {}}, {.path = "x*", .sha256 = {}}})) ==
        "*\n!bashrc\n!a/req.txt\n!x\\*\n");
}

TEST_CASE("of a folder all but what its hash leaves out") {
  CHECK(dockerignore(with_inputs({{.path = "src", .directory = true, .sha256 = {}}})) ==
        "*\n!bashrc\n!src\n**/.git\n**/__pycache__\n**/.envc-tmp.*\n");
}

TEST_CASE("the whole folder, but for what envc wrote and git keeps") {
  const std::string text = dockerignore(with_inputs({{.path = ".", .directory = true, .sha256 = {}}}));
  CHECK(text.find("*\n!") == std::string::npos);
  for (const char* name : {"**/.git", "**/__pycache__", "**/.envc-tmp.*", ".envc_history", "project.env", "envc.lock",
                           "Dockerfile", ".dockerignore", "launch.sh"}) {
    CAPTURE(name);
    CHECK(("\n" + text).find("\n" + std::string(name) + "\n") != std::string::npos);
  }
  CHECK(text.find("bashrc") == std::string::npos);  // the image needs it
}
