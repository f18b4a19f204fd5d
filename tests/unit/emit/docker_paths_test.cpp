#include "emit/docker_paths.hpp"

#include <doctest/doctest.h>

using namespace envc;

TEST_CASE("patterns of .dockerignore match one path") {
  CHECK(ignore_pattern("a/b.txt") == "a/b.txt");
  CHECK(ignore_pattern("a b") == "a b");
  CHECK(ignore_pattern("*.txt") == "\\*.txt");
  CHECK(ignore_pattern("[a]?\\") == "\\[a\\]\\?\\\\");
  CHECK(ignore_pattern(" a ") == "?a?");
  CHECK(ignore_pattern("a\nb") == "a?b");
  CHECK(ignore_pattern("é") == "é");
}

TEST_CASE("paths are normal") {
  CHECK(normal_path(".") == ".");
  CHECK(normal_path("./") == ".");
  CHECK(normal_path("./a//b/") == "a/b");
  CHECK(normal_path("a/../b") == "b");
  CHECK(normal_path("/") == "/");
}

TEST_CASE("what an option can hold") {
  CHECK(option_can_hold("a/b-1.2_x.txt"));
  CHECK_FALSE(option_can_hold("a b"));
  CHECK_FALSE(option_can_hold("a,b"));
  CHECK_FALSE(option_can_hold("a\"b"));
  CHECK_FALSE(option_can_hold("$a"));
  CHECK_FALSE(option_can_hold("-a"));
  CHECK_FALSE(option_can_hold(""));
}
