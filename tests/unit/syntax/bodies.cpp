// Bodies: lists, blocks, scripts, texts, and the lines that say how (design §2 rule 2).
#include "reading.hpp"

#include <doctest/doctest.h>

using envc::testing::faults;
using envc::testing::read;
using envc::testing::Reading;

TEST_CASE("a list goes on in indented lines") {
  CHECK(read("apt git\n  wget curl\n  gcc # why\ncuda 11") == "apt [git] - [wget] [curl] [gcc]; cuda [11]");
  CHECK(read("apt\n  wget\n\n# here\n  # there\n  gcc") == "apt - [wget] [gcc]");
  CHECK(read("apt\n  wget\n      gcc\n  make") == "apt - [wget] [gcc] [make]");
  CHECK(read("apt\n  wget \\\ncurl\n  'x y'") == "apt - [wget] [curl] [x y]");
  CHECK(read("apt\n  \\\n  git") == "apt - [git]");
}

TEST_CASE("a separator ends no list, but may end its lines") {
  CHECK(read("apt git,\n  wget,\n  curl;\n") == "apt [git] - [wget] [curl]");
  CHECK(faults("apt\n  git, wget\n") == "2:6 separator-in-list");
  CHECK(faults("apt\n  git,,\n") == "2:6 separator-in-list");
  CHECK(faults("apt\n  ,\n") == "2:3 separator-in-list");
  CHECK(faults("apt\n  a, b, c\n  d; e") == "2:4 separator-in-list; 3:4 separator-in-list");
  CHECK(read("pip\n  'a,b' torch>=1,<2") == "pip - [a,b] [torch>=1,<2]");
}

TEST_CASE("the body belongs to the last statement of its line") {
  CHECK(read("cuda 11, apt git\n  wget") == "cuda [11]; ,apt [git] - [wget]");
  CHECK(faults("apt git, cuda 11\n  wget") == "2:1 unexpected-body");
}

TEST_CASE("leading lines of a list say how") {
  CHECK(read("pip\n  after torch 'a b'\n  with A=1 B={X} # why\n\n  flash\n") ==
        "pip (after [torch] [a b]) (with [A=1] [B={X}]) - [flash]");
  CHECK(read("pip x\n  before y\n  secret s\n  user root\n  only arm64\n") ==
        "pip [x] (before [y]) (secret [s]) (user [root]) (only [arm64])");
  CHECK(read("pip\n  after\n  x") == "pip (after) - [x]");
  CHECK(read("pip\n  after-all\n  afterwards with-x") == "pip - [after-all] [afterwards] [with-x]");
  CHECK(read("pip\n  'after' x") == "pip - [after] [x]");
}

TEST_CASE("they come first") {
  CHECK(faults("pip\n  x\n  after torch\n") == "3:3 how-line-too-late");
  CHECK(faults("pip\n  with A='x\n  y") == "2:10 unclosed-quote");
  CHECK(faults("pip\n  with A=1, B=2\n") == "2:11 separator-in-list");
}

TEST_CASE("a script is a list of shell lines") {
  CHECK(read("run\n  cd x\n  make # all, of; it\n") == "run $ cd x/make # all, of; it/");
  CHECK(read("run a && b\n  c 'd\n  e'\n") == "run <a && b> $ c 'd/e'/");
  CHECK(read("run\n  if x; then\n    y\n\n  fi\n\n\ncuda 11") == "run $ if x; then/  y//fi/; cuda [11]");
  CHECK(read("run\n    deep\n  shallow\n") == "run $   deep/shallow/");
  CHECK(read("run\n  a \\\n    b\n") == "run $ a \\/  b/");
  CHECK(read("run\n  a\n  \tb\n") == "run $ a/\tb/");
  CHECK(read("run\n\n  a\n") == "run $ a/");
  CHECK(read("git https://x.org/y@v1 /opt/y\n  make\n") == "git [https://x.org/y@v1] [/opt/y] $ make/");
}

TEST_CASE("comments of a script stay in it if they are indented, and close nothing if they are not") {
  CHECK(read("run\n  # first\n  a\n") == "run $ # first/a/");
  CHECK(read("run\n  a\n# outside\n  b\n") == "run $ a/b/");
  CHECK(read("run\n  a\n  # inside\n  b\n") == "run $ a/# inside/b/");
}

