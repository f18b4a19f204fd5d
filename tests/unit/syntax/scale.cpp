// Size: time grows with the file, and nothing grows with the stack. Limits are seconds of processor time that a debug
// build with sanitizers keeps; what is quadratic misses them by far.
#include "reading.hpp"

#include <doctest/doctest.h>

#include <ctime>
#include <string>
#include <string_view>

using envc::testing::Reading;

namespace {

constexpr std::size_t long_line = 1 << 18;

std::string repeated(std::string_view piece, std::size_t bytes) {
  std::string out;
  while (out.size() < bytes) out += piece;
  return out;
}

double seconds(const std::string& text) {
  const std::clock_t start = std::clock();
  const Reading reading(text);
  return static_cast<double>(std::clock() - start) / CLOCKS_PER_SEC;
}

}  // namespace

TEST_CASE("100,000 statements") {
  const std::clock_t start = std::clock();
  const Reading reading(repeated("conda python=3.10 numpy 'x y'\n", 30 * 100000));
  CHECK(static_cast<double>(std::clock() - start) / CLOCKS_PER_SEC < 20);
  CHECK(reading.tree.statements.size() == 100000);
  CHECK(reading.diagnostics.all().empty());
}

TEST_CASE("100,000 faults") {
  const Reading reading(repeated("conda 'x\n", 9 * 100000));
  CHECK(reading.diagnostics.errors() == 100000);
}

TEST_CASE("one very long line, of whatever it is made") {
  for (const std::string_view piece :
       {"x", "x ", ",", ", ", ",x", "x, ", "\\", "\\ ",      "\\\n", "{",    "{a.",  "$",
        "'", "\"", "#", "# ", " ",  "\t",  "“",  "\xC2\xA0", "\r",   "\x01", "FOO=", "<<<<<<<"}) {
    CAPTURE(piece);
    CHECK(seconds("apt " + repeated(piece, long_line)) < 10);
    CHECK(seconds("run " + repeated(piece, long_line)) < 10);
    CHECK(seconds(repeated(piece, long_line)) < 10);
  }
}

TEST_CASE("100,000 short lines of a body") {
  for (const std::string_view header : {"apt\n", "run\n", "file x\n", "place a\n", "cuda 1\n", "conds\n"}) {
    CAPTURE(header);
    CHECK(seconds(std::string(header) + repeated("  x\n", 200000)) < 10);
    CHECK(seconds(std::string(header) + repeated("\n", 100000)) < 10);
  }
}
