// Any bytes, quoted, arrive unchanged in the argv of real bash, and nothing of them is executed.
#include "bash.hpp"
#include "text/quote.hpp"

#include <doctest/doctest.h>
#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>
#include <random>
#include <string>
#include <vector>

using namespace envc;
using namespace envc::test;

namespace {

const std::vector<std::string> hostile{
    "",
    " ",
    "a b",
    "it's",
    "''",
    "\"",
    "\\",
    "\\\\",
    "a\\",
    "$HOME",
    "${HOME}",
    "$(touch x)",
    "`touch x`",
    "*",
    "?",
    "[a-z]*",
    "~",
    "~root",
    "a~b",
    "#",
    "#x",
    "!",
    "!!",
    "{a,b}",
    "{1..3}",
    "a=b",
    "A=1",
    "--",
    "-n",
    "-e",
    "\\n",
    "%s",
    "a;b",
    "a&&b",
    "|",
    "<",
    ">x",
    "2>&1",
    "<<EOF",
    "\n",
    "a\nb",
    "\na",
    "a\n",
    "\t",
    "\r",
    "\r\n",
    "\x01",
    "\x7f",
    "\x1b[31m",
    "$'x'",
    "$\"x\"",
    "'$'",
    "\xff\xfe",
    "\xc3",
    "é",
    "\u202e",
    "if",
    "then",
    "time",
    "{",
    "}",
    "[[",
    "function",
    "\\'",
    "'\\''",
    "\\x41",
    "\\0101",
    "\xc3\x28",
    "a\u2028b",
    "'; exit 9; '",
    "\x01"
    "23",
    "\\u0041",
};

std::string random_word(std::mt19937& random) {
  // Half of the bytes from those that shells, JSON and Dockerfiles read.
  static constexpr std::string_view signs = " \t\n\r'\"\\$`!#&|;<>(){}[]*?~=%^-+,.:/@";
  const std::size_t size = random() % 12;
  std::string word;
  while (word.size() < size) {
    word += random() % 2 == 0 ? signs[random() % signs.size()] : static_cast<char>(1 + random() % 255);
  }
  return word;
}

std::string argv_script(const std::vector<std::string>& words) {
  std::vector<ShellWord> quoted;
  for (const std::string& word : words) quoted.emplace_back(word);
  return fmt::format("printf '%s\\0' {}", join(quoted));
}

}  // namespace

TEST_CASE("hostile words are one word each") {
  CHECK(split_at_nul(bash(argv_script(hostile)).out) == hostile);
}

TEST_CASE("random bytes are one word each") {
  std::mt19937 random(20260101);
  for (int round = 0; round < 40; ++round) {
    std::vector<std::string> words;
    for (int i = 0; i < 250; ++i) words.push_back(random_word(random));
    CAPTURE(round);
    CHECK(split_at_nul(bash(argv_script(words)).out) == words);
  }
}

TEST_CASE("a quoted word is on one line, whatever is in it") {
  std::mt19937 random(7);
  for (int i = 0; i < 5000; ++i) {
    const std::string text = ShellWord(random_word(random)).text();
    CHECK(text.find_first_of("\n\r") == std::string::npos);
    CHECK_FALSE(text.ends_with('\\'));
    CHECK_FALSE(text.empty());
  }
}

TEST_CASE("a word is a word where a command stands") {
  // Every command that is not found is written down instead.
  std::string script = "command_not_found_handle() { printf '%s\\0' \"$1\"; }\nset +e\nPATH=/none\n";
  std::vector<std::string> commands;
  for (const std::string& word : hostile) {
    // What has a `/` is looked for as a file, and bash takes `%…` for a job, quoted or not.
    if (word.empty() || word.front() == '%' || word.find('/') != std::string::npos) continue;
    commands.push_back(word);
    script += ShellWord(word).text() + "\n";
  }
  const std::vector<std::string> seen = split_at_nul(bash(script).out);
  for (std::size_t i = 0; i < std::min(seen.size(), commands.size()); ++i) REQUIRE(seen[i] == commands[i]);
  CHECK(seen.size() == commands.size());
}

TEST_CASE("a word is a word in an assignment, in a redirection, and as a pattern") {
  for (const std::string& word : hostile) {
    CAPTURE(word);
    const std::string quoted = ShellWord(word).text();
    CHECK(bash(fmt::format("x={}\nprintf %s \"$x\"", quoted)).out == word);
    CHECK(bash(fmt::format("export X={0} && bash -c 'printf %s \"$X\"'", quoted)).out == word);
    CHECK(bash(fmt::format("cat <<< {}", quoted)).out == word + "\n");
  }
}

TEST_CASE("JSON strings are read back by another parser, on one line") {
  std::mt19937 random(11);
  for (int i = 0; i < 5000; ++i) {
    std::u32string points;
    for (std::size_t n = random() % 10; n > 0; --n) {
      const auto point = static_cast<char32_t>(random() % (random() % 3 == 0 ? 0x3000 : 0x80));
      points += point;
    }
    std::string text;
    for (const char32_t point : points) {
      if (point < 0x80) {
        text += static_cast<char>(point);
      } else if (point < 0x800) {
        text += static_cast<char>(0xC0 | (point >> 6));
        text += static_cast<char>(0x80 | (point & 0x3F));
      } else {
        text += static_cast<char>(0xE0 | (point >> 12));
        text += static_cast<char>(0x80 | ((point >> 6) & 0x3F));
        text += static_cast<char>(0x80 | (point & 0x3F));
      }
    }
    const std::string json = JsonString(text).text();
    CHECK(json.find_first_of("\n\r") == std::string::npos);
    CHECK(nlohmann::json::parse(json).get<std::string>() == text);
  }
}

TEST_CASE("comments never leave their line") {
  std::mt19937 random(13);
  for (int i = 0; i < 5000; ++i) {
    CHECK(CommentText(random_word(random)).text().find_first_of("\n\r\x0b\x0c") == std::string::npos);
  }
}
