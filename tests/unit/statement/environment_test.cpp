#include "checked.hpp"

#include <doctest/doctest.h>

using namespace envc;

namespace {

EnvVar first(const std::vector<EnvVar>& variables) {
  REQUIRE_FALSE(variables.empty());
  return variables.front();
}

}  // namespace

TEST_CASE("env") {
  const Model model = model_of("env A=1 B=\"x y\" C= D=80;86\n  E='{A}'\n  PATH+=/opt/bin");
  REQUIRE(model.env.size() == 6);
  CHECK(model.env[0].name == "A");
  CHECK(model.env[0].value == "1");
  CHECK_FALSE(model.env[0].prepend);
  CHECK(model.env[1].value == "x y");
  CHECK(model.env[2].value.empty());
  CHECK(model.env[3].value == "80;86");
  CHECK(model.env[4].value == "{A}");
  CHECK(model.env[5].name == "PATH");
  CHECK(model.env[5].value == "/opt/bin");
  CHECK(model.env[5].prepend);
  CHECK(first(model_of("env A=b=c").env).value == "b=c");
  CHECK(first(model_of("env 'A=$(x) `y` \\ \"'").env).value == "$(x) `y` \\ \"");
  CHECK(model_of("env PATH+=/a\nenv PATH+=/b").env.size() == 2);
}

TEST_CASE("env that is none") {
  CHECK(said_of("env A") == "1:5-6 error[bad-assignment] expected `NAME=VALUE`, found `A`");
  CHECK(said_of("env 1A=x") ==
        "1:5-7 error[bad-assignment] `1A` is no name of a variable, expected letters, digits and `_`");
  CHECK(said_of("env A-B=x C.D=y") ==
        "1:5-8 error[bad-assignment] `A-B` is no name of a variable, expected letters, digits and `_`\n"
        "1:11-14 error[bad-assignment] `C.D` is no name of a variable, expected letters, digits and `_`");
  CHECK(said_of("env =x") == "1:5-7 error[bad-assignment] expected `NAME=VALUE`, found `=x`");
  CHECK(said_of("env PATH+=") == "1:5-11 error[bad-assignment] `PATH+=` puts nothing before the list");
  CHECK(said_of("env A = 1 B=2") == "1:5-10 error[bad-assignment] `env` takes no blanks around `=` = write `env A=1`");
  CHECK(said_of("env A =1") == "1:5-9 error[bad-assignment] `env` takes no blanks around `=` = write `env A=1`");
  CHECK(said_of("env A=1 A=2") == "1:9-12 error[said-twice] `env A` is said twice ; 1:5-8 first said here");
  CHECK(said_of("env A=1\nenv A=2") == "2:5-8 error[said-twice] `env A` is said twice ; 1:5-8 first said here");
  CHECK(said_of("env") ==
        "1:1-4 error[too-few-words] `env` lacks a word, expected `env NAME=VALUE…` = such as `env FORCE_CUDA=1 "
        "PATH+=/opt/tool/bin`");
  CHECK(said_of("env A=1\n  with B=2\n  C=3") ==
        "2:3-7 error[wrong-how] `env` builds nothing by itself, so it takes no `with`");
}

TEST_CASE("a dollar in env is text") {
  CHECK(said_of("env PATH=/opt/bin:$PATH") ==
        "1:19-24 warning[dollar-in-env] `$PATH` is text here: no value is put in its place = write `env "
        "PATH+=/opt/bin`");
  CHECK(said_of("env LD_LIBRARY_PATH=/opt/lib:${LD_LIBRARY_PATH}") ==
        "1:30-48 warning[dollar-in-env] `${LD_LIBRARY_PATH}` is text here: no value is put in its place = write `env "
        "LD_LIBRARY_PATH+=/opt/lib`");
  CHECK(said_of("env PATH=$PATH:/opt/bin") ==
        "1:10-15 warning[dollar-in-env] `$PATH` is text here: no value is put in its place = write `env PATH+=VALUE`");
  CHECK(said_of("env DATA=$HOME/data") ==
        "1:10-15 warning[dollar-in-env] `$HOME` is text here: no value is put in its place = for the value that the "
        "machine has, write `env DATA=$HOME/data` in a `place`");
  CHECK(said_of("env A=cost$ B=$5 C='a$' D='${'") == "");
  CHECK(model_of("place p\n  env DATA=$HOME/data").places[0].own.env[0].value == "$HOME/data");
  CHECK(said_of("place p\n  env DATA=/x/$HOME") ==
        "2:15-20 warning[dollar-in-env] `$HOME` is text here: no value is put in its place");
}

