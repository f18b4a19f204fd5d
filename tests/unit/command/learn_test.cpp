#include "command/command.hpp"
#include "files/memory.hpp"
#include "run.hpp"

#include <doctest/doctest.h>
#include <fmt/format.h>
#include <algorithm>
#include <nlohmann/json.hpp>
#include <sstream>

using namespace envc;
using nlohmann::json;

namespace {

const std::string source = "apt git\nrun sleep 1\n";

/// The log of a build whose steps took so long each, as BuildKit prints it.
std::string log_of(const std::string& dockerfile, double seconds) {
  std::vector<std::string> steps;
  bool continues = false;
  for (std::size_t at = 0; at < dockerfile.size();) {
    const std::size_t end = dockerfile.find('\n', at);
    std::string line = dockerfile.substr(at, end - at);
    at = end + 1;
    if (line.starts_with('#')) continue;
    const bool more = line.ends_with('\\');
    if (more) line.pop_back();
    if (continues)
      steps.back() += line;
    else if (line.starts_with("FROM ") || line.starts_with("RUN ") || line.starts_with("COPY ") ||
             line.starts_with("WORKDIR "))
      steps.push_back(line);
    else {
      // continued ENV lines are no steps
      while (more && at < dockerfile.size()) {
        const std::size_t next = dockerfile.find('\n', at);
        const bool again = dockerfile[next - 1] == '\\';
        at = next + 1;
        if (!again) break;
      }
      continue;
    }
    continues = more;
  }
  std::string log;
  for (std::size_t i = 0; i < steps.size(); ++i)
    log += fmt::format("#{} [{}/{}] {}\n#{} DONE {:.1f}s\n", i + 4, i + 1, steps.size(), steps[i], i + 4, seconds);
  return log;
}

MemoryFiles compiled(const std::string& text) {
  MemoryFiles files;
  files.files["project.env"] = {text};
  REQUIRE(ran({"compile"}, files).status == fine);
  return files;
}

/// Built, so that the order stays whatever is learned.
MemoryFiles built(const std::string& text) {
  MemoryFiles files = compiled(text);
  REQUIRE(ran({"seal"}, files).status == fine);
  return files;
}

json layer(MemoryFiles& files, const std::string& name) {
  const json all = json::parse(ran({"explain", "--format", "json"}, files).out);
  for (const json& one : all["layers"]) {
    if (one["name"] == name) return one;
  }
  return {};
}

}  // namespace

TEST_CASE("measured seconds replace estimates, are kept, and are forgotten") {
  MemoryFiles files = built(source);
  const std::string before = files.files.at("envc.lock").bytes;
  const double estimate = layer(files, "apt")["seconds"];
  CHECK(layer(files, "apt")["measured"] == false);
  files.files["build.log"] = {log_of(files.files.at("Dockerfile").bytes, 77)};
  files.written.clear();
  const Ran run = ran({"learn", "--from-build", "build.log"}, files);
  REQUIRE_MESSAGE(run.status == fine, run.err);
  CHECK(files.written == std::vector<std::string>{"envc.lock"});
  CHECK(run.out.find("apt: 77.0 s, estimated") != std::string::npos);
  CHECK(layer(files, "apt")["seconds"] == 77);
  CHECK(layer(files, "apt")["measured"] == true);
  CHECK(ran({"explain"}, files).out.find("; a build took these seconds") != std::string::npos);
  CHECK(layer(files, "base")["measured"] == false);  // it was there
  // compile keeps them
  const std::string learned = files.files.at("envc.lock").bytes;
  const std::string tag = files.files.at("envc.mk").bytes;
  CHECK(ran({"compile"}, files).status == fine);
  CHECK(files.files.at("envc.lock").bytes == learned);
  CHECK(files.files.at("envc.mk").bytes == tag);
  // more packages are another layer; the same step at another place is the same
  files.files["project.env"] = {"apt git wget\nrun true\nrun sleep 1\n"};
  CHECK(layer(files, "apt-2")["measured"] == false);
  CHECK(layer(files, "run-1")["measured"] == false);
  CHECK(layer(files, "run-2")["seconds"] == 77);
  files.files["project.env"] = {source};
  CHECK(ran({"learn", "--forget"}, files).status == fine);
  CHECK(layer(files, "apt")["seconds"] == estimate);
  CHECK(files.files.at("envc.lock").bytes == before);
}

