// The rest of a verbatim line, and what of it the shell would join.
#include "syntax/shell_text.hpp"

#include "reading.hpp"

#include <doctest/doctest.h>

using envc::shell_text;
using envc::testing::faults;
using envc::testing::read;
using envc::testing::Reading;

TEST_CASE("a verbatim statement takes the whole rest of the line") {
  CHECK(read("run make # all, of; it") == "run <make # all, of; it>");
  CHECK(read("check echo 'it, is';  ") == "check <echo 'it, is';>");
  CHECK(read("cuda 11, run a, cuda 12") == "cuda [11]; ,run <a, cuda 12>");
  CHECK(read("run echo \"unclosed") == "run <echo \"unclosed>");
  CHECK(read("run\n  x") == "run $ x/");
  CHECK(read("run, cuda 11") == "run; ,cuda [11]");
  CHECK(read("run \\\n  make") == "run <make>");
}

TEST_CASE("it goes on after `\\`, as in the shell") {
  CHECK(read("run a \\\n    b \\\n  c\ncuda 11") == "run <a b c>; cuda [11]");
  CHECK(read("run a\\\nb") == "run <ab>");
  CHECK(read("run a\\\n b") == "run <a b>");
  CHECK(read("run a \\\n\ncuda 11") == "run <a>; cuda [11]");
  CHECK(read("run a\\\\\ncuda 11") == "run <a\\\\>; cuda [11]");
  CHECK(read("run a\\\\\\\nb") == "run <a\\\\b>");
  CHECK(read("run a \\") == "run <a>");
}

TEST_CASE("joined where the shell would join") {
  CHECK(shell_text("a \\\n  b").text == "a b");
  CHECK(shell_text("\"a \\\n  b\" \\\n c").text == "\"a   b\" c");  // blanks in quotes are kept
  CHECK(shell_text("\"a \\\r\n b\"").text == "\"a  b\"");
  CHECK(shell_text("a\\ \\\n b").text == "a\\  b");  // the blank in front is escaped: both are needed
  CHECK(shell_text("\"x\\\"\" \\\n b").text == "\"x\\\"\" b");
  CHECK(shell_text("$(a \\\n b)").text == "$(a b)");
}

TEST_CASE("left to the shell where it may not join") {
  CHECK(shell_text("'a \\\n  b'").text == "'a \\\n  b'");
  CHECK(shell_text("\"$(echo 'a \\\n b')\"").text == "\"$(echo 'a \\\n b')\"");
  CHECK(shell_text("`echo 'a \\\n b'`").text == "`echo 'a \\\n b'`");
  CHECK(shell_text("$'a \\\n b'").text == "$'a \\\n b'");
  CHECK(shell_text("cat <<E \\\n b").text == "cat <<E \\\n b");
  CHECK(shell_text("x 'a' \\\n  b").text == "x 'a' b");
}

TEST_CASE("trailing blanks are trimmed unless they are part of a word") {
  CHECK(shell_text("a  \t").text == "a");
  CHECK(shell_text("a\\  ").text == "a\\ ");
  CHECK(shell_text("a\\\\  ").text == "a\\\\");
  CHECK(shell_text("a  ").end == 1);
  CHECK(shell_text("a").end == 1);
}

TEST_CASE("a comment ends with its line whatever stands at its end") {
  CHECK(faults("run make # it \\\n  install\ncuda 11") == "1:15 backslash-in-comment");
  CHECK(faults("run # \\\n x") == "1:7 backslash-in-comment");
  CHECK(read("run a#b \\\n c") == "run <a#b c>");
  CHECK(read("run echo '# x' \"# y\" \\\n c") == "run <echo '# x' \"# y\" c>");
  CHECK(read("run echo ${#x} $# \\\n c") == "run <echo ${#x} $# c>");
  CHECK(read("run a # b\\\\\ncuda 1") == "run <a # b\\\\>; cuda [1]");
}

TEST_CASE("slips of pasted text, outside quotes") {
  CHECK(faults("run echo “hi”") == "1:10 smart-quote");
  CHECK(faults("run pip\xC2\xA0install x") == "1:8 odd-space");
  CHECK(faults("run echo \x1b[1m") == "1:10 control-character");
  CHECK(read("run echo '“hi”' \"a\xC2\xA0z\"") == "run <echo '“hi”' \"a\xC2\xA0z\">");
}

TEST_CASE("a statement's place is its header") {
  const Reading reading("run a \\\n  b  \n  c");
  CHECK(reading.sources.text(reading.tree.statements.at(0).rest_where) == "a \\\n  b");
  CHECK(reading.sources.text(reading.tree.statements[0].where) == "run a \\\n  b");
  CHECK(reading.sources.text(reading.tree.statements[0].script.at(0).where) == "c");
}
