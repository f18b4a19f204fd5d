// Words: the shell's quoting, and names in braces (design §2 rules 1 and 7).
#include "reading.hpp"

#include <doctest/doctest.h>
#include <fmt/format.h>

using envc::Hole;
using envc::testing::faults;
using envc::testing::read;
using envc::testing::Reading;

namespace {

/// The holes of the first statement's first word: name, offsets in the text, columns in the file.
std::string holes(const std::string& text) {
  const Reading reading(text);
  REQUIRE(reading.faults().empty());
  std::string out;
  for (const Hole& hole : reading.tree.statements.at(0).words.at(0).holes)
    out +=
        fmt::format("{}@{}-{}/{}-{} ", hole.name, hole.begin, hole.end,
                    reading.sources.position(hole.where.begin).column, reading.sources.position(hole.where.end).column);
  return out;
}

}  // namespace

TEST_CASE("single quotes keep everything") {
  CHECK(read("env 'a b'") == "env [a b]");
  CHECK(read("env A='a \"b\" \\ $x'c") == "env [A=a \"b\" \\ $xc]");
  CHECK(read("env ''") == "env []");
  CHECK(read("env 'a'\\''b'").substr(0, 5) == "FAULT");  // the shell's `\'` is not ours
}

TEST_CASE("double quotes know `\\\"` and `\\\\`") {
  CHECK(read(R"(env "a b")") == "env [a b]");
  CHECK(read(R"(env "a\"b\\c\nd")") == R"(env [a"b\c\nd])");
  CHECK(read(R"(env A="x"y"z")") == "env [A=xyz]");
  CHECK(read(R"(env "")") == "env []");
  CHECK(read(R"(env "it's" 'a"b')") == R"(env [it's] [a"b])");
  CHECK(read(R"(env "\\")") == R"(env [\])");
}

TEST_CASE("nothing else of the shell") {
  CHECK(read("env $HOME *.txt a>b ~ `x` $(y) !z") == "env [$HOME] [*.txt] [a>b] [~] [`x`] [$(y)] [!z]");
}

TEST_CASE("a word remembers its quotes and its place") {
  const Reading reading("env A=\"x y\" b");
  const auto& words = reading.tree.statements.at(0).words;
  CHECK(words.at(0).quoted);
  CHECK_FALSE(words.at(1).quoted);
  CHECK(reading.sources.text(words[0].where) == "A=\"x y\"");
  CHECK(reading.sources.text(reading.tree.statements[0].where) == "env A=\"x y\" b");
  CHECK(reading.sources.text(reading.tree.statements[0].keyword.where) == "env");
}

TEST_CASE("a quote closes on its line") {
  CHECK(faults("env A='x\napt b'\n") == "1:7 unclosed-quote; 2:6 unclosed-quote");
  CHECK(faults("env A=\"x") == "1:7 unclosed-quote");
  CHECK(faults("env \"x\\\"") == "1:5 unclosed-quote");
  CHECK(faults("env 'x \\\n  y'\ncuda 11") == "1:5 unclosed-quote");
  CHECK(faults("env it's") == "1:7 unclosed-quote");
}

TEST_CASE("a statement's name is not quoted") {
  CHECK(faults("\"apt\" git") == "1:1 quoted-keyword");
  CHECK(faults("a'pt' git") == "1:1 quoted-keyword");
  CHECK(faults("cuda 1; 'apt' git") == "1:9 quoted-keyword");
  CHECK(read("apt 'a', 'b'") == "apt [a]; ,b");  // a slip of its own: check tells it by `after_comma`
}

TEST_CASE("names in braces") {
  CHECK(holes("env {NAME}") == "NAME@0-6/5-11 ");
  CHECK(holes("env A={a}{b_1.c}x") == "a@2-5/7-10 b_1.c@5-12/10-17 ");
  CHECK(holes("env \"x {a}\"") == "a@2-5/8-11 ");
  CHECK(holes("env \"\\\"\"{a}") == "a@1-4/9-12 ");
  CHECK(holes("env {{a}}") == "a@1-4/6-9 ");
  CHECK(holes("env '$'{a}") == "a@1-4/8-11 ");
}

TEST_CASE("other braces are text") {
  CHECK(holes("env '{a}'").empty());
  CHECK(holes("env ${a}").empty());
  CHECK(holes("env \"${a}\"").empty());
  CHECK(holes("env {}").empty());
  CHECK(holes("env {a-b}").empty());
  CHECK(holes("env {1a}").empty());
  CHECK(holes("env {a.}").empty());
  CHECK(holes("env {.a}").empty());
  CHECK(holes("env {a b}").empty());
  CHECK(holes("env {a").empty());
  CHECK(read("env ${a} {} {a '{b}'") == "env [${a}] [{}] [{a] [{b}]");
}

TEST_CASE("no name is looked for in a verbatim line") {
  const Reading reading("run echo {a}");
  CHECK(reading.statements() == "run <echo {a}>");
  CHECK(reading.tree.statements[0].words.empty());
}
