#include "command/command.hpp"
#include "files/memory.hpp"
#include "run.hpp"

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

using namespace envc;
using nlohmann::json;

namespace {

MemoryFiles with(const std::string& text) {
  MemoryFiles files;
  files.files["project.env"] = {text};
  return files;
}

json explained(const std::string& text) {
  MemoryFiles files = with(text);
  const Ran run = ran({"explain", "--format", "json"}, files);
  REQUIRE(run.status == fine);
  CHECK(files.written.empty());
  return json::parse(run.out);
}

const json& layer(const json& report, const std::string& name) {
  for (const json& one : report["layers"]) {
    if (one["name"] == name) return one;
  }
  FAIL("no layer " << name);
  return report;
}

}  // namespace

TEST_CASE("a layer's lines are those of its packages, of a step those of its body too") {
  const json report = explained(
      "apt git\n"
      "  # a comment\n"
      "  wget\n"
      "\n"
      "pip rich\n"
      "  tqdm\n"
      "env A=1\n"
      "run\n"
      "  true\n"
      "\n"
      "  false\n");
  CHECK(layer(report, "apt")["lines"] == json({1, 3}));
  CHECK(layer(report, "pip")["lines"] == json({5, 6}));
  CHECK(layer(report, "env")["lines"] == json({7}));
  CHECK(layer(report, "run-1")["lines"] == json({8, 9, 10, 11}));
  CHECK(layer(report, "setup")["lines"] == json::array());
}

TEST_CASE("requirements are complete: base of all, everything of the last") {
  const json report = explained("apt git\nrun true\ncheck true\n");
  for (const json& one : report["layers"]) {
    const auto needs = one["requires"].get<std::vector<std::string>>();
    CHECK((one["name"] == "base" || needs.front() == "base"));
  }
  CHECK(report["layers"].front()["name"] == "base");
  CHECK(report["layers"].back()["name"] == "meta");
  CHECK(report["proven_optimal"] == true);
  CHECK(report["expected_seconds"].get<double>() == doctest::Approx(report["lower_bound"].get<double>()));
}

TEST_CASE("of each statement: what an edit of it rebuilds") {
  const json report = explained("project x\napt git\nplace here\n  driver 550\n");
  CHECK(report["statements"][0]["rebuilt_seconds"] == 0);
  CHECK(report["statements"][1]["first_layer"] == "apt");
  CHECK(report["statements"][1]["rebuilt_seconds"] == layer(report, "apt")["rebuilt_seconds"]);
  CHECK(report["statements"][2]["lines"] == json({3, 4}));
  CHECK(report["statements"][2]["first_layer"] == "");
}

TEST_CASE("the `after` that spares most is named, and is gone once it is said") {
  const std::string text = "apt git make\npip -r requirements.txt\nrun make -C /opt/tools\n";
  MemoryFiles files = with(text);
  files.files["requirements.txt"] = {"rich\n"};
  const Ran before = ran({"explain"}, files);
  CHECK(before.out.find("Line 3, `run make -C /opt/tools`, waits for all above it") != std::string::npos);
  CHECK(before.out.find("\n  after apt\n") != std::string::npos);
  files.files["project.env"] = {text + "  after apt\n"};
  CHECK(ran({"explain"}, files).out.find("after") == std::string::npos);
}

TEST_CASE("no line is wider than 80 columns in an ordinary project") {
  MemoryFiles files = with("cuda 11.8\nconda python=3.10 numpy\npip torch\napt git\nrun true\n");
  const std::string out = ran({"explain"}, files).out;
  std::istringstream lines(out);
  for (std::string line; std::getline(lines, line);) CHECK_MESSAGE(line.size() <= 80, line);
}

TEST_CASE("faults are told as check tells them") {
  MemoryFiles files = with("conds numpy\n");
  const Ran run = ran({"explain"}, files);
  CHECK(run.status == wrong_input);
  CHECK(run.out == "");
  CHECK(run.err == ran({"check"}, files).err);
  CHECK(ran({"explain", "a", "b"}, files).status == usage);
}
