// Steps: run check copy file.
#include "checked.hpp"

#include <doctest/doctest.h>

#include <numeric>

using namespace envc;

namespace {

template<typename T>
T only(std::string_view text) {
  const Model model = model_of(text);
  REQUIRE(model.steps.size() == 1);
  REQUIRE(std::holds_alternative<T>(model.steps[0].action));
  return std::get<T>(model.steps[0].action);
}

using Lines = std::vector<std::string>;

/// `a b → /target from x`
std::string copied(std::string_view text) {
  const Copy copy = only<Copy>(text);
  std::string result;
  for (const Said<std::string>& source : copy.sources) result += source.value + " ";
  return result + "→ " + copy.target + (copy.from ? " from " + copy.from->value : "");
}

}  // namespace

TEST_CASE("run: verbatim, and its body") {
  CHECK(only<Run>("run make -j8 && echo \"a, b\" # all").lines == Lines{"make -j8 && echo \"a, b\" # all"});
  CHECK(only<Run>("run cd /src\n  make\n  make install").lines == Lines{"cd /src", "make", "make install"});
  CHECK(only<Run>("run\n  for i in 1 2; do\n    echo $i\n  done").lines ==
        Lines{"for i in 1 2; do", "  echo $i", "done"});
  CHECK(only<Run>("run echo {x} ${HOME}").lines == Lines{"echo {x} ${HOME}"});
  CHECK(only<Run>("run curl -fsSL https://example.org/install.sh | sh").lines ==
        Lines{"curl -fsSL https://example.org/install.sh | sh"});
  CHECK(only<Check>("check python -c 'import torch'").lines == Lines{"python -c 'import torch'"});
  CHECK(said_of("run") == "1:1-4 error[empty-step] `run` has no command");
  CHECK(said_of("check") == "1:1-6 error[empty-step] `check` has no command");
  CHECK(said_of("run\n  after torch") == "1:1-4 error[empty-step] `run` has no command");
}

TEST_CASE("run: how, position and quote") {
  const Model model = model_of("apt git\nrun make\n  after git /src\n  before torch\n  with A=1 B='x y'\n  user root");
  REQUIRE(model.steps.size() == 1);
  const Step& step = model.steps[0];
  CHECK(step.position == 2);
  CHECK(step.quote == "run make");
  REQUIRE(step.how.after.size() == 2);
  CHECK(step.how.after[1].value == "/src");
  REQUIRE(step.how.before.size() == 1);
  REQUIRE(step.how.with.size() == 2);
  CHECK(step.how.with[1].value == "x y");
  CHECK(step.how.user->value == "root");
}

TEST_CASE("run: effects that end with the step") {
  CHECK(said_of("run cd /opt/src") ==
        "1:5-16 warning[lost-effect] what `cd` changes ends with this step = "
        "write `workdir /opt/src`");
  CHECK(said_of("run cd src") ==
        "1:5-11 warning[lost-effect] what `cd` changes ends with this step = "
        "put it in front of the commands that need it, in one `run`");
  CHECK(said_of("run export A=1") ==
        "1:5-15 warning[lost-effect] what `export` changes ends with this step = "
        "write `env A=1`");
  CHECK(said_of("run export PATH=/x/bin:$PATH") ==
        "1:5-29 warning[lost-effect] what `export` changes ends with this step = write `env PATH+=/x/bin`");
  CHECK(said_of("run export A") ==
        "1:5-13 warning[lost-effect] what `export` changes ends with this step = write `env NAME=VALUE`");
  CHECK(said_of("run source /opt/x/setup.bash") ==
        "1:5-29 warning[lost-effect] what `source` changes ends with this step = "
        "put it in front of the commands that need it, in one `run`");
  CHECK(said_of("run . ./x.sh") ==
        "1:5-13 warning[lost-effect] what `.` changes ends with this step = "
        "put it in front of the commands that need it, in one `run`");
  CHECK(said_of("run conda activate env") ==
        "1:5-23 warning[lost-effect] what `conda` changes ends with this step = "
        "leave it out: the environment is always active");
  CHECK(said_of("run make\n  export A=1\n  # done") ==
        "2:3-13 warning[lost-effect] what `export` changes ends with this step = write `env A=1`");
  CHECK(said_of("run cd /src && make").empty());
  CHECK(said_of("run cd /src\n  make").empty());
  CHECK(said_of("run exportfs -a").empty());
  CHECK(said_of("run source x; make").empty());
}

TEST_CASE("run: sudo") {
  CHECK(said_of("run sudo make install") ==
        "1:5-9 warning[sudo-in-run] a build step is run as root already = leave `sudo` out");
  CHECK(said_of("run cd /src && sudo make install") ==
        "1:16-20 warning[sudo-in-run] a build step is run as root already = leave `sudo` out");
  CHECK(said_of("run make\n  sudo ldconfig\n  sudo ldconfig") ==
        "2:3-7 warning[sudo-in-run] a build step is run as root already = leave `sudo` out");
  CHECK(said_of("run echo sudo").empty());
  CHECK(said_of("run ./sudo x").empty());
  CHECK(said_of("run sudoedit x").empty());
}