TEST_CASE("leading lines of a script say how, later ones are commands") {
  CHECK(read("run a\n  user root\n  with V={X}\n  b\n  after c\n") ==
        "run <a> (user [root]) (with [V={X}]) $ b/after c/");
  CHECK(read("run\n  # why\n  after torch\n  b\n") == "run (after [torch]) $ # why/b/");
}

TEST_CASE("control characters do not hide in a script") {
  CHECK(faults("run\n  echo \x1b[1m\n") == "2:8 control-character");
  CHECK(faults("run\n  echo a\rb\n") == "2:9 control-character");
  CHECK(read("run\n  printf 'a\tb'\n") == "run $ printf 'a\tb'/");
}

TEST_CASE("a text is kept as it is") {
  CHECK(read("file /x\n  a, b; 'c # d\n    e \\\n\n  f\n") == "file [/x] \"a, b; 'c # d/  e \\//f/\"");
  CHECK(read("file /x\n  a") == "file [/x] \"a/\"");
  CHECK(read("file /x\n  a\n\n\n") == "file [/x] \"a/\"");
  CHECK(read("file /x\n\n  a\n") == "file [/x] \"/a/\"");
  CHECK(read("file /x\n  # no comment\n  after y\n") == "file [/x] \"# no comment/after y/\"");
  CHECK(read("file /x\n    a\n  b\n      c\n") == "file [/x] \"  a/b/    c/\"");
  CHECK(read("file /x\n  all:\n  \tcc x\n") == "file [/x] \"all:/\tcc x/\"");
  CHECK(read("file /x\n  a  \n     \n  b\n") == "file [/x] \"a  /   /b/\"");
  CHECK(read("file /x\n  “a”\xC2\xA0\x1b\n") == "file [/x] \"“a”\xC2\xA0\x1b/\"");
  CHECK(read("file /x\n# outside\n  a\n# outside\n  b\n") == "file [/x] \"a/b/\"");
  CHECK(read("file /x\n\n# outside\ncuda 11") == "file [/x]; cuda [11]");
}

TEST_CASE("a text knows its place") {
  const Reading reading("file /x\n  a\n  b\n\ncuda 1");
  CHECK(reading.sources.text(reading.tree.statements.at(0).text_where) == "a\n  b");
  CHECK_FALSE(Reading("file /x").tree.statements.at(0).text_where);
}

TEST_CASE("a block holds statements, and blocks") {
  CHECK(read("place a\n  mount x\n  cuda 1, apt y\n    z\ncuda 2") ==
        "place [a] { mount [x]; cuda [1]; ,apt [y] - [z] }; cuda [2]");
  CHECK(read("place a\n  job b\n    run c\n      d\n  mount e\n") ==
        "place [a] { job [b] { run <c> $ d/ }; mount [e] }");
  CHECK(read("place a\nplace b\n") == "place [a]; place [b]");
}

TEST_CASE("some statements take no body") {
  CHECK(faults("cuda 11\n  apt git\n  apt 'x\n    y\ncuda 12\n") == "2:1 unexpected-body");
  CHECK(Reading("cuda 11\n  apt git\n    x\nubuntu 20").statements() == "cuda [11]; ubuntu [20]");
}

TEST_CASE("the body of a bad header is passed over") {
  CHECK(faults("apt 'x\n  y, z\n  'w\ncuda 11") == "1:5 unclosed-quote");
  CHECK(faults("place 'x\n  conds\n\tfoo\n  'w\n") == "1:7 unclosed-quote");
  CHECK(faults("'x\n  y, z\n  'w\ncuda 11") == "1:1 unclosed-quote");
  CHECK(read("conds numpy\n  'w\n\tx\n y, z\n") == "conds [numpy]");
  CHECK(faults(", x\n  'y\n") == "1:1 empty-statement");
}

TEST_CASE("a bad line of a body costs no other line") {
  const Reading block("place a\n  mount 'x\n  cuda 11\n  apt 'y\n");
  CHECK(block.statements() == "place [a] { mount!; cuda [11]; apt! }");
  CHECK(block.faults() == "2:9 unclosed-quote; 4:7 unclosed-quote");
  const Reading list("apt\n  a\n  'b\n  c\n");
  CHECK(list.statements() == "apt! - [a] [c]");
  CHECK(list.faults() == "3:3 unclosed-quote");
}
