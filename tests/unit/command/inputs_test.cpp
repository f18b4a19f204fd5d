#include "command/inputs.hpp"

#include "emit/artifact.hpp"
#include "files/memory.hpp"

#include <doctest/doctest.h>
#include <fmt/format.h>

using namespace envc;

namespace {

const Project here{"project.env", "project.env", ".", "."};

Step copy(std::vector<std::string> sources) {
  Copy copied;
  for (auto& source : sources) copied.sources.push_back({std::move(source), {}});
  copied.target = "/app";
  return {.action = copied, .how = {}, .where = {}, .quote = {}, .position = 0};
}

struct Gathered {
  Inputs inputs;
  std::string faults;  ///< `kind: message | help` a line
};

Gathered gathered(const Model& model, const MemoryFiles& files, const Project& project = here) {
  Sources sources;
  Diagnostics diagnostics;
  Gathered result{gather(model, project, files, sources, diagnostics), {}};
  for (const Diagnostic& d : diagnostics.all()) {
    result.faults += fmt::format("{}: {}{}{}\n", name(d.kind), d.message, d.help.empty() ? "" : " | ", d.help);
    if (d.where) result.faults += fmt::format("at `{}`\n", sources.text(d.where));
  }
  return result;
}

Gathered copied(const std::vector<std::string>& paths, const MemoryFiles& files, const Project& project = here) {
  Model model;
  model.steps.push_back(copy(paths));
  return gathered(model, files, project);
}

Gathered required(const std::string& path, const MemoryFiles& files) {
  Model model;
  PackageStatement statement;
  statement.requirement_files.push_back({path, {}});
  model.packages.push_back(statement);
  return gathered(model, files);
}

std::string hash_of(const std::string& path, const MemoryFiles& files, const Project& project = here) {
  const Gathered found = copied({path}, files, project);
  REQUIRE(found.faults.empty());
  REQUIRE(found.inputs.all.size() == 1);
  return found.inputs.all.front().sha256;
}

std::string paths(const Inputs& inputs) {
  std::string text;
  for (const Input& input : inputs.all)
    text += fmt::format("{}{}{} ", input.path, input.directory ? "/" : "", input.executable ? "*" : "");
  return text;
}

MemoryFiles sample() {
  MemoryFiles files;
  files.files["project.env"] = {"copy src /app\n"};
  files.files["src/a.py"] = {"a\n"};
  files.files["src/sub/b.py"] = {"b\n"};
  files.files["tool.sh"] = {"#!/bin/sh\n", true};
  return files;
}

}  // namespace

TEST_CASE("inputs: files and folders, sorted, each once") {
  const MemoryFiles files = sample();
  const Gathered found = copied({"tool.sh", "src", "src/a.py", "src"}, files);
  CHECK(found.faults.empty());
  CHECK(paths(found.inputs) == "src/ src/a.py tool.sh* ");
  CHECK(found.inputs.files == std::set<std::string>{"src/a.py", "src/sub/b.py", "tool.sh"});
  CHECK(found.inputs.all.back().sha256 == files.digest("tool.sh"));
}

TEST_CASE("inputs: a copy from an image names nothing here") {
  Model model;
  model.steps.push_back(copy({"/nowhere"}));
  std::get<Copy>(model.steps.front().action).from = {"alpine:3.20", {}};
  const Gathered found = gathered(model, sample());
  CHECK(found.faults.empty());
  CHECK(found.inputs.all.empty());
}

TEST_CASE("inputs: the hash of a folder changes with every path, mode, link and byte below it") {
  const std::string before = hash_of("src", sample());
  CHECK(hash_of("src", sample()) == before);

  MemoryFiles bytes = sample();
  bytes.files["src/sub/b.py"].bytes = "c\n";
  CHECK(hash_of("src", bytes) != before);

  MemoryFiles mode = sample();
  mode.files["src/a.py"].executable = true;
  CHECK(hash_of("src", mode) != before);

  MemoryFiles moved = sample();
  moved.files.erase("src/a.py");
  moved.files["src/c.py"] = {"a\n"};
  CHECK(hash_of("src", moved) != before);

  MemoryFiles linked = sample();
  linked.files["src/link"] = {.bytes = "", .link = "a.py"};
  const std::string with_link = hash_of("src", linked);
  CHECK(with_link != before);
  linked.files["src/link"].link = "sub/b.py";
  CHECK(hash_of("src", linked) != with_link);
}

TEST_CASE("inputs: a link inside a folder is not followed, wherever it leads") {
  MemoryFiles files = sample();
  files.files["/etc/secret"] = {"1"};
  files.files["src/link"] = {.bytes = "", .link = "/etc/secret"};
  files.files["src/loop"] = {.bytes = "", .link = "."};
  const std::string before = hash_of("src", files);
  files.files["/etc/secret"].bytes = "2";
  CHECK(hash_of("src", files) == before);
}

TEST_CASE("inputs: what changes by itself is no part of the project's folder") {
  const std::string before = hash_of(".", sample());
  MemoryFiles files = sample();
  files.files["project.env"].bytes += "# a comment\n";
  for (const char* name : {"Dockerfile", "launch.sh", "envc.lock", ".git/HEAD", "sub/.git/HEAD", ".envc-tmp.journal",
                           ".envc_history", ".envc.stamp", "envc.d", "src/__pycache__/a.pyc"})
    files.files[name] = {"x"};
  CHECK(hash_of(".", files) == before);
  files.files["src/Dockerfile"] = {"x"};  // no generated file: it stands elsewhere
  CHECK(hash_of(".", files) != before);
}