TEST_CASE("copy") {
  CHECK(copied("copy train.py /opt/train.py") == "train.py → /opt/train.py");
  CHECK(copied("copy ./a//b c /opt/x") == "a/b c → /opt/x/");
  CHECK(copied("copy a /opt/") == "a → /opt/");
  CHECK(copied("copy . /src") == ". → /src");
  CHECK(copied("copy /usr/bin/uv /usr/local/bin/ from ghcr.io/astral-sh/uv:0.4.0") ==
        "/usr/bin/uv → /usr/local/bin/ from ghcr.io/astral-sh/uv:0.4.0");
  CHECK(copied("copy 'a*b' /x") == "a*b → /x");
  CHECK(copied("copy\n  a\n  b\n  /x") == "a b → /x/");
}

TEST_CASE("copy: a relative target lies in the working directory, wherever that is said") {
  CHECK(copied("copy a b") == "a → /b");
  CHECK(copied("copy a b\nworkdir /project") == "a → /project/b");
  CHECK(copied("copy a .\nworkdir /project") == "a → /project/");
  CHECK(copied("copy a x/\nmount . /code") == "a → /code/x/");
  CHECK(copied("copy a x\nmount . /code\nworkdir /project") == "a → /project/x");
}

TEST_CASE("copy: refused") {
  CHECK(said_of("copy a") ==
        "1:1-5 error[too-few-words] `copy` lacks a word, expected `copy SOURCE… TARGET [from "
        "IMAGE]` = such as `copy src setup.py /opt/tool/`");
  CHECK(said_of("copy ../a /x") ==
        "1:6-10 error[path-outside-project] `../a` leaves the project's folder = "
        "put it into the project, or mount it where it runs");
  CHECK(said_of("copy /etc/passwd /x") ==
        "1:6-17 error[wrong-path-world] `/etc/passwd` is absolute; expected a path in "
        "the project's folder, such as `src/setup.py`");
  CHECK(said_of("copy *.py /x") ==
        "1:6-10 error[pattern-in-path] `*` and `?` are not expanded, found `*.py` = "
        "name the files, or the folder `.`");
  CHECK(said_of("copy src/*.py /x") ==
        "1:6-14 error[pattern-in-path] `*` and `?` are not expanded, found `src/*.py` = "
        "name the files, or the folder `src`");
  CHECK(said_of("copy https://example.org/x /x") ==
        "1:6-27 error[wrong-path-world] `https://example.org/x` is an "
        "address; `copy` takes files = write `download https://example.org/x /x`");
  CHECK(said_of("copy /a /b from build") ==
        "1:17-22 error[not-supported-yet] a bare name such as `build` is a stage, and stages are not supported yet = "
        "for an image, say its tag: `from build:TAG`");
  CHECK(said_of("copy /a /b from Build:1") ==
        "1:17-24 error[bad-image-name] `Build:1` is no name of an image, expected "
        "`[REGISTRY/]NAME[:TAG]` = write `from build:1`");
  CHECK(said_of("copy a b from a/b:1") ==
        "1:6-7 error[wrong-path-world] `a` is relative; expected a path in the image, "
        "which begins with `/` = write `/a`");
  CHECK(said_of("copy /a from a/b:1") ==
        "1:1-5 error[too-few-words] `copy` lacks a target = "
        "write `copy /a /a from a/b:1`");
  CHECK(said_of("copy a b from") == "1:10-14 error[too-few-words] `from` lacks an image");
  CHECK(said_of("copy /a /b from o/tool") ==
        "1:17-23 warning[base-without-tag] `o/tool` is whatever is newest on the day of the build = "
        "name a tag of it: `from o/tool:TAG`");
}

TEST_CASE("file") {
  const WriteFile file = only<WriteFile>("file /etc/x.conf mode 640\n  a = 1\n    b\n\n  # c");
  CHECK(file.path == "/etc/x.conf");
  CHECK(file.text == "a = 1\n  b\n\n# c\n");
  CHECK(file.mode == "640");
  CHECK_FALSE(only<WriteFile>("file /x\n  y").mode);
  CHECK(said_of("file /x") == "1:1-8 error[empty-step] `file` has no text = put the text on the lines below, indented");
  CHECK(said_of("file x\n  y") ==
        "1:6-7 error[wrong-path-world] `x` is relative; expected a path in the image, which "
        "begins with `/` = write `/x`");
  CHECK(said_of("file /x/\n  y") == "1:6-9 error[bad-path] `/x/` is a folder; `file` writes a file");
  CHECK(said_of("file /x mode 9\n  y") ==
        "1:14-15 error[bad-mode] `mode` takes three or four octal digits such as `755`, found `9`");
  CHECK(said_of("file /x mode\n  y") == "1:9-13 error[too-few-words] `mode` lacks its digits = write `mode 755`");
  CHECK(said_of("file /x 755\n  y") == "1:9-12 error[unknown-word] `file` takes `mode` after its path, found `755`");
  CHECK(said_of("file /x\n  y\nfile /x\n  z") ==
        "3:6-8 error[said-twice] `file /x` is said twice ; 1:6-8 first said here");
}
