#include "command/difference.hpp"

#include <doctest/doctest.h>

using namespace envc;

namespace {

std::string lines(int first, int last) {
  std::string text;
  for (int i = first; i <= last; ++i) text += std::to_string(i) + "\n";
  return text;
}

std::string shown(std::string_view a, std::string_view b) {
  return difference("f", a, b, Color::no);
}

const std::string head = "--- f (as it is)\n+++ f (as envc writes it)\n";

}  // namespace

TEST_CASE("equal texts have no difference") {
  CHECK(shown("", "").empty());
  CHECK(shown("a\nb\n", "a\nb\n").empty());
}

TEST_CASE("a changed line stands between three lines of context") {
  CHECK(shown(lines(1, 9), lines(1, 4) + "five\n" + lines(6, 9)) ==
        head + "@@ -2,7 +2,7 @@\n 2\n 3\n 4\n-5\n+five\n 6\n 7\n 8\n");
}

TEST_CASE("changes that are far apart are two hunks") {
  CHECK(shown(lines(1, 20), "0\n" + lines(1, 19)) ==
        head + "@@ -1,3 +1,4 @@\n+0\n 1\n 2\n 3\n@@ -17,4 +18,3 @@\n 17\n 18\n 19\n-20\n");
}

TEST_CASE("an empty side is named by the line before it") {
  CHECK(shown("", "a\n") == head + "@@ -0,0 +1,1 @@\n+a\n");
  CHECK(shown("a\n", "") == head + "@@ -1,1 +0,0 @@\n-a\n");
}

TEST_CASE("what stays is the longest common part") {
  CHECK(shown("a\nb\nc\nd\n", "b\nx\nd\n") == head + "@@ -1,4 +1,3 @@\n-a\n b\n-c\n+x\n d\n");
}

TEST_CASE("a long difference is cut and counted") {
  const std::string text = difference("f", "", lines(1, 100), Color::no, 5);
  CHECK(text == head + "@@ -0,0 +1,100 @@\n+1\n+2\n+3\n+4\n(96 lines more)\n");
}

TEST_CASE("texts too big for the table are shown as taken out and put in") {
  const std::string text = difference("f", lines(1, 2000), lines(3000, 5000), Color::no, 3);
  CHECK(text == head + "@@ -1,2000 +1,2001 @@\n-1\n-2\n(3999 lines more)\n");
}

TEST_CASE("bytes that could steer a terminal are escaped") {
  CHECK(shown("", "a\x1b[2Jb\r\n") == head + "@@ -0,0 +1,1 @@\n+a\\x1b[2Jb\\r\n");
  CHECK(shown("", "é\tx\n") == head + "@@ -0,0 +1,1 @@\n+é\\tx\n");
}

TEST_CASE("colours") {
  CHECK(difference("f", "a\n", "b\n", Color::yes) == head + "@@ -1,1 +1,1 @@\n\x1b[31m-a\x1b[0m\n\x1b[32m+b\x1b[0m\n");
}
