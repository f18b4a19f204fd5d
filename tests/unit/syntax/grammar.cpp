// The grammar by itself, and the tree's promise to lose nothing.
#include "env.hpp"

#include "reading.hpp"

#include <doctest/doctest.h>

#include <random>
#include <string>
#include <string_view>
#include <tao/pegtl/contrib/analyze.hpp>

using envc::testing::Reading;

TEST_CASE("no rule of the grammar can loop without taking anything") {
  CHECK(tao::pegtl::analyze<envc::grammar::file>() == 0);
}

TEST_CASE("the tokens put together are the file, byte for byte") {
  for (const std::string text : {"", "\n", "cuda 11.3", "cuda 11.3\n", "# a\n\n  cuda  11.3 , # b\n",
                                 "place a\n  mount x\n\n# c\n  mount y\n", "run a \\\n b # c\n  x\n\n  y\n\n",
                                 "file x\n\n  a\n    b\n\n\n", "cuda 'x\napt “y”,, z\n\tq\n \xC2\xA0r\n", "\r\n",
                                 "\xEF\xBB\xBF"
                                 "cuda 11\r\n",
                                 "a\\", "\\\n", "apt\n  'x\n  after y\n", "\x01\r\x7F\xFF", "place a, b\n  c\n"}) {
    CAPTURE(text);
    CHECK(Reading(text).together() == text);
  }
  const std::string binary("apt\0git\n\0", 9);
  CHECK(Reading(binary).together() == binary);
}

TEST_CASE("so are those of texts thrown together at random") {
  constexpr std::string_view pieces[] = {"apt",      "run",  "place", "file",  "x",    "{a}",   "after", "cuda",
                                         " ",        "  ",   "\n",    "\n",    "\n  ", "\n ",   "\t",    ", ",
                                         "; ",       ",",    "'",     "\"",    "\\\n", "\\ \n", "# c",   "“",
                                         "\xC2\xA0", "\r\n", "\x1b",  "FOO=b", "\xFF", "$"};
  std::mt19937 random(3);  // the same texts on each machine
  for (int round = 0; round < 3000; ++round) {
    std::string text;
    for (auto length = random() % 30; length > 0; --length) text += pieces[random() % std::size(pieces)];
    CAPTURE(text);
    const Reading reading(text);
    REQUIRE(reading.together() == text);
    // Every fault has a place in the file, and every damaged statement a fault.
    for (const envc::Diagnostic& d : reading.diagnostics.all()) REQUIRE(reading.sources.find(d.where) != nullptr);
    if (reading.statements().find('!') != std::string::npos) REQUIRE(reading.diagnostics.any_error());
  }
}

TEST_CASE("a token's front is white space, comments and line ends") {
  const Reading reading("# a\n\ncuda 11 # b\n");
  const auto& tokens = reading.tree.tokens;
  REQUIRE(tokens.size() == 3);
  CHECK(reading.sources.text(tokens[0].before) == "# a\n\n");
  CHECK(reading.sources.text(tokens[0].text) == "cuda");
  CHECK(reading.sources.text(tokens[1].before) == " ");
  CHECK(reading.sources.text(tokens[1].text) == "11");
  CHECK(reading.sources.text(tokens[2].before) == " # b\n");
  CHECK(reading.sources.text(tokens[2].text).empty());
}
