#include "command/make_dependencies.hpp"

#include <doctest/doctest.h>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>

using namespace envc;

namespace {

std::string prerequisite(std::string_view path) {
  return make_word(path, MakeRole::prerequisite);
}

}  // namespace

TEST_CASE("words of make") {
  CHECK(prerequisite("a/b.txt") == "a/b.txt");
  CHECK(prerequisite("a b") == "a\\ b");
  CHECK(prerequisite("a\\ b") == "a\\\\\\ b");
  CHECK(prerequisite("a\\b") == "a\\b");
  CHECK(prerequisite("a$b") == "a$$b");
  CHECK(prerequisite("a#b") == "a\\#b");
  CHECK(prerequisite("a%b") == "a%b");
  CHECK(make_word("a%b", MakeRole::target) == "a\\%b");
  CHECK(prerequisite("a\nb").empty());
}

TEST_CASE("each path is a prerequisite and a target") {
  CHECK(make_dependencies({"b", "a b"}) == ".envc.stamp: \\\n  a\\ b \\\n  b\n\na\\ b:\nb:\n");
  CHECK(make_dependencies({}) == ".envc.stamp:\n\n");
}

TEST_CASE("make reads it back") {
  if (std::system("make --version > /dev/null 2>&1") != 0) {
    MESSAGE("skipped: no make on this machine");
    return;
  }
  std::string folder = (std::filesystem::temp_directory_path() / "envc-make-XXXXXX").string();
  REQUIRE(::mkdtemp(folder.data()) != nullptr);
  const std::set<std::string> names{"plain",    "with space", "hash#",       "dollar$x",
                                    "percent%", "colon:x",    "back\\slash", "a\\ b"};
  for (const std::string& name : names) std::ofstream(folder + "/" + name) << "x";
  std::ofstream(folder + "/Makefile") << "all: .envc.stamp\n.envc.stamp:\n\t@touch .envc.stamp\ninclude envc.d\n";
  auto stale = [&] { return std::system(("make -s -q -C '" + folder + "' > /dev/null 2>&1").c_str()) != 0; };
  auto make = [&] { return std::system(("make -s -C '" + folder + "' 2>&1").c_str()) == 0; };
  std::ofstream(folder + "/envc.d") << make_dependencies(names);
  CHECK(stale());
  REQUIRE(make());
  CHECK_FALSE(stale());
  const auto later = std::filesystem::last_write_time(folder + "/.envc.stamp") + std::chrono::seconds(5);
  for (const std::string& name : names) {
    CAPTURE(name);
    const auto old = std::filesystem::last_write_time(folder + "/" + name);
    std::filesystem::last_write_time(folder + "/" + name, later);
    CHECK(stale());
    std::filesystem::last_write_time(folder + "/" + name, old);
    CHECK_FALSE(stale());
  }
  std::filesystem::remove(folder + "/plain");
  CHECK(stale());
  CHECK(make());
  std::filesystem::remove_all(folder);
}