TEST_CASE("env and the machine it runs on") {
  CHECK(said_of("env DATA=~/data") ==
        "1:10-16 error[wrong-path-world] `~/data` is on the machine that runs the image; the image itself cannot know "
        "it = in a `place`, write `env DATA=~/data`");
  CHECK(first(model_of("env DATA='~/data'").env).value == "~/data");
  CHECK(first(model_of("env DATA=/a~b").env).value == "/a~b");
  CHECK(model_of("place p\n  env DATA=~/data").places[0].own.env[0].value == "~/data");
  CHECK(model_of("place p\n  env A=1\nenv A=2").places[0].own.env[0].value == "1");
  CHECK(said_of("place p\n  env A=1\n  env A=2") ==
        "3:7-10 error[said-twice] `env A` is said twice ; 2:7-10 first said here");
  CHECK(
      said_of("place p\n  env PATH+=/x") ==
      "2:7-13 error[wrong-scope] `PATH+=` puts a value before what the image holds, and stands at the top of the file "
      "only");
}

TEST_CASE("env that replaces PATH") {
  CHECK(said_of("env PATH=/opt/bin") ==
        "1:5-18 warning[path-replaced] `env PATH=` replaces the folders in which commands are found = write `env "
        "PATH+=/opt/bin`");
  CHECK(said_of("env MANPATH=/opt/man") == "");
}

TEST_CASE("secrets") {
  CHECK(said_of("env HF_TOKEN=hf_123") ==
        "1:5-20 warning[secret-in-image] the value of `HF_TOKEN` is kept in the image, where everybody can read it = "
        "take it from the machine it runs on: in a `place`, write `env HF_TOKEN=$HF_TOKEN`");
  CHECK(said_of("place p\n  env WANDB_API_KEY=1") ==
        "2:7-22 warning[secret-in-image] the value of `WANDB_API_KEY` is written into the generated files = take it "
        "from the machine it runs on: write `env WANDB_API_KEY=$WANDB_API_KEY`");
  CHECK(said_of("env DB_PASSWORD=x").find("secret-in-image") != std::string::npos);
  CHECK(said_of("env TOKENIZERS_PARALLELISM=false API_KEY_FILE=/x HF_TOKEN=") == "");
  CHECK(said_of("place p\n  env HF_TOKEN=$HF_TOKEN") == "");
}

TEST_CASE("pythonpath") {
  const Model model = model_of("pythonpath /a /b//c/\n  /d");
  const EnvVar variable = first(model.env);
  CHECK(variable.name == "PYTHONPATH");
  CHECK(variable.value == "/a:/b/c:/d");
  CHECK(variable.prepend);
  CHECK(
      said_of("pythonpath src") ==
      "1:12-15 error[wrong-path-world] `src` is relative; expected a path in the image, which begins with `/` = write "
      "`/src`");
  CHECK(said_of("pythonpath /a:/b") ==
        "1:12-17 error[bad-path] `/a:/b` has a `:`, which separates the folders of PYTHONPATH = write the folders with "
        "blanks between them");
}

