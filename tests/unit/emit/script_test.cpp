#include "emit/script.hpp"

#include <doctest/doctest.h>

using namespace envc;

TEST_CASE("simple commands and pipelines can be joined") {
  CHECK(joinable({"make", "make install"}));
  CHECK(joinable({"mkdir -p /a/b", "cd /a/b", "cmake .. -DX=1"}));
  CHECK(joinable({"pip install ."}));
  CHECK(joinable({"A=1 make"}));
  CHECK(joinable({"A=1", "export B=2"}));
  CHECK(joinable({"echo 'a; b' \"c && d\""}));
  CHECK(joinable({"ls | sort | head -n 1"}));
  CHECK(joinable({"echo x > /tmp/f", "echo y >> /tmp/f", "echo z 2>/dev/null", "echo w >&2", "sort < /tmp/f"}));
  CHECK(joinable({"echo \"$HOME\" ${PATH} \"${A:-b}\""}));
  CHECK(joinable({"x=$(uname -m)", "echo $(id -u)"}));
  CHECK(joinable({"echo a{1,2}"}));
  CHECK(joinable({"echo it\\'s a#b"}));
  CHECK(joinable({"[ -f /etc/passwd ]"}));
  CHECK(joinable({"[ ! -f /x ]"}));
  CHECK(joinable({"  indented  "}));
  CHECK(joinable({"make CC=gcc if=1"}));
  CHECK(joinable({"dd if=/dev/zero of=/x"}));
  CHECK(joinable({"find . -name x -exec rm {} +"}));
}

TEST_CASE("structure cannot") {
  for (const char* line : {"if true; then",
                           "for x in 1 2",
                           "while read -r x",
                           "done",
                           "fi",
                           "esac",
                           "case x in",
                           "then",
                           "do",
                           "else",
                           "f() {",
                           "function f",
                           "{",
                           "}",
                           "( cd x )",
                           "(cd x",
                           "until x",
                           "select x in y",
                           "time make",
                           "coproc x"}) {
    CAPTURE(line);
    CHECK_FALSE(joinable({line}));
  }
}

TEST_CASE("a list on a line means something else before &&") {
  for (const char* line : {"a && b", "a || b", "a; b", "a &", "a & b", "! a", "a | ! b", "a |& b", "a;"}) {
    CAPTURE(line);
    CHECK_FALSE(joinable({line}));
  }
}

TEST_CASE("commands that change the shell cannot") {
  for (const char* line : {"set +e",           "source ./env.sh", ". ./env.sh",         "eval x",
                           "exec x",           "trap x EXIT",     "shopt -s extglob",   "alias a=b",
                           "builtin source x", "command . x",     "A=1 source x",       "x | . y",
                           "return 1",         "'source' x",      "sour\\ce x",         "$x y",
                           "\"$x\" y",         ">out set +e",     "2>/dev/null set +e", "x=$(set +e)",
                           "$(echo set) +e",   "a\"\"b",          "enable -n set"}) {
    CAPTURE(line);
    CHECK_FALSE(joinable({line}));
  }
}

TEST_CASE("what goes on in the next line cannot") {
  for (const char* line : {"echo a \\", "a |", "| a", "a &&", "echo 'x", "echo \"x", "echo $(x", "echo )", "echo `x",
                           "cat <<EOF", "cat <<< x", "echo ${x", "a | | b", "a $(", "|"}) {
    CAPTURE(line);
    CHECK_FALSE(joinable({line}));
  }
}

TEST_CASE("what only looks harmless cannot") {
  for (const char* line : {"# comment", "make # comment", "echo $LINENO", "echo $BASH_COMMAND", "echo $'a'",
                           "echo $\"a\"", "echo \"$(echo \"x\")\"", "echo `id`", "echo $((1 + 2))", "diff <(a) b",
                           "a=(1 2)", "", "  ", "echo a\tb", "echo \x01", "echo '<<EOF'", "echo \"`id`\"", "ls !(x)"}) {
    CAPTURE(line);
    CHECK_FALSE(joinable({line}));
  }
  CHECK_FALSE(joinable({"make", "if x"}));
}

TEST_CASE("one line may stand in a RUN as it is") {
  CHECK(stands_alone("dot -V"));
  CHECK(stands_alone("for i in 1 2; do echo $i; done"));
  CHECK(stands_alone("a && b || c"));
  CHECK(stands_alone("echo 'unbalanced"));
}

TEST_CASE("unless the Dockerfile would read it") {
  CHECK_FALSE(stands_alone(""));
  CHECK_FALSE(stands_alone("[ -f x ]"));
  CHECK_FALSE(stands_alone("[\"a\"]"));
  CHECK_FALSE(stands_alone("--mount=type=bind x"));
  CHECK_FALSE(stands_alone("# x"));
  CHECK_FALSE(stands_alone("cat <<EOF"));
  CHECK_FALSE(stands_alone("echo \\"));
  CHECK_FALSE(stands_alone("echo a\tb"));
}

TEST_CASE("the exec form has one line a line") {
  CHECK(exec_form({"if x; then", "  echo \"y\\n\"", "fi"}) ==
        "[\"/bin/bash\", \"-euo\", \"pipefail\", \"-c\", \"\\\n"
        "if x; then\\n\\\n"
        "  echo \\\"y\\\\n\\\"\\n\\\n"
        "fi\\n\\\n"
        "\"]");
}

TEST_CASE("no line of it begins like a comment of the Dockerfile") {
  const std::string form = exec_form({"# one", "  # two", "echo # three", ""});
  CHECK(form.find("\n#") == std::string::npos);
  CHECK(form.find("\n\\u0023 one\\n") != std::string::npos);
  CHECK(form.find("\n  \\u0023 two\\n") != std::string::npos);
  CHECK(form.find("\necho # three\\n") != std::string::npos);
  CHECK(form.find("\n\\n\\\n") != std::string::npos);  // an empty line is not empty there
}

TEST_CASE("words in a line") {
  CHECK(names_word("pip install x", "pip"));
  CHECK(names_word("python3 -m pip install", "pip"));
  CHECK(names_word("a;pip", "pip"));
  CHECK_FALSE(names_word("pipx install", "pip"));
  CHECK_FALSE(names_word("apt-get install", "apt"));
  CHECK_FALSE(names_word("pip-tools", "pip"));
  CHECK_FALSE(names_word("", "pip"));
}
