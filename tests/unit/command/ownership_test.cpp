#include "command/ownership.hpp"

#include "files/memory.hpp"

#include <doctest/doctest.h>
#include <fmt/format.h>

using namespace envc;

namespace {

const Project here{"project.env", "project.env", ".", "."};

/// The faults, and what stands beside each output: `stale`, `fresh`, `diff`.
std::string met(const MemoryFiles& files, bool force, const Project& project = here) {
  Diagnostics diagnostics;
  const auto outputs = meet({{.name = "Dockerfile", .bytes = with_header("FROM a\n")},
                             {.name = "launch.sh", .bytes = with_header("#!/bin/bash\n:\n"), .executable = true}},
                            project, files, force, "", Color::no, diagnostics);
  std::string text;
  for (const Output& output : outputs)
    text += fmt::format("{} {}{}\n", output.path, output.stale ? "stale" : "fresh",
                        output.difference.empty() ? "" : " diff");
  for (const Diagnostic& d : diagnostics.all()) text += fmt::format("{}: {} | {}\n", name(d.kind), d.message, d.help);
  return text;
}

MemoryFiles with_dockerfile(std::string bytes) {
  MemoryFiles files;
  files.files["Dockerfile"] = {std::move(bytes)};
  return files;
}

}  // namespace

TEST_CASE("an empty folder takes everything") {
  CHECK(met({}, false) == "Dockerfile stale\nlaunch.sh stale\n");
}

TEST_CASE("what is ours is replaced, or left where it would not change") {
  CHECK(met(with_dockerfile(with_header("FROM a\n")), false) == "Dockerfile fresh\nlaunch.sh stale\n");
  CHECK(met(with_dockerfile(with_header("FROM b\n")), false) == "Dockerfile stale\nlaunch.sh stale\n");
  MemoryFiles files;
  files.files["launch.sh"] = {with_header("#!/bin/bash\n:\n"), false};
  CHECK(met(files, false) == "Dockerfile stale\nlaunch.sh stale\n");
  files.files["launch.sh"].executable = true;
  CHECK(met(files, false) == "Dockerfile stale\nlaunch.sh fresh\n");
}

TEST_CASE("a person's file stays, unless forced") {
  const MemoryFiles files = with_dockerfile("FROM mine\n");
  CHECK(met(files, false) ==
        "Dockerfile stale diff\nlaunch.sh stale\n"
        "not-ours: `Dockerfile` is in the way: envc did not make it | move it away, or replace it: envc compile "
        "--force\n");
  CHECK(met(files, true) == "Dockerfile stale\nlaunch.sh stale\n");
}

TEST_CASE("an edited file stays, unless forced") {
  const MemoryFiles files = with_dockerfile(with_header("FROM b\n") + "RUN mine\n");
  CHECK(met(files, false) ==
        "Dockerfile stale diff\nlaunch.sh stale\n"
        "edited-by-hand: `Dockerfile` was generated and then edited by hand"
        " | say it in project.env, then throw the edit away: envc compile --force\n");
  CHECK(met(files, true) == "Dockerfile stale\nlaunch.sh stale\n");
}

TEST_CASE("a generated file with git's conflict markers is mended in silence") {
  const std::string conflict =
      "<<<<<<< HEAD\n" + with_header("FROM b\n") + "=======\n" + with_header("FROM c\n") + ">>>>>>> other\n";
  REQUIRE(ownership(conflict) == Ownership::conflicted);
  CHECK(met(with_dockerfile(conflict), false) == "Dockerfile stale\nlaunch.sh stale\n");
}

TEST_CASE("the command that forces names the same file and folder") {
  MemoryFiles files;
  files.files["my out/Dockerfile"] = {"FROM mine\n"};
  const Project project{"lab/a b.env", "lab/a b.env", "lab", "my out"};
  CHECK(met(files, false, project).find("envc compile --force 'lab/a b.env' -o 'my out'\n") != std::string::npos);
  const Project standard_input{"<stdin>", "", "my out", "my out"};
  CHECK(met(files, false, standard_input).find("envc compile --force - -o 'my out'\n") != std::string::npos);
}

TEST_CASE("a folder in the way is the machine's fault") {
  MemoryFiles files;
  files.files["Dockerfile/x"] = {""};
  CHECK_THROWS_AS(met(files, false), MachineError);
}
