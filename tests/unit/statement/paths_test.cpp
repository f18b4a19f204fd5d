#include "checked.hpp"

#include <doctest/doctest.h>

#include <variant>

using namespace envc;

namespace {

/// The path in the project that a word means, through `copy WORD /x`.
std::string in_project(const std::string& word) {
  const Model model = model_of("copy " + word + " /x");
  REQUIRE(model.steps.size() == 1);
  return std::get<Copy>(model.steps[0].action).sources.at(0).value;
}

}  // namespace

TEST_CASE("paths in the project's folder") {
  CHECK(in_project("a//b/./c/") == "a/b/c");
  CHECK(in_project("./a") == "a");
  CHECK(in_project(".") == ".");
  CHECK(in_project("./") == ".");
  CHECK(in_project("a/../b") == "b");
  CHECK(in_project("a/..") == ".");
  CHECK(in_project("..a/b..") == "..a/b..");
  CHECK(in_project("'a b'") == "a b");
  CHECK(in_project("a~") == "a~");
  CHECK(in_project("'a$b'") == "a$b");
}

TEST_CASE("paths that are not in the project's folder") {
  const std::string outside = " leaves the project's folder = put it into the project, or mount it where it runs";
  CHECK(said_of("copy .. /x") == "1:6-8 error[path-outside-project] `..`" + outside);
  CHECK(said_of("copy a/../../b /x") == "1:6-15 error[path-outside-project] `a/../../b`" + outside);
  const std::string machine =
      " is on the machine that runs the image; a build sees only the project's folder = put it into the project, or "
      "mount it where it runs: `mount ~/data /data`";
  CHECK(said_of("copy ~/a /x") == "1:6-9 error[wrong-path-world] `~/a`" + machine);
  CHECK(said_of("copy $HOME/a /x") == "1:6-13 error[wrong-path-world] `$HOME/a`" + machine);
  CHECK(said_of("copy ${HOME}/a /x") == "1:6-15 error[wrong-path-world] `${HOME}/a`" + machine);
  CHECK(said_of("copy '' /x") == "1:6-8 error[bad-path] the path `` is empty");
}
