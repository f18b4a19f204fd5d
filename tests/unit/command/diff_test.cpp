#include "command/command.hpp"
#include "files/memory.hpp"
#include "run.hpp"

#include <doctest/doctest.h>
#include <algorithm>
#include <nlohmann/json.hpp>
#include <sstream>

using namespace envc;
using nlohmann::json;

namespace {

/// What a build of `now` makes anew after a build of `before`: `apt, pip`.
std::string rebuilt(const std::string& before, const std::string& now, MemoryFiles files = {}) {
  files.files["old/project.env"] = {before};
  files.files["project.env"] = {now};
  const Ran run = ran({"diff", "old", "--format", "json"}, files);
  REQUIRE_MESSAGE(run.status == fine, run.err);
  CHECK(files.written.empty());
  std::string names;
  const json report = json::parse(run.out);
  for (const json& layer : report["layers"]) {
    if (!layer["cached"]) names += (names.empty() ? "" : ", ") + layer["name"].get<std::string>();
  }
  return names;
}

std::string why(const std::string& before, const std::string& now, const std::string& name) {
  MemoryFiles files;
  files.files["old/project.env"] = {before};
  files.files["project.env"] = {now};
  const Ran run = ran({"diff", "old", "--format", "json"}, files);
  const json report = json::parse(run.out);
  for (const json& layer : report["layers"]) {
    if (layer["name"] == name) return layer["why"];
  }
  return "no such layer";
}

}  // namespace

TEST_CASE("the same, and what only runs: nothing is built") {
  CHECK(rebuilt("apt git\n", "apt git\n") == "");
  CHECK(rebuilt("apt git\n", "# why\napt   git\nplace here\n  driver 550\n") == "");
  CHECK(rebuilt("apt git\n", "apt git\nenv EDITOR=vim\n") == "");
}

TEST_CASE("the first layer that changes, and all after it") {
  CHECK(rebuilt("apt git\nrun true\n", "apt git\nrun false\n") == "run-1, home");
  CHECK(rebuilt("apt git\nrun true\n", "apt git wget\nrun true\n") == "apt, run-1, home");
  CHECK(rebuilt("ubuntu 22.04\napt git\n", "ubuntu 24.04\napt git\n").starts_with("base, setup, apt"));
  CHECK(rebuilt("run true\n", "run true\nrun false\n") == "run-2, home");
}

TEST_CASE("variables that a build reads are seen by what runs after them") {
  CHECK(rebuilt("run true\nenv A=1\n", "run true\nenv A=2\n").starts_with("run-1"));
  CHECK(rebuilt("apt git\nenv A=1\n", "apt git\nenv A=2\n") == "");
  CHECK(why("run true\nenv A=1\n", "run true\nenv A=2\n", "run-1").starts_with("ENV, ARG or SHELL"));
}

TEST_CASE("a copied file counts by its bytes and by whether it may be executed") {
  MemoryFiles files;
  files.files["old/tool.sh"] = {"echo\n"};
  files.files["tool.sh"] = {"echo\n"};
  CHECK(rebuilt("copy tool.sh /opt/tool.sh\n", "copy tool.sh /opt/tool.sh\n", files) == "");
  files.files["tool.sh"] = {"echo 2\n"};
  CHECK(rebuilt("copy tool.sh /opt/tool.sh\n", "copy tool.sh /opt/tool.sh\n", files).starts_with("copy-1"));
  files.files["tool.sh"] = {"echo\n", true};
  CHECK(rebuilt("copy tool.sh /opt/tool.sh\n", "copy tool.sh /opt/tool.sh\n", files).starts_with("copy-1"));
}

TEST_CASE("a requirement file counts where it is mounted, and only there") {
  MemoryFiles files;
  files.files["old/requirements.txt"] = {"rich\n"};
  files.files["requirements.txt"] = {"rich\ntqdm\n"};
  files.files["old/a"] = files.files["a"] = {"a\n"};
  const std::string text = "copy a /a\npip -r requirements.txt\n";
  const std::string names = rebuilt(text, text, files);
  CHECK(names.find("pip-requirements") != std::string::npos);
  CHECK(names.find("apt") == std::string::npos);
}

TEST_CASE("a mount of another image is not the context") {
  MemoryFiles files;
  files.files["a"] = {"a\n"};
  const std::string before = "ubuntu 22.04\npython 3.12\npip rich\n";
  CHECK(rebuilt(before, before + "copy a /a\n", files).find("python") == std::string::npos);
}

TEST_CASE("reasons: what came, what went, what it comes after") {
  const std::string before = "apt git\npip numpy rich\nrun true\n";
  CHECK(why(before, "apt git\npip numpy tqdm\nrun true\n", "pip") == "+tqdm, -rich");
  CHECK(why(before, "apt git\npip numpy tqdm\nrun true\n", "run-1") == "comes after pip");
  CHECK(why(before, before + "run false\n", "run-2") == "new");
  CHECK(why(before, before + "run false\n", "home") == "comes after run-2");
}

TEST_CASE("steps have BuildKit's numbers, one after the other") {
  MemoryFiles files;
  files.files["old/project.env"] = files.files["project.env"] = {"apt git\nworkdir /w\nrun true\n"};
  const json report = json::parse(ran({"diff", "old", "--format", "json"}, files).out);
  std::size_t number = 0;
  for (const json& layer : report["layers"]) {
    for (const json& step : layer["steps"]) CHECK(step == ++number);
  }
  CHECK(report["layers"][0]["steps"] == json({1}));
}

TEST_CASE("steps of the image alone are counted, not those of a stage before it") {
  MemoryFiles files;
  files.files["old/project.env"] = files.files["project.env"] = {"ubuntu 22.04\npython 3.12\npip rich\n"};
  const json report = json::parse(ran({"diff", "old", "--format", "json"}, files).out);
  CHECK(report["layers"][0]["steps"] == json({1}));
  CHECK(report["layers"][1]["steps"] == json({2}));
}

TEST_CASE("without git, and what is no revision") {
  MemoryFiles files;
  files.files["project.env"] = {"apt git\n"};
  CHECK(ran({"diff"}, files).told() == "3 envc: cannot run `git`: there is no such program\n  = help: install git\n");
  std::ostringstream out;
  std::ostringstream err;
  Terminal terminal{.out = out, .err = err, .standard_input = {}, .color = false, .files = files};
  terminal.run = [](const std::vector<std::string>& command) {
    const bool prefix = std::find(command.begin(), command.end(), "--show-prefix") != command.end();
    return Finished{.started = true, .status = prefix ? 0 : 1, .out = prefix ? "\n" : "", .err = {}};
  };
  CHECK(run_command({"diff", "v9"}, terminal) == usage);
  CHECK(err.str().find("no file and no git revision `v9`") != std::string::npos);
}

TEST_CASE("another project's fault is told, and its exit code is that of an error") {
  MemoryFiles files;
  files.files["old/project.env"] = {"conds numpy\n"};
  files.files["project.env"] = {"apt git\n"};
  const Ran run = ran({"diff", "old"}, files);
  CHECK(run.status == wrong_input);
  CHECK(run.err.find("old/project.env:1:1") != std::string::npos);
}
