#include "checked.hpp"

#include <doctest/doctest.h>

using namespace envc;

TEST_CASE("what is not said stays open") {
  const Model model = model_of("let v = 1\n");
  CHECK(model.project == Said<std::string>{"env", {}});
  CHECK(model.packages.empty());
  CHECK_FALSE(model.os);
  CHECK_FALSE(model.cuda);
  CHECK_FALSE(model.python);
}

TEST_CASE("unknown statements") {
  CHECK(said_of("conds python=3.10 numpy") ==
        "1:1-6 error[unknown-statement] unknown statement `conds` < did you mean `conda`?");
  CHECK(said_of("xyzzy 1") == "1:1-6 error[unknown-statement] unknown statement `xyzzy`");
  CHECK(said_of("CUDA 11.3") == "1:1-5 error[unknown-statement] unknown statement `CUDA` < did you mean `cuda`?");
  CHECK(said_of("FROM ubuntu:20.04") ==
        "1:1-5 error[unknown-statement] unknown statement `FROM` < did you mean `base`?");
  CHECK(said_of("conds a\n  body\n  more\nubunto 20.04") ==
        "1:1-6 error[unknown-statement] unknown statement `conds` < did you mean `conda`?\n"
        "4:1-7 error[unknown-statement] unknown statement `ubunto` < did you mean `ubuntu`?");
  CHECK(said_of("place p\n  displai x11") ==
        "2:3-10 error[unknown-statement] unknown statement `displai` < did you mean `display`?");
}

TEST_CASE("all faults of a file in one run") {
  CHECK(said_of("cuda eleven\nworkdir x\nplace p\n  port 0\nlet v\nenv A={v} B=1\nconds") ==
        "1:6-12 error[expected-version] `cuda` takes a version, found `eleven`\n"
        "2:9-10 error[wrong-path-world] `x` is relative; expected a path in the image, which begins with `/` = write "
        "`/x`\n"
        "4:8-9 error[bad-port] `port` takes numbers from 1 to 65535, found `0` < expected `port [HOST:]CONTAINER`\n"
        "5:5-6 error[unset-name] `let v` has no value = give one on the command line: `--set v=VALUE`, or in the file: "
        "`let v = VALUE`\n"
        "7:1-6 error[unknown-statement] unknown statement `conds` < did you mean `conda`?");
}

TEST_CASE("a comma between the words of a list") {
  CHECK(
      said_of("apt git, wget") ==
      "1:8-9 error[comma-ends-statement] a comma ends the statement, so `wget` is read as one of its own = write `apt "
      "git wget`");
  CHECK(
      said_of("apt wget, git") ==
      "1:9-10 error[comma-ends-statement] a comma ends the statement, so `git` is read as one of its own = write `apt "
      "wget git`");
  CHECK(
      said_of("apt wget, git curl vim, make") ==
      "1:9-10 error[comma-ends-statement] a comma ends the statement, so `git` is read as one of its own = write `apt "
      "wget git curl vim make`");
  CHECK(said_of("conda python=3.10, pip, numpy, cuda 11.3") ==
        "1:18-19 error[comma-ends-statement] a comma ends the statement, so `pip` is read as one of its own = write "
        "`conda python=3.10 pip numpy`");
  CHECK(said_of("cuda 11.3, gl") ==
        "1:10-11 error[comma-ends-statement] a comma ends the statement, so `gl` is read as one of its own = write "
        "`cuda 11.3 gl`");
  CHECK(said_of("env A=1, B=2") ==
        "1:8-9 error[comma-ends-statement] a comma ends the statement, so `B=2` is read as one of its own = write `env "
        "A=1 B=2`");
  CHECK(said_of("env ARCHS=8.0, 8.6") ==
        "1:14-15 error[comma-ends-statement] a comma ends the statement, so `8.6` is read as one of its own = write "
        "`env ARCHS=8.0,8.6`");
  CHECK(said_of("job j\n  run x\n  sweep lr=1e-3, 1e-4") ==
        "3:3-8 error[not-supported-yet] `sweep` is not supported yet\n"
        "3:16-17 error[comma-ends-statement] a comma ends the statement, so `1e-4` is read as one of its own = write "
        "`sweep lr=1e-3,1e-4`");
}

