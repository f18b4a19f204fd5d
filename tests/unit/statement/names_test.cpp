#include "checked.hpp"

#include <doctest/doctest.h>
#include <fmt/format.h>

using namespace envc;

namespace {

/// The value that a word has, through `env A=WORD`.
std::string filled(std::string_view before, std::string_view word, const Settings& settings = {}) {
  const Model model = model_of(fmt::format("{}\nenv A={}", before, word), settings);
  REQUIRE(model.env.size() == 1);
  return model.env[0].value;
}

}  // namespace

TEST_CASE("lets") {
  CHECK(filled("let v = 1.12.1", "torch-{v}") == "torch-1.12.1");
  CHECK(filled("let v = 'a b'", "{v}{v}") == "a ba b");
  CHECK(filled("let v = ''", "x{v}y") == "xy");
  CHECK(filled("let a = {b}.1\nlet b = 2", "{a}") == "2.1");
  CHECK(filled("let v = 1", "{v}", {{"v", "2"}}) == "2");
  CHECK(filled("let v", "{v}", {{"v", "a, b #c {v}"}}) == "a, b #c {v}");
  CHECK(filled("let v = 1", "'{v}'") == "{v}");
  CHECK(said_of("let v = 1\nenv A=x${v}") ==
        "2:8-12 warning[dollar-in-env] `${v}` is text here: no value is put in its place");
  CHECK(filled("let v = '{w}'\nlet w = 1", "{v}") == "{w}");
  CHECK(model_of("let p = 'a b'\nworkdir /{p}/c").workdir->value == "/a b/c");
  CHECK(model_of("env A={v}\nlet v = 1").env[0].value == "1");
}

TEST_CASE("facts") {
  const std::string file = "cuda 11.3.1\nubuntu 20.04\npython 3.10.4\nproject demo\nworkdir /w";
  CHECK(filled(file, "{cuda}") == "11.3.1");
  CHECK(filled(file, "{cuda.major}") == "11");
  CHECK(filled(file, "{cuda.minor}") == "3");
  CHECK(filled(file, "{cuda.dash}") == "11-3");
  CHECK(filled(file, "{ubuntu}") == "20.04");
  CHECK(filled(file, "{python}") == "3.10.4");
  CHECK(filled(file, "{python.major}.{python.minor}") == "3.10");
  CHECK(filled(file, "{project}") == "demo");
  CHECK(filled(file, "{workdir}") == "/w");
  CHECK(filled(file, "{platform}") == "amd64");
  CHECK(filled("debian 12", "{debian}") == "12");
  CHECK(filled("", "{project}") == "env");
  CHECK(filled("let c = 11.3\ncuda {c}", "cu{cuda.major}{cuda.minor}") == "cu113");
  CHECK(filled("conda python=3.10", "{python.minor}") == "10");
  CHECK(filled("mount . /project", "{workdir}") == "/project");
}

TEST_CASE("facts that are not said") {
  CHECK(said_of("env A={cuda}") ==
        "1:7-13 error[unknown-fact] `{cuda}` needs a `cuda` statement = add a line such as `cuda 11.3 devel gl`");
  CHECK(said_of("env A={python.minor} B={python}") ==
        "1:7-21 error[unknown-fact] `{python.minor}` needs a `python` statement = add a line such as `python 3.10 from "
        "conda`");
  CHECK(said_of("let a = {ubuntu}\nenv A={a}") ==
        "1:9-17 error[unknown-fact] `{ubuntu}` needs a `ubuntu` statement = add a line such as `ubuntu 20.04`");
  CHECK(said_of("cuda eleven\nenv A={cuda.major}") ==
        "1:6-12 error[expected-version] `cuda` takes a version, found `eleven`");
  CHECK(said_of("conda 'python>=3.9'\nenv A={python}").find("unknown-fact") != std::string::npos);
}

TEST_CASE("braces that are no name") {
  CHECK(filled("let version = 1", "{something_else}") == "{something_else}");
  CHECK(filled("", "{}") == "{}");
  CHECK(filled("", "{a,b}") == "{a,b}");
  CHECK(said_of("cuda 11.3\nenv A={cuda.mjaor}") ==
        "2:7-19 warning[unknown-name] `{cuda.mjaor}` is no name and stays as text < did you mean `{cuda.major}`?");
  CHECK(said_of("let version = 1\nenv A={verson} B={verson}") ==
        "2:7-15 warning[unknown-name] `{verson}` is no name and stays as text < did you mean `{version}`?\n"
        "2:18-26 warning[unknown-name] `{verson}` is no name and stays as text < did you mean `{version}`?");
}

