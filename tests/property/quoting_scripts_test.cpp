// However the lines of a script are put into a RUN, real bash does the same with them.
#include "bash.hpp"
#include "emit/dockerfile_writer.hpp"
#include "emit/script.hpp"

#include <doctest/doctest.h>
#include <fmt/format.h>

#include <nlohmann/json.hpp>
#include <random>
#include <string>
#include <vector>

using namespace envc;
using namespace envc::test;

namespace {

/// What a builder runs for a Dockerfile of one RUN: continuation lines joined, the exec form decoded.
std::string shell_text(const std::string& dockerfile) {
  std::string text = dockerfile;
  REQUIRE(text.starts_with("RUN "));
  REQUIRE(text.ends_with("\n"));
  text = text.substr(4, text.size() - 5);
  for (std::size_t at = 0; (at = text.find("\\\n", at)) != std::string::npos;) {
    // A comment or an empty line would be dropped by the builder.
    const std::size_t next = at + 2;
    const std::size_t solid = text.find_first_not_of(" \t", next);
    REQUIRE(solid != std::string::npos);
    REQUIRE(text[solid] != '#');
    REQUIRE(text[solid] != '\n');
    text.erase(at, 2);
  }
  REQUIRE(text.find('\n') == std::string::npos);
  if (!text.starts_with("[")) return text;
  const nlohmann::json words = nlohmann::json::parse(text);
  REQUIRE(words.size() == 5);
  return words[4].get<std::string>();
}

std::string emitted(const std::vector<std::string>& lines) {
  const Plan plan;
  DockerfileWriter writer(plan);
  writer.script({}, {}, lines, {});
  return writer.take();
}

std::string joined(const std::vector<std::string>& lines) {
  std::string out;
  for (const std::string& line : lines) out += line + "\n";
  return out;
}

const std::vector<std::string> pool{
    "echo one",
    "echo 'a; b && c # d'",
    "echo \"it's $HOME\"",
    "cd /",
    "pwd",
    "x=1",
    "echo ${x:-none}",
    "echo \"$x\"",
    "x=$(echo two)",
    "x=$(false)",
    "export y=$(false)",
    "false",
    "true",
    "false | cat",
    "cat /dev/null | grep x",
    "echo a b | tr a-b c-d | cat",
    "echo three >&2",
    "ls /nowhere 2> /dev/null",
    "test -d /etc",
    "test -f /etc",
    "[ -d /etc ]",
    "[ ! -d /etc ]",
    "let n=0",
    "A=1 env | grep -c ^A=",
    "echo a{1,2}",
    "echo it\\'s",
    "  echo indented",
    "",
    "   ",
    "# a comment",
    "echo x # y",
    "echo a; echo b",
    "false && echo no",
    "false || echo yes",
    "true && echo yes",
    "! true",
    "! false",
    "if false; then echo no; fi",
    "for i in 1 2; do",
    "  echo $i",
    "done",
    "while false; do true; done",
    "f() { false; echo after; }",
    "f",
    "set +e",
    "set -e",
    "eval false",
    "source /dev/null",
    "exit 3",
    "echo \\",
    "cat <<EOF",
    "EOF",
    "text \\n \"quoted\" $x",
    "trap 'echo bye' EXIT",
    "(exit 4)",
    "{ echo group; }",
    "echo $((1 + 2))",
    "echo $LINENO",
    "echo `echo back`",
    "wait",
    "sleep 0 &",
    "shopt -s extglob",
    "echo !(x)",
    "readonly r=1",
    "r=2",
    "echo $unset",
    "unset x",
    "echo tab\there",
    "echo \"multi",
    "line\"",
    "exec true",
    "$x",
    "printf '%s\\n' \"$0\"",
};

}  // namespace

TEST_CASE("every line alone") {
  for (const std::string& line : pool) {
    CAPTURE(line);
    const std::string text = emitted({line});
    if (text.empty()) {
      CHECK(line.find_first_not_of(' ') == std::string::npos);
    } else {
      CHECK(bash(shell_text(text)) == bash(joined({line})));
    }
  }
}

TEST_CASE("random scripts") {
  std::mt19937 random(42);
  int put_together = 0;
  for (int round = 0; round < 600; ++round) {
    // Often only from the simple ones, which come first, so that long chains are tried too.
    const std::size_t range = random() % 2 == 0 ? 28 : pool.size();
    std::vector<std::string> lines;
    for (std::size_t n = 2 + random() % 5; n > 0; --n) lines.push_back(pool[random() % range]);
    const std::string text = emitted(lines);
    if (text.empty()) continue;
    if (text.find("\\n\\\n") == std::string::npos) ++put_together;
    const std::string script = joined(lines);
    CAPTURE(script);
    CAPTURE(text);
    CHECK(bash(shell_text(text)) == bash(script));
  }
  CHECK(put_together > 120);
}

TEST_CASE("the exec form is the script, byte for byte") {
  std::mt19937 random(43);
  for (int round = 0; round < 2000; ++round) {
    std::vector<std::string> lines;
    for (std::size_t n = 1 + random() % 4; n > 0; --n) {
      std::string line;
      for (std::size_t i = random() % 8; i > 0; --i) line += " \t#\\\"'$a"[random() % 8];
      lines.push_back(line);
    }
    CHECK(shell_text("RUN " + exec_form(lines) + "\n") == joined(lines));
  }
}

TEST_CASE("bytes that no Dockerfile can hold arrive too") {
  const std::vector<std::string> lines{"x='\xff\xfe'", "if true; then printf %s \"$x\"; fi"};
  CHECK(bash(shell_text(emitted(lines))).out == "\xff\xfe");
}
