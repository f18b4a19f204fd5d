#include "command/requirements.hpp"

#include <doctest/doctest.h>
#include <fmt/format.h>

using namespace envc;

namespace {

/// `r:path c:path p:path`; each span must show the path.
std::string named(std::string_view text) {
  std::string result;
  for (const RequirementLine& line : named_in_requirements(text)) {
    CHECK(text.substr(line.begin, line.end - line.begin) == line.path);
    result += fmt::format("{}{}:{}", result.empty() ? "" : " ", "rcp"[static_cast<int>(line.names)], line.path);
  }
  return result;
}

}  // namespace

TEST_CASE("files that requirement files name") {
  CHECK(named("-r base.txt\n") == "r:base.txt");
  CHECK(named("-rbase.txt") == "r:base.txt");
  CHECK(named("--requirement base.txt\n") == "r:base.txt");
  CHECK(named("--requirement=base.txt\n") == "r:base.txt");
  CHECK(named("  -r\tbase.txt  # ours\r\n") == "r:base.txt");
  CHECK(named("-c pins.txt\n--constraint=more.txt\n") == "c:pins.txt c:more.txt");
  CHECK(named("-r 'with space.txt'\n") == "r:with space.txt");
  CHECK(named("\xEF\xBB\xBF-r base.txt\n") == "r:base.txt");
  CHECK(named("-r a#b.txt\n") == "r:a#b.txt");
}

TEST_CASE("local projects in requirement files") {
  CHECK(named("-e .\n") == "p:.");
  CHECK(named("-e ./lib[extra]\n") == "p:./lib[extra]");
  CHECK(named("--editable=lib\n") == "p:lib");
  CHECK(named("./lib\n../other\n/abs\nfile:///x\n") == "p:./lib p:../other p:/abs p:file:///x");
}

TEST_CASE("what names no file") {
  CHECK(named("").empty());
  CHECK(named("\n\n# -r x\n").empty());
  CHECK(named("numpy==1.26.4 # -r x\n").empty());
  CHECK(named("-r https://example.org/r.txt\n").empty());
  CHECK(named("-e git+https://example.org/x#egg=x\n").empty());
  CHECK(named("-r\n").empty());
  CHECK(named("--requirements x\n").empty());
  CHECK(named("--index-url https://example.org\n--extra-index-url x\n").empty());
  CHECK(named("requests @ https://example.org/r.whl\n").empty());
}