TEST_CASE("lets without a value") {
  const std::string help = " = give one on the command line: `--set v=VALUE`, or in the file: `let v = VALUE`";
  CHECK(said_of("let v") == "1:5-6 error[unset-name] `let v` has no value" + help);
  CHECK(said_of("let v\nenv A={v}\ncuda {v}") == "1:5-6 error[unset-name] `let v` has no value" + help);
}

TEST_CASE("lets that need themselves") {
  CHECK(said_of("let a = {a}") == "1:9-12 error[name-cycle] the value of `a` needs itself: `a` → `a`");
  CHECK(said_of("let a = {b}\nlet b = {c}\nlet c = x{a}\nenv A={a}{b}{c}") ==
        "1:9-12 error[name-cycle] the value of `a` needs itself: `a` → `b` → `c` → `a` ; 2:9-12 `b` needs this ; "
        "3:10-13 `c` needs this");
  CHECK(said_of("let v = {cuda}\ncuda {v}") ==
        "1:9-15 error[name-cycle] the value of `v` needs itself: `v` → `cuda` → `v` ; 2:6-9 `cuda` needs this");
  CHECK(said_of("let a = {a}\nlet b = {b}") ==
        "1:9-12 error[name-cycle] the value of `a` needs itself: `a` → `a`\n"
        "2:9-12 error[name-cycle] the value of `b` needs itself: `b` → `b`");
  CHECK(filled("let a = {b}{b}\nlet b = {c}{c}\nlet c = x", "{a}{b}") == "xxxxxx");
}

TEST_CASE("lets that are none") {
  CHECK(said_of("let") == "1:1-4 error[too-few-words] `let` lacks a name, expected `let NAME` or `let NAME = VALUE`");
  CHECK(said_of("let a=1\nenv A={a}") ==
        "1:5-8 error[bad-let] `let` takes blanks around `=`, found `a=1` = write `let a = 1`");
  CHECK(said_of("let 1a = 2") == "1:5-7 error[bad-name] `1a` is no name for a `let`, expected letters, digits and `_`");
  CHECK(
      said_of("let cuda = 11.3") ==
      "1:5-9 error[bad-name] `cuda` is what the `cuda` statement says, and cannot be a `let` too = write `let my_cuda "
      "= …`, or the `cuda` statement");
  CHECK(said_of("let a 1") == "1:7-8 error[bad-let] expected `=` after `let a`, found `1` = write `let a = VALUE`");
  CHECK(
      said_of("let a =") ==
      "1:7-8 error[too-few-words] `let a =` lacks a value, expected `let NAME` or `let NAME = VALUE` = write `let a = "
      "\"\"` for an empty value");
  CHECK(said_of("let a = 1 2") ==
        "1:9-12 error[too-many-words] `let a` takes one word as its value = put a value with blanks in quotes");
  CHECK(said_of("let a = 1\nlet a = 2") == "2:5-6 error[said-twice] `let a` is said twice ; 1:5-6 first said here");
}

TEST_CASE("values from the command line") {
  CHECK(said_of("let version = 1", {{"verson", "2"}}) ==
        "error[undeclared-setting] `--set verson=…` has no `let verson` in the file = did you mean `--set version=…`?");
  CHECK(said_of("let v = 1", {{"x", "2"}}) ==
        "error[undeclared-setting] `--set x=…` has no `let x` in the file = add the line `let x` to the file");
  CHECK(said_of("cuda 11.3", {{"cuda", "12.1"}}) ==
        "error[undeclared-setting] `--set cuda=…` has no `let cuda` in the file = add the line `let cuda` to the file");
  CHECK(said_of("let v\nenv A={v}", {{"v", "a\nb"}}) ==
        "1:5-6 error[bad-setting] the value of `--set v=…` holds a control character");
}

TEST_CASE("lets that grow without measure") {
  std::string file = "let v0 = xxxxxxxxxxxxxxxx\n";
  for (int i = 1; i < 60; ++i) file += fmt::format("let v{} = {{v{}}}{{v{}}}\n", i, i - 1, i - 1);
  CHECK(said_of(file + "env A={v59}") == "10:10-18 error[value-too-long] the value of `v9` is longer than 4096 bytes");
}

TEST_CASE("a long chain of lets, last one first") {
  std::string file;
  constexpr int length = 20000;
  for (int i = 0; i < length; ++i) file += fmt::format("let v{} = {{v{}}}\n", i, i + 1);
  file += fmt::format("let v{} = end\nenv A={{v0}}\n", length);
  CHECK(model_of(file).env[0].value == "end");
}
