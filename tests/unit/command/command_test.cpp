// The command line as a whole: exit codes, streams, help.
#include "command/command.hpp"

#include "command/commands.hpp"
#include "diagnostic/kind.hpp"
#include "files/memory.hpp"
#include "run.hpp"
#include "statement/statement.hpp"

#include <doctest/doctest.h>
#include <regex>

using namespace envc;

TEST_CASE("version") {
  CHECK(std::regex_match(ran({"--version"}).out, std::regex("envc [0-9]+\\.[0-9]+\\.[0-9]+\n")));
  CHECK(ran({"version"}).out == ran({"--version"}).out);
}

TEST_CASE("no command is a usage error that shows the commands") {
  const Ran run = ran({});
  CHECK(run.status == usage);
  CHECK(run.out.empty());
  CHECK(run.err == ran({"help"}).out);
}

TEST_CASE("unknown commands and options name the nearest") {
  MemoryFiles files;
  files.files["my.env"] = {""};
  CHECK(ran({"complie"}).told() == "2 envc: unknown command `complie`\n  = help: did you mean `envc compile`?\n");
  CHECK(ran({"my.env"}, files).told() ==
        "2 envc: unknown command `my.env`\n  = help: did you mean `envc compile my.env`?\n");
  CHECK(ran({"x"}).told() == "2 envc: unknown command `x`\n  = help: envc help\n");
  CHECK(ran({"--verison"}).told() == "2 envc: unknown option `--verison`\n  = help: did you mean `envc --version`?\n");
  CHECK(ran({"compile", "--froce"}).told() ==
        "2 envc: `envc compile` has no option `--froce`\n  = help: did you mean `--force`?\n");
  CHECK(ran({"compile", "-md"}).status == usage);
  CHECK(ran({"version", "now"}).status == usage);
  CHECK(ran({"compile", "--format", "xml"}).told() == "2 envc: `--format` takes `text` or `json`, found `xml`\n");
  CHECK(ran({"compile", "--set", "A"}).told() == "2 envc: `--set` takes NAME=VALUE, found `A`\n");
  CHECK(ran({"compile", "--set", "=1"}).told() == "2 envc: `--set` takes NAME=VALUE, found `=1`\n");
  CHECK(ran({"check", "--set", "A=1", "--set", "A=2"}).told() == "2 envc: `--set` names `A` twice\n");
}

TEST_CASE("two sources must not write the same files") {
  const std::string help = "  = help: compile them one by one, each with its own `-o DIR`\n";
  CHECK(ran({"compile", "a.env", "b.env"}).told() == "2 envc: `a.env` and `b.env` would write the same files\n" + help);
  CHECK(ran({"compile", "-o", "x", "a/p.env", "b/p.env"}).told() ==
        "2 envc: `a/p.env` and `b/p.env` would write the same files\n" + help);
  CHECK(ran({"compile", "a/p.env", "./a/q.env"}).status == usage);
}

TEST_CASE("a file that cannot be read is the machine's fault") {
  MemoryFiles files;
  files.files["lab/project.env"] = {""};
  files.files["locked.env"] = {""};
  files.unreadable.insert("locked.env");
  CHECK(ran({"compile", "nosuch.env"}, files).told() == "3 envc: cannot read `nosuch.env`: no such file\n");
  CHECK(ran({"check", "lab/projcet.env"}, files).told() ==
        "3 envc: cannot read `lab/projcet.env`: no such file\n  = help: did you mean `lab/project.env`?\n");
  CHECK(ran({"compile", "lab"}, files).told() ==
        "3 envc: cannot read `lab`: it is a folder\n  = help: did you mean `lab/project.env`?\n");
  CHECK(ran({"compile", "locked.env"}, files).told() == "3 envc: cannot read `locked.env`: Permission denied\n");
}

TEST_CASE("without a project.env the message shows how to write one, and that one compiles") {
  const Ran run = ran({"compile"});
  CHECK(run.status == machine);
  const std::string start = "envc: no `project.env` in this folder\n  = help: name a file, or write one: echo '";
  REQUIRE(run.err.starts_with(start));
  const std::string program = run.err.substr(start.size(), run.err.find('\'', start.size()) - start.size());
  MemoryFiles files;
  files.files["project.env"] = {program + "\n"};
  CHECK(ran({"compile"}, files).status == fine);
}

TEST_CASE("help has a page for every command, statement and diagnostic") {
  for (const Command& command : commands()) {
    CAPTURE(command.name);
    CHECK(ran({"help", std::string(command.name)}).out.starts_with(command_page(command)));
    CHECK(ran({std::string(command.name), "--help"}).out == command_page(command));
    CHECK(ran({std::string(command.name), "-h"}).status == fine);
    CHECK(ran({"help"}).out.find(command.summary) != std::string::npos);
  }
  for (const StatementRow& row : statement_table()) {
    CAPTURE(row.shape.keyword);
    const Ran run = ran({"help", std::string(row.shape.keyword)});
    CHECK(run.status == fine);
    CHECK(run.out.find(row.form) != std::string::npos);
    CHECK(ran({"help", "statements"}).out.find(row.summary) != std::string::npos);
  }
  for (const Kind kind : all_kinds()) {
    CAPTURE(name(kind));
    CHECK(ran({"help", std::string(name(kind))}).out ==
          std::string(name(kind)) + "\n\n" + std::string(page(kind)) + "\n");
    CHECK(ran({"help", "errors"}).out.find("  " + std::string(name(kind)) + "\n") != std::string::npos);
  }
  CHECK(ran({"help", "conad"}).told() == "2 envc: no help on `conad`\n  = help: did you mean `envc help conda`?\n");
  CHECK(ran({"help", "xyzzy"}).told() == "2 envc: no help on `xyzzy`\n  = help: envc help\n");
}

TEST_CASE("the examples of every command work") {
  for (const Command& command : commands())
    for (const Example& example : command.examples) {
      CAPTURE(example.line);
      // What a build or a repository must give: learn_test.cpp.
      if (example.line.find("learn --from-") != std::string::npos) continue;
      std::vector<std::string> words;
      std::istringstream line{std::string(example.line)};
      for (std::string word; line >> word && word != "<";) words.push_back(word);
      REQUIRE(words.front() == "envc");
      words.erase(words.begin());
      MemoryFiles files;
      files.files["project.env"] = {"apt git\n"};
      if (example.line.find("--check") != std::string::npos || command.name == "seal")
        REQUIRE(ran({"compile"}, files).status == fine);
      // No repository here: files of that name stand for revisions.
      for (const std::string& word : words)
        if (command.name == "diff" && word != command.name) files.files[word] = {"apt git\n"};
      if (command.name == "diff") files.files["HEAD"] = {"apt git\n"};
      CHECK(ran(words, files, "apt git\n").status == fine);
    }
}
