#include "command/requirements.hpp"

#include <doctest/doctest.h>
#include <fmt/format.h>

using namespace envc;

namespace {

/// `r:path c:path p:path n:package i:index x:extra f:links h:hash`; each span must show the text.
std::string named(std::string_view text) {
  std::string result;
  for (const RequirementLine& line : read_requirements(text)) {
    CHECK(text.substr(line.begin, line.end - line.begin) == line.text);
    result += fmt::format("{}{}:{}", result.empty() ? "" : " ", "rcpnixfh"[static_cast<int>(line.names)], line.text);
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
  CHECK(named("-r https://example.org/r.txt\n").empty());
  CHECK(named("-r\n").empty());
  CHECK(named("--requirements x\n").empty());
  CHECK(named("--pre\n--trusted-host example.org\n--no-index\n").empty());
}

TEST_CASE("packages in requirement files") {
  CHECK(named("numpy==1.26.4 # -r x\n") == "n:numpy==1.26.4");
  CHECK(named("numpy >= 1.26, < 2\nscipy\n") == "n:numpy >= 1.26, < 2 n:scipy");
  CHECK(named("tomli; python_version < '3.11'\r\n") == "n:tomli; python_version < '3.11'");
  CHECK(named("requests @ https://example.org/r.whl\n") == "n:requests @ https://example.org/r.whl");
  CHECK(named("-e git+https://example.org/x#egg=x\n") == "n:git+https://example.org/x#egg=x");
  CHECK(named("torch --global-option=x --config-settings a=b\n") == "n:torch");
}

TEST_CASE("lines that go on") {
  CHECK(named("torch==1.12.1 \\\n    --hash=sha256:aa \\\n    --hash=sha256:bb\nscipy\n") ==
        "n:torch==1.12.1 h:--hash=sha256:aa n:scipy");
  CHECK(named("-r \\\r\n base.txt\r\nscipy\n") == "r:base.txt n:scipy");
  CHECK(named("# not \\\nscipy\n") == "n:scipy");
  CHECK(named("scipy \\") == "n:scipy \\");
}

TEST_CASE("indexes and hashes in requirement files") {
  CHECK(named("--index-url https://a.org\n--extra-index-url=https://b.org\n-f https://c.org\n-i https://d.org\n") ==
        "i:https://a.org x:https://b.org f:https://c.org i:https://d.org");
  CHECK(named("--pre --extra-index-url https://a.org --find-links https://b.org\n") ==
        "x:https://a.org f:https://b.org");
  CHECK(named("--require-hashes\n") == "h:--require-hashes");
}
