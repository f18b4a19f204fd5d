#include "command/options.hpp"

#include "command/commands.hpp"

#include <doctest/doctest.h>

using namespace envc;

namespace {

using Words = std::vector<std::string>;

const Command sample{.name = "sample",
                     .usage = "[FILE…]",
                     .summary = "a command",
                     .details = "",
                     .options = {{.name = "out", .letter = 'o', .argument = "DIR", .text = "where"},
                                 {.name = "check", .argument = "", .text = "only look"},
                                 {.name = "set", .argument = "NAME=VALUE", .text = "a value", .repeated = true},
                                 {.name = "MD", .argument = "", .text = "for make"}},
                     .examples = {},
                     .most_words = 2,
                     .run = nullptr};

/// `name=value …` of all that was said, then the words.
std::string parsed(const Words& arguments) {
  const Options options = parse_options(sample, arguments);
  std::string text;
  for (const char* name : {"out", "check", "set", "MD", "help"}) {
    if (options.has(name) && options.values(name).empty()) text += std::string(name) + " ";
    for (const std::string& value : options.values(name)) text += std::string(name) + ":" + value + " ";
  }
  for (const std::string& word : options.words()) text += "[" + word + "] ";
  return text;
}

std::string refused(const Words& arguments) {
  try {
    return "accepted: " + parsed(arguments);
  } catch (const UsageError& error) {
    return error.help.empty() ? error.message : error.message + " | " + error.help;
  }
}

}  // namespace

TEST_CASE("options are read") {
  CHECK(parsed({}).empty());
  CHECK(parsed({"a", "b"}) == "[a] [b] ");
  CHECK(parsed({"-"}) == "[-] ");
  CHECK(parsed({"-o", "dir", "a"}) == "out:dir [a] ");
  CHECK(parsed({"-odir"}) == "out:dir ");
  CHECK(parsed({"--out=dir"}) == "out:dir ");
  CHECK(parsed({"--out", "dir"}) == "out:dir ");
  CHECK(parsed({"a", "--check"}) == "check [a] ");
  CHECK(parsed({"--set", "A=1", "a", "--set=B=x=y"}) == "set:A=1 set:B=x=y [a] ");
  CHECK(parsed({"-MD", "a"}) == "MD [a] ");
  CHECK(parsed({"--check", "--check"}) == "check ");
  CHECK(parsed({"--", "--check"}) == "[--check] ");
  CHECK(parsed({"-h"}) == "help ");
  CHECK(parsed({"--help", "a", "b", "c"}) == "help [a] [b] [c] ");
}

TEST_CASE("options are refused") {
  CHECK(refused({"--chekc"}) == "`envc sample` has no option `--chekc` | did you mean `--check`?");
  CHECK(refused({"--ch"}) == "`envc sample` has no option `--ch` | envc sample --help");
  CHECK(refused({"--frobnicate"}) == "`envc sample` has no option `--frobnicate` | envc sample --help");
  CHECK(refused({"-x"}) == "`envc sample` has no option `-x` | envc sample --help");
  CHECK(refused({"-o"}) == "`-o, --out DIR` needs a value");
  CHECK(refused({"--out"}) == "`-o, --out DIR` needs a value");
  CHECK(refused({"--out="}) == "`-o, --out DIR` needs a value");
  CHECK(refused({"-o", ""}) == "`-o, --out DIR` needs a value that is not empty");
  CHECK(refused({"-o", "a", "-o", "b"}) == "`-o, --out DIR` is said twice");
  CHECK(refused({"--check=yes"}) == "`--check` takes no value");
  CHECK(refused({"a", "b", "c"}) == "`envc sample` takes 2 words, found `c` | envc sample --help");
}

TEST_CASE("the page of a command shows every option once") {
  const std::string page = command_page(sample);
  CHECK(page ==
        "envc sample [FILE…]: a command\n"
        "\n"
        "Options\n"
        "  -o, --out DIR     where\n"
        "  --check           only look\n"
        "  --set NAME=VALUE  a value\n"
        "  -MD               for make\n"
        "  -h, --help        this page\n");
}