TEST_CASE("a later measurement replaces an earlier one, a cached step does not") {
  MemoryFiles files = built(source);
  const std::string first = log_of(files.files.at("Dockerfile").bytes, 30);
  std::string second = log_of(files.files.at("Dockerfile").bytes, 40);
  for (std::size_t at = second.find("DONE 40.0s"), n = 0; n < 3; at = second.find("DONE 40.0s"), ++n)
    second.replace(at, std::string("DONE 40.0s").size(), "CACHED");
  REQUIRE(ran({"learn", "--from-build", "-"}, files, first).status == fine);
  REQUIRE(ran({"learn", "--from-build", "-"}, files, second).status == fine);
  CHECK(layer(files, "apt")["seconds"] == 30);
  CHECK(layer(files, "run-1")["seconds"] == 40);
}

TEST_CASE("a log of another Dockerfile changes nothing") {
  MemoryFiles files = compiled(source);
  const std::string log = log_of(files.files.at("Dockerfile").bytes, 1);
  files.files["project.env"] = {"apt git\nrun sleep 2\n"};
  REQUIRE(ran({"compile"}, files).status == fine);
  files.written.clear();
  const Ran run = ran({"learn", "--from-build", "-"}, files, log);
  CHECK(run.status == wrong_input);
  CHECK(run.err.find("error[other-build-log]") != std::string::npos);
  CHECK(run.err.find("RUN sleep 2") != std::string::npos);
  CHECK(ran({"learn", "--from-build", "-"}, files, "no log\n").status == wrong_input);
  CHECK(files.written.empty());
  CHECK(ran({"learn", "--from-build", "none.log"}, files).status == machine);
  CHECK(ran({"learn"}, files).status == usage);
  CHECK(ran({"learn", "-", "--from-build", "-"}, files).status == usage);
}

TEST_CASE("the order follows what was measured; what was built stays") {
  MemoryFiles files = compiled("apt git\npip rich\nrun true\n  after base\n");
  const auto order = [&] {
    std::string names;
    const json all = json::parse(ran({"explain", "--format", "json"}, files).out);
    for (const json& one : all["layers"]) names += one["name"].get<std::string>() + " ";
    return names;
  };
  std::string log = log_of(files.files.at("Dockerfile").bytes, 50);
  const std::size_t slow = log.find("DONE", log.find("RUN true"));
  log.replace(slow, log.find('\n', slow) - slow, "DONE 0.1s");
  const std::string before = order();
  MemoryFiles sealed = files;
  REQUIRE(ran({"learn", "--from-build", "-"}, files, log).status == fine);
  CHECK(before.find("run-1") < before.find("apt"));
  CHECK(order().find("run-1") > order().find("apt"));
  std::swap(files, sealed);
  REQUIRE(ran({"seal"}, files).status == fine);
  REQUIRE(ran({"learn", "--from-build", "-"}, files, log).status == fine);
  CHECK(order() == before);
}

TEST_CASE("what was learned in a lock: damage is told, and two sides keep what both have") {
  MemoryFiles files = compiled(source);
  REQUIRE(ran({"learn", "--from-build", "-"}, files, log_of(files.files.at("Dockerfile").bytes, 9)).status == fine);
  const std::string whole = files.files.at("envc.lock").bytes;
  const auto with = [&](const std::string& from, const std::string& to) {
    std::string lock = whole;
    const std::size_t at = lock.find(from);
    REQUIRE(at != std::string::npos);
    files.files["envc.lock"] = {lock.replace(at, from.size(), to)};
  };
  with("seconds = 9.0, does", "seconds = -9.0, does");
  CHECK(ran({"explain"}, files).err.find("error[damaged-lock]") != std::string::npos);
  with("\"apt\" = { seconds = 9.0",
       "<<<<<<< ours\n\"apt\" = { seconds = 8.0, does = \"x\" }\n=======\n\"apt\" = { seconds = 9.0");
  std::string& lock = files.files.at("envc.lock").bytes;
  lock.insert(lock.find('\n', lock.find("\"apt\" = { seconds = 9.0")) + 1, ">>>>>>> theirs\n");
  CHECK(layer(files, "apt")["measured"] == false);
  CHECK(layer(files, "run-1")["measured"] == true);
}

