#include "text/quote.hpp"

#include <doctest/doctest.h>

#include <string>

using namespace envc;
using namespace std::string_literals;

namespace {

std::string shell(std::string_view raw) {
  return ShellWord(raw).text();
}
std::string docker(std::string_view raw) {
  return DockerWord(raw).text();
}
std::string json(std::string_view raw) {
  return JsonString(raw).text();
}
std::string comment(std::string_view raw) {
  return CommentText(raw).text();
}

}  // namespace

TEST_CASE("a shell word is plain only where no shell would read more into it") {
  CHECK(shell("git") == "git");
  CHECK(shell("/opt/env/bin:/usr/bin") == "/opt/env/bin:/usr/bin");
  CHECK(shell("-c") == "-c");
  CHECK(shell("--gpus=all") == "--gpus=all");
  CHECK(shell("a,b") == "a,b");
  CHECK(shell("é") == "'é'");
}

TEST_CASE("all else is quoted") {
  CHECK(shell("") == "''");
  CHECK(shell("python=3.10") == "'python=3.10'");
  CHECK(shell("numpy>=1.20") == "'numpy>=1.20'");
  CHECK(shell("a b") == "'a b'");
  CHECK(shell("it's") == R"('it'\''s')");
  CHECK(shell("'") == R"(''\''')");
  CHECK(shell("$HOME") == "'$HOME'");
  CHECK(shell("`id`") == "'`id`'");
  CHECK(shell("~") == "'~'");
  CHECK(shell("#x") == "'#x'");
  CHECK(shell("{a,b}") == "'{a,b}'");
  CHECK(shell("a\\") == "'a\\'");
  CHECK(shell("*") == "'*'");
  CHECK(shell("!") == "'!'");
}

TEST_CASE("reserved words are words only in quotes") {
  CHECK(shell("if") == "'if'");
  CHECK(shell("time") == "'time'");
  CHECK(shell("iffy") == "iffy");
}

TEST_CASE("text that is not printable stays on one line") {
  CHECK(shell("a\nb") == R"($'a\nb')");
  CHECK(shell("a\tb") == R"($'a\tb')");
  CHECK(shell("\x01"
              "1") == R"($'\0011')");
  CHECK(shell("\x1b[31m") == R"($'\033[31m')");
  CHECK(shell("it's\n") == R"($'it\047s\n')");
  CHECK(shell("\\n\n") == R"($'\\n\n')");
  CHECK(shell("\xff") == R"($'\377')");
  CHECK(shell("\xc0\xaf") == R"($'\300\257')");
  CHECK(shell("a\u202e") == R"($'a\342\200\256')");
}

TEST_CASE("words are joined by one space") {
  CHECK(join({}).empty());
  CHECK(join({ShellWord("a"), ShellWord("b c")}) == "a 'b c'");
}

TEST_CASE("a Dockerfile word is never expanded") {
  CHECK(docker("1") == "1");
  CHECK(docker("/a:/b") == "/a:/b");
  CHECK(docker("") == "\"\"");
  CHECK(docker("Ampere;Turing") == "\"Ampere;Turing\"");
  CHECK(docker("a b") == "\"a b\"");
  CHECK(docker("$PATH") == R"("\$PATH")");
  CHECK(docker("${A:-b}") == R"("\${A:-b}")");
  CHECK(docker("a\\b") == R"("a\\b")");
  CHECK(docker("a\\") == R"("a\\")");
  CHECK(docker("say \"hi\"") == R"("say \"hi\"")");
  CHECK(docker("it's") == "\"it's\"");
  CHECK(docker("a\tb") == "\"a\tb\"");
}

TEST_CASE("what a Dockerfile word cannot hold is known beforehand") {
  CHECK(DockerWord::can_hold(""));
  CHECK(DockerWord::can_hold("a\tb é $x"));
  CHECK_FALSE(DockerWord::can_hold("a\nb"));
  CHECK_FALSE(DockerWord::can_hold("a\rb"));
  CHECK_FALSE(DockerWord::can_hold("a\0b"s));
  CHECK_FALSE(DockerWord::can_hold("\xff"));
}

TEST_CASE("JSON") {
  CHECK(json("") == "\"\"");
  CHECK(json("a\"b\\c") == R"("a\"b\\c")");
  CHECK(json("a\nb\tc") == R"("a\nb\tc")");
  CHECK(json("\x01\x7f") == "\"\\u0001\\u007f\"");
  CHECK(json("é\u2028") == "\"é\\u2028\"");
}

TEST_CASE("a comment ends where its line ends") {
  CHECK(comment("apt git") == "apt git");
  CHECK(comment("a\nRUN rm -rf /") == "a RUN rm -rf /");
  CHECK(comment("a\r\tb") == "a  b");
  CHECK(comment("a\u202eb\xff") == "a b ");
}