TEST_CASE("inputs: generated files are those of the output folder") {
  const Project elsewhere{"project.env", "project.env", ".", "out"};
  MemoryFiles files = sample();
  const std::string before = hash_of(".", files, elsewhere);
  files.files["out/Dockerfile"] = {"x"};
  CHECK(hash_of(".", files, elsewhere) == before);
  files.files["Dockerfile"] = {"x"};
  CHECK(hash_of(".", files, elsewhere) != before);
}

TEST_CASE("inputs: the source file may be copied where it is named") {
  CHECK(paths(copied({"project.env"}, sample()).inputs) == "project.env ");
}

TEST_CASE("inputs: a project in another folder") {
  MemoryFiles files;
  files.files["lab/project.env"] = {"copy a /a\n"};
  files.files["lab/a"] = {"x"};
  const Project lab{"lab/project.env", "lab/project.env", "lab", "lab"};
  CHECK(paths(copied({"a"}, files, lab).inputs) == "a ");
  CHECK(copied({"lab/a"}, files, lab).faults == "no-such-file: no file or folder `lab/a`\n");
}

TEST_CASE("inputs: what is missing or may not be read from here") {
  MemoryFiles files = sample();
  files.files["/etc/passwd"] = {"root"};
  files.files["away"] = {.bytes = "", .link = "/etc"};
  files.files["within"] = {.bytes = "", .link = "src"};
  files.files["dangling"] = {.bytes = "", .link = "gone"};
  CHECK(copied({"src/aa.py"}, files).faults ==
        "no-such-file: no file or folder `src/aa.py` | did you mean `src/a.py`?\n");
  CHECK(copied({"nothing/like/it"}, files).faults == "no-such-file: no file or folder `nothing/like/it`\n");
  CHECK(copied({"dangling"}, files).faults == "no-such-file: `dangling` is a link to `gone`, which does not exist\n");
  CHECK(copied({"away"}, files).faults == "link-out-of-project: `away` is a link out of the project's folder\n");
  CHECK(copied({"away/passwd"}, files).faults ==
        "link-out-of-project: `away/passwd` is a link out of the project's folder\n");
  CHECK(copied({"../x"}, files).faults == "path-outside-project: `../x` leads out of the project's folder\n");
  CHECK(copied({"launch.sh"}, files).faults == "generated-source: `launch.sh` is written by envc itself\n");
  CHECK(copied({"bashrc"}, files).faults == "generated-source: `bashrc` is written by envc itself\n");
  CHECK(copied({"within"}, files).faults.empty());
  CHECK(copied({"none", "none"}, files).faults == "no-such-file: no file or folder `none`\n");  // said once
}

TEST_CASE("inputs: requirement files bring what they name") {
  MemoryFiles files = sample();
  files.files["r/all.txt"] = {"-r base.txt\n-c ../pins.txt\nnumpy\n"};
  files.files["r/base.txt"] = {"-r all.txt\n-r deep/d.txt\n"};  // a circle ends by itself
  files.files["r/deep/d.txt"] = {"-r https://example.org/x.txt\n"};
  files.files["pins.txt"] = {"numpy<2\n"};
  const Gathered found = required("r/all.txt", files);
  CHECK(found.faults.empty());
  CHECK(paths(found.inputs) == "pins.txt r/all.txt r/base.txt r/deep/d.txt ");
  CHECK(found.inputs.included.at("r/all.txt") == std::vector<std::string>{"r/base.txt", "r/deep/d.txt", "pins.txt"});
}

TEST_CASE("inputs: faults in requirement files point into them") {
  MemoryFiles files = sample();
  files.files["r.txt"] = {"numpy\n-r bsae.txt  # typo\n-e ./src\n-c ../../up.txt\n"};
  files.files["base.txt"] = {""};
  CHECK(required("r.txt", files).faults ==
        "no-such-file: no file or folder `bsae.txt` | did you mean `base.txt`?\n"
        "at `bsae.txt`\n"
        "local-requirement: `r.txt` names the local project `./src`, which is not there when it is installed"
        " | take the line out of the file and write `pip -e ./src` in project.env\n"
        "at `./src`\n"
        "path-outside-project: `../../up.txt` leads out of the project's folder\n"
        "at `../../up.txt`\n");
  CHECK(required("other/list", files).faults == "no-such-file: no file or folder `other/list`\n");
}

TEST_CASE("inputs: what requirement files say, and where") {
  MemoryFiles files;
  files.files["requirements/all.txt"] = {"-r base.txt\n-c ../pins.txt\nscipy\n--extra-index-url https://a.org\n"};
  files.files["requirements/base.txt"] = {
      "torch==2.4.1 \\\n  ; python_version > '3.6' \\\n  --hash=sha256:aa\nno such thing\ngit+https://b.org/apex@v1\n"};
  files.files["pins.txt"] = {"NumPy<2\n"};
  const Gathered found = required("requirements/all.txt", files);
  CHECK(found.faults.empty());
  REQUIRE(found.inputs.listed.size() == 1);
  const Listed& listed = found.inputs.listed.front();
  std::string all;
  for (const auto* packages : {&listed.packages, &listed.constraints})
    for (const Package& package : *packages) all += fmt::format("{} {} {}\n", package.file, package.name, package.spec);
  CHECK(all ==
        "requirements/base.txt torch torch==2.4.1 ; python_version > '3.6'\n"
        "requirements/base.txt apex git+https://b.org/apex@v1\n"
        "requirements/all.txt scipy scipy\n"
        "pins.txt numpy NumPy<2\n");
  REQUIRE(listed.extra_index_urls.size() == 1);
  CHECK(listed.extra_index_urls.front().value == "https://a.org");
  CHECK(listed.hashed);
}