TEST_CASE("the history: what edits found and touched, formatting and faults left out") {
  MemoryFiles files;
  // the newest first, as git has it; the file had another name
  const std::vector<std::pair<std::string, std::string>> versions = {
      {"project.env", "apt git\npip rich tqdm\nrun false\nrun true\n"},
      {"project.env", "apt git\npip rich tqdm\nrun true\nrun date\n"},
      {"project.env", "no such statement\n"},
      {"project.env", "# why\napt   git\npip rich tqdm\nrun true\n"},
      {"project.env", "apt git\npip rich tqdm\nrun true\n"},
      {"old.env", "apt git\npip rich\nrun true\n"},
      {"old.env", "apt git\nrun true\n"},
  };
  files.files["project.env"] = {versions.front().second};
  std::ostringstream out;
  std::ostringstream err;
  Terminal terminal{.out = out, .err = err, .standard_input = {}, .color = false, .files = files};
  terminal.run = [&](const std::vector<std::string>& command) {
    Finished done{.started = true, .status = 0, .out = {}, .err = {}};
    const auto has = [&](const char* word) { return std::find(command.begin(), command.end(), word) != command.end(); };
    if (has("--show-prefix")) done.out = "\n";
    if (has("log")) {
      for (std::size_t i = 0; i < versions.size(); ++i)
        done.out += fmt::format("commit {}\n\n{}\n", i, versions[i].first);
    }
    if (has("ls-tree")) {
      const std::size_t commit = std::stoul(command.back());
      done.out = fmt::format("100644 blob {}\t{}", commit, versions[commit].first) + '\0';
    }
    if (has("cat-file")) done.out = versions[std::stoul(command.back())].second;
    return done;
  };
  REQUIRE_MESSAGE(run_command({"learn", "--from-git"}, terminal) == fine, err.str());
  CHECK(out.str().starts_with("4 edits of the image, 1 of other lines, 1 version passed over for a fault\n"));
  const std::string& lock = files.files.at("envc.lock").bytes;
  CHECK(lock.find("\"apt\" = [4, 0]\n") != std::string::npos);
  // the first pip was no edit of pip; then tqdm came
  CHECK(lock.find("\"pip\" = [3, 1]\n") != std::string::npos);
  // 1 + 1 + 1 + 2 steps stood before an edit; `run date` went
  CHECK(lock.find("\"run\" = [5, 1]\n") != std::string::npos);
  // (0.17 * 20 + 0) / (20 + 4), and (0.029 * 20 + 1) / (20 + 5) for each of two steps
  CHECK(layer(files, "apt")["change"].get<double>() == doctest::Approx(3.4 / 24));
  CHECK(layer(files, "run-1")["change"].get<double>() == doctest::Approx(1.58 / 25));
}

TEST_CASE("without git, without a version: exit 3, nothing written") {
  MemoryFiles files;
  files.files["project.env"] = {"apt git\n"};
  CHECK(ran({"learn", "--from-git"}, files).status == machine);
  std::ostringstream out;
  std::ostringstream err;
  Terminal terminal{.out = out, .err = err, .standard_input = {}, .color = false, .files = files};
  terminal.run = [](const std::vector<std::string>&) {
    return Finished{.started = true, .status = 0, .out = "\n", .err = {}};
  };
  CHECK(run_command({"learn", "--from-git"}, terminal) == machine);
  CHECK(err.str() == "envc: git has no version of `project.env`\n  = help: commit it first\n");
  CHECK(files.written.empty());
}
