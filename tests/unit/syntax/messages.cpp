// The words of the general faults, whole.
#include "reading.hpp"

#include <doctest/doctest.h>

using envc::testing::drawn;

TEST_CASE("unclosed-quote") {
  CHECK(drawn("env A=1 B='x\n") ==
        "project.env:1:11: error[unclosed-quote]: the line ends inside a quoted word: expected a closing `'`\n"
        "1 | env A=1 B='x\n"
        "  |           ^ the quote opens here\n"
        "  = help: an apostrophe stands in double quotes: \"it's\"\n"
        "1 error; nothing was written\n");
  CHECK(drawn("env \"x\\\"") ==
        "project.env:1:5: error[unclosed-quote]: the line ends inside a quoted word: expected a closing `\"`\n"
        "1 | env \"x\\\"\n"
        "  |     ^ the quote opens here\n"
        "  = help: inside double quotes, `\\\"` is a quote that does not close\n"
        "1 error; nothing was written\n");
}

TEST_CASE("empty-statement") {
  CHECK(drawn("apt git,, wget\n") ==
        "project.env:1:9: error[empty-statement]: expected a statement, found `,`\n"
        "1 | apt git,, wget\n"
        "  |         ^ no statement stands in front of this\n"
        "  = help: take it out: one `,` or `;` ends a statement\n"
        "1 error; nothing was written\n");
}

TEST_CASE("text-after-block-header") {
  CHECK(drawn("place laptop, display x11\n") ==
        "project.env:1:15: error[text-after-block-header]: expected the end of the line, found `display`\n"
        "1 | place laptop, display x11\n"
        "  | ------------ this begins a block\n"
        "  |               ^^^^^^^ a block's header ends its line\n"
        "  = help: write it on a line of its own\n"
        "1 error; nothing was written\n");
}

TEST_CASE("depth-not-open") {
  CHECK(drawn("place a\n    mount x\n  mount y\n") ==
        "project.env:3:1: error[depth-not-open]: the line is indented by 2 blanks, where no body is open\n"
        "1 | place a\n"
        "  | ------- its body is indented by 4\n"
        "3 |   mount y\n"
        "  | ^^\n"
        "  = help: indent it by 4 to stay in `place`, by 0 to leave it\n"
        "1 error; nothing was written\n");
}

TEST_CASE("line-without-header") {
  CHECK(
      drawn("  cuda 11\n") ==
      "project.env:1:1: error[line-without-header]: the line is indented, but no statement above takes it as its body\n"
      "1 |   cuda 11\n"
      "  | ^^\n"
      "  = help: take 2 blanks in front of it away\n"
      "1 error; nothing was written\n");
}

TEST_CASE("unexpected-body") {
  CHECK(drawn("cuda 11\n  apt git\n") ==
        "project.env:2:1: error[unexpected-body]: `cuda` takes no indented lines\n"
        "1 | cuda 11\n"
        "  | ------- the line would belong to this\n"
        "2 |   apt git\n"
        "  | ^^\n"
        "  = help: take the blanks away, so that it stands beside `cuda`\n"
        "1 error; nothing was written\n");
}

TEST_CASE("separator-in-list") {
  CHECK(drawn("apt\n  git, wget\n") ==
        "project.env:2:6: error[separator-in-list]: `,` ends a statement, and this is a list\n"
        "2 |   git, wget\n"
        "  |      ^\n"
        "  = help: take it out: the words of a list are separated by blanks\n"
        "1 error; nothing was written\n");
}

TEST_CASE("how-line-too-late") {
  CHECK(
      drawn("pip\n  x\n  after torch\n") ==
      "project.env:3:3: error[how-line-too-late]: a line with `after` comes first in a body, found it after the list\n"
      "3 |   after torch\n"
      "  |   ^^^^^\n"
      "  = help: move it up; if it is a word of the list, write `'after'`\n"
      "1 error; nothing was written\n");
}

TEST_CASE("blanks-after-backslash") {
  CHECK(drawn("apt git \\  \n  wget\n") ==
        "project.env:1:10: error[blanks-after-backslash]: blanks stand between `\\` and the line's end\n"
        "1 | apt git \\  \n"
        "  |          ^^\n"
        "  = help: take them away, so that `\\` continues the line\n"
        "1 error; nothing was written\n");
}

TEST_CASE("backslash-in-comment") {
  CHECK(drawn("run make # it \\\n  install\n") ==
        "project.env:1:15: error[backslash-in-comment]: a comment ends with its line, so this `\\` continues nothing\n"
        "1 | run make # it \\\n"
        "  |               ^\n"
        "  = help: take the comment or the `\\` away\n"
        "1 error; nothing was written\n");
}

TEST_CASE("quoted-keyword") {
  CHECK(drawn("\"apt\" git\n") ==
        "project.env:1:1: error[quoted-keyword]: a statement begins with its name, found a quoted word\n"
        "1 | \"apt\" git\n"
        "  | ^^^^^\n"
        "  = help: write `apt`\n"
        "1 error; nothing was written\n");
}

TEST_CASE("nested-too-deep") {
  std::string text;
  for (std::size_t depth = 0; depth < 33; ++depth) text += std::string(depth, ' ') + "place a\n";
  CHECK(drawn(text) ==
        "project.env:33:33: error[nested-too-deep]: blocks are nested more than 32 deep\n"
        "33 |                                 place a\n"
        "   |                                 ^^^^^\n"
        "1 error; nothing was written\n");
}

TEST_CASE("every error of a file in one run, in the order of the file") {
  CHECK(drawn("apt 'x\ncuda 11\nplace a\n  mount \"y\n,\n") ==
        "project.env:1:5: error[unclosed-quote]: the line ends inside a quoted word: expected a closing `'`\n"
        "1 | apt 'x\n"
        "  |     ^ the quote opens here\n"
        "  = help: an apostrophe stands in double quotes: \"it's\"\n"
        "project.env:4:9: error[unclosed-quote]: the line ends inside a quoted word: expected a closing `\"`\n"
        "4 |   mount \"y\n"
        "  |         ^ the quote opens here\n"
        "  = help: inside double quotes, `\\\"` is a quote that does not close\n"
        "project.env:5:1: error[empty-statement]: expected a statement, found `,`\n"
        "5 | ,\n"
        "  | ^ no statement stands in front of this\n"
        "  = help: take it out: one `,` or `;` ends a statement\n"
        "3 errors; nothing was written\n");
}
