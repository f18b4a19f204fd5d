#include "checked.hpp"

#include <doctest/doctest.h>

using namespace envc;

TEST_CASE("user") {
  CHECK(model_of("user host").run.user->value == "host");
  CHECK(model_of("user root").run.user->value == "root");
  const Model model = model_of("user dev\nplace p\n  user root");
  CHECK(model.run.user->value == "dev");
  CHECK(model.places[0].own.user->value == "root");
  CHECK(said_of("user Kyle") ==
        "1:6-10 error[bad-user] `user` takes `host`, `root` or a name, found `Kyle` = write `user kyle`");
  CHECK(said_of("user 1000:1000") ==
        "1:6-15 error[bad-user] `user` takes `host`, `root` or a name, found `1000:1000` = write `user host`");
  CHECK(said_of("user root\nuser host") == "2:1-5 error[said-twice] `user` is said twice ; 1:1-5 first said here");
}

TEST_CASE("shell") {
  CHECK(model_of("shell /usr/bin/zsh").shell->value == "/usr/bin/zsh");
  CHECK(said_of("shell zsh") ==
        "1:7-10 error[wrong-path-world] `shell` takes a path in the image, found `zsh` = write `shell /bin/zsh`");
  CHECK(said_of("shell ~/zsh") ==
        "1:7-12 error[wrong-path-world] `~/zsh` is on the machine that runs the image; expected a path in the image, "
        "which begins with `/`");
}

TEST_CASE("port") {
  const Model model = model_of("port 8888 2222:22\n  65535");
  REQUIRE(model.run.ports.size() == 3);
  CHECK(model.run.ports[0].host == 8888);
  CHECK(model.run.ports[0].container == 8888);
  CHECK(model.run.ports[1].host == 2222);
  CHECK(model.run.ports[1].container == 22);
  CHECK(model_of("port 80\nplace p\n  port 8080:80").places[0].own.ports[0].host == 8080);
  const std::string expected = " < expected `port [HOST:]CONTAINER`";
  CHECK(said_of("port 0") == "1:6-7 error[bad-port] `port` takes numbers from 1 to 65535, found `0`" + expected);
  CHECK(said_of("port 65536") ==
        "1:6-11 error[bad-port] `port` takes numbers from 1 to 65535, found `65536`" + expected);
  CHECK(said_of("port 80:x") == "1:9-10 error[bad-port] `port` takes numbers from 1 to 65535, found `x`" + expected);
  CHECK(said_of("port -1:80") == "1:6-8 error[bad-port] `port` takes numbers from 1 to 65535, found `-1`" + expected);
  CHECK(said_of("port 8000-8010") ==
        "1:6-15 error[bad-port] `port` takes numbers from 1 to 65535, found `8000-8010`" + expected);
  CHECK(said_of("port :80") == "1:6-9 error[bad-port] `port` takes numbers from 1 to 65535, found `:80`" + expected);
  CHECK(said_of("port 80:") == "1:6-9 error[bad-port] `port` takes numbers from 1 to 65535, found `80:`" + expected);
  CHECK(said_of("port 1:80 2:80") == "1:11-15 error[said-twice] `port 80` is said twice ; 1:6-10 first said here");
  CHECK(said_of("port 1:80 1:81") == "1:11-15 error[said-twice] `host port 1` is said twice ; 1:6-10 first said here");
}

TEST_CASE("entrypoint and command") {
  const Model model = model_of("entrypoint /usr/bin/tini --\ncommand python 'my job.py' \"a && b\" $HOME *");
  CHECK(model.entrypoint->words == std::vector<std::string>{"/usr/bin/tini", "--"});
  CHECK(model.command->words == std::vector<std::string>{"python", "my job.py", "a && b", "$HOME", "*"});
  CHECK(model.quotes.at("command").text == "command python 'my job.py' \"a && b\" $HOME *");
  CHECK(said_of("command cd src && python x.py") ==
        "1:16-18 error[shell-operator] `command` runs without a shell, so `&&` would be a plain argument = write "
        "`command bash -c 'cd src && python x.py'`");
  CHECK(
      said_of("command echo 'a' > log") ==
      "1:18-19 error[shell-operator] `command` runs without a shell, so `>` would be a plain argument = give the line "
      "to a shell: `command bash -c \"…\"`");
  CHECK(said_of("entrypoint date | tee") ==
        "1:17-18 error[shell-operator] `entrypoint` runs without a shell, so `|` would be a plain argument = put the "
        "line into a `file`, then `exec \"$@\"`: the command comes as its arguments; and name that file here");
  CHECK(said_of("command echo '&&' \"|\" ';'") == "");
  CHECK(said_of("command ''") == "1:9-11 error[bad-path] `command` runs no command");
  CHECK(said_of("command a\ncommand b") == "2:1-8 error[said-twice] `command` is said twice ; 1:1-8 first said here");
  CHECK(said_of("command").starts_with("1:1-8 error[too-few-words] `command` lacks a word"));
}