TEST_CASE("a comma between statements") {
  CHECK(model_of("apt git, conda numpy").packages.size() == 2);
  CHECK(model_of("apt git, git https://example.org/a@v1 /a").steps.size() == 1);
  CHECK(said_of("apt git, conds numpy") ==
        "1:10-15 error[unknown-statement] unknown statement `conds` < did you mean `conda`?");
  CHECK(said_of("apt git; wget") == "1:10-14 error[unknown-statement] unknown statement `wget` < did you mean `git`?");
  CHECK(said_of("ubuntu 20.04, cuda").starts_with("1:15-19 error[too-few-words] `cuda` lacks a word"));
  CHECK(said_of("ubuntu 20.04, wget") ==
        "1:15-19 error[unknown-statement] unknown statement `wget` < did you mean `git`?");
}

TEST_CASE("statements in the wrong place") {
  CHECK(said_of("place p\n  apt git") ==
        "2:3-6 error[wrong-scope] `apt` cannot stand in a `place`, only at the top of the file");
  CHECK(said_of("on penn") == "1:1-3 error[wrong-scope] `on` cannot stand at the top of the file, only in a `job`");
  CHECK(said_of("driver 535") ==
        "1:1-7 error[wrong-scope] `driver` cannot stand at the top of the file, only in a `place`");
  CHECK(said_of("with A=1") ==
        "1:1-5 error[wrong-scope] `with` stands in the body of the statement it belongs to = indent it, as the first "
        "line of the body");
}

TEST_CASE("how a step is built") {
  const Model model =
      model_of("run make\n  after torch numpy\n  before /opt/x\n  with A=1 PATH+=/x\n  user root\n  make install");
  REQUIRE(model.steps.size() == 1);
  const How& how = model.steps[0].how;
  REQUIRE(how.after.size() == 2);
  CHECK(how.after[1].value == "numpy");
  REQUIRE(how.before.size() == 1);
  CHECK(how.before[0].value == "/opt/x");
  REQUIRE(how.with.size() == 2);
  CHECK(how.with[0].value == "1");
  CHECK(how.with[1].prepend);
  CHECK(how.user->value == "root");
  CHECK(model_of("let v = 8\nrun make\n  with JOBS={v}").steps[0].how.with[0].value == "8");
  CHECK(said_of("run make\n  secret token") == "2:3-9 error[not-supported-yet] `secret` is not supported yet");
  CHECK(said_of("apt git\n  only arm64") == "2:3-7 error[not-supported-yet] `only` is not supported yet");
  CHECK(said_of("place p\n  only arm64\n  display x11") ==
        "2:3-7 error[not-supported-yet] `only` is not supported yet");
  CHECK(said_of("run make\n  after") == "2:3-8 error[too-few-words] `after` lacks a word = write `after NAME`");
  CHECK(said_of("run make\n  with JOBS") == "2:8-12 error[bad-assignment] expected `NAME=VALUE`, found `JOBS`");
  CHECK(said_of("run make\n  with A=1\n  with A=2") ==
        "3:8-11 error[said-twice] `with A` is said twice ; 2:8-11 first said here");
  CHECK(said_of("run make\n  user host") ==
        "2:8-12 error[bad-user] a step is built as `root` or as a user of the image, found `host`");
  CHECK(said_of("run make\n  user root dev") == "2:13-16 error[too-many-words] `user` takes one word");
  CHECK(said_of("run make\n  user root\n  user dev") ==
        "3:3-7 error[said-twice] `user` is said twice ; 2:8-12 first said here");
}

TEST_CASE("quotes of statements") {
  CHECK(model_of("cuda    11.3 \\\n   devel").quotes.at("cuda").text == "cuda 11.3 devel");
  CHECK(model_of("command  echo 'a  b'   \"c\\\"  d\"").quotes.at("command").text ==
        "command echo 'a  b' \"c\\\"  d\"");
}

TEST_CASE("allow") {
  CHECK(model_of("allow dollar-in-env").allowed[0].value == "dollar-in-env");
  CHECK(said_of("allow dollar-in-emv") ==
        "1:7-20 error[unknown-warning] `dollar-in-emv` is no warning < did you mean `dollar-in-env`?");
  CHECK(said_of("allow said-twice") ==
        "1:7-17 error[unknown-warning] `said-twice` is an error, and only a warning can be silenced");
  CHECK(said_of("allow everything") == "1:7-17 error[unknown-warning] `everything` is no warning");
  CHECK(said_of("allow clash unknown-name") ==
        "1:7-12 error[unknown-warning] `clash` is an error, and only a warning can be silenced");
}