TEST_CASE("timezone") {
  CHECK(model_of("timezone America/New_York").timezone->value == "America/New_York");
  CHECK(model_of("timezone UTC").timezone->value == "UTC");
  CHECK(said_of("timezone america/new_york") ==
        "1:10-26 error[bad-timezone] `america/new_york` is no time zone, expected `Area/City` or `UTC` = write "
        "`timezone America/New_York`");
  CHECK(said_of("timezone utc") ==
        "1:10-13 error[bad-timezone] `utc` is no time zone, expected `Area/City` or `UTC` = write `timezone UTC`");
  CHECK(said_of("timezone EST") ==
        "1:10-13 error[bad-timezone] `EST` is no time zone, expected `Area/City` or `UTC` = write `timezone "
        "America/New_York`");
  CHECK(said_of("timezone America/New York") ==
        "1:22-26 error[too-many-words] `timezone` takes 1 word, found `York` after it < expected `timezone AREA/CITY`");
  CHECK(said_of("timezone UTC\ntimezone UTC") ==
        "2:1-9 error[said-twice] `timezone` is said twice ; 1:1-9 first said here");
}

TEST_CASE("locale") {
  CHECK(model_of("locale en_US.UTF-8").locale->value == "en_US.UTF-8");
  CHECK(model_of("locale C.UTF-8").locale->value == "C.UTF-8");
  CHECK(said_of("locale en_US") ==
        "1:8-13 error[bad-locale] `en_US` is no locale, expected one such as `en_US.UTF-8` = write `locale "
        "en_US.UTF-8`");
  CHECK(said_of("locale en_US.utf8") ==
        "1:8-18 error[bad-locale] `en_US.utf8` is no locale, expected one such as `en_US.UTF-8` = write `locale "
        "en_US.UTF-8`");
  CHECK(said_of("locale english") ==
        "1:8-15 error[bad-locale] `english` is no locale, expected one such as `en_US.UTF-8`");
}

TEST_CASE("workdir") {
  CHECK(model_of("workdir /project").workdir->value == "/project");
  CHECK(model_of("workdir /a//b/./c/../d/").workdir->value == "/a/b/d");
  CHECK(model_of("workdir /").workdir->value == "/");
  CHECK(model_of("workdir '/a b'").workdir->value == "/a b");
  CHECK(said_of("workdir project") ==
        "1:9-16 error[wrong-path-world] `project` is relative; expected a path in the image, which begins with `/` = "
        "write `/project`");
  CHECK(said_of("workdir .") ==
        "1:9-10 error[wrong-path-world] `.` is relative; expected a path in the image, which begins with `/`");
  CHECK(said_of("workdir ~/code") ==
        "1:9-15 error[wrong-path-world] `~/code` is on the machine that runs the image; expected a path in the image, "
        "which begins with `/`");
  CHECK(said_of("workdir $HOME") ==
        "1:9-14 error[wrong-path-world] `$HOME` is on the machine that runs the image; expected a path in the image, "
        "which begins with `/`");
  CHECK(said_of("workdir /a/../..") == "1:9-17 error[bad-path] `/a/../..` leaves the root of the image");
  CHECK(said_of("workdir ''") == "1:9-11 error[bad-path] the path `` is empty");
}

TEST_CASE("label") {
  const Model model = model_of("label org.opencontainers.image.title=\"My env\" a=");
  REQUIRE(model.labels.size() == 2);
  CHECK(model.labels[0].name == "org.opencontainers.image.title");
  CHECK(model.labels[0].value == "My env");
  CHECK(model.labels[1].value.empty());
  CHECK(said_of("label title") == "1:7-12 error[bad-assignment] expected `KEY=VALUE`, found `title`");
  CHECK(said_of("label -a=1") ==
        "1:7-9 error[bad-assignment] `-a` is no key of a label, expected letters, digits, `.`, `-`, `_` and `/`");
  CHECK(said_of("label a=1 a=2") == "1:11-14 error[said-twice] `label a` is said twice ; 1:7-10 first said here");
}
