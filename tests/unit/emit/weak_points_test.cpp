// What Dockerfiles in the wild do wrong, and no generated one may: each point held against plans that have every form
// of layer. (What only a person can say, such as an unpinned package, is `check`'s and `resolve`'s to report.)
#include "emit/artifact.hpp"
#include "plans.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <regex>
#include <set>
#include <sstream>

using namespace envc;
using namespace envc::test;

namespace {

/// Instructions with their continuation lines joined, comments left out.
std::vector<std::string> instructions(const Plan& plan) {
  std::vector<std::string> all;
  std::istringstream in(dockerfile(plan));
  bool goes_on = false;
  for (std::string line; std::getline(in, line);) {
    if (line.empty() || line.front() == '#') continue;
    if (!goes_on) all.emplace_back();
    goes_on = line.ends_with('\\');
    if (goes_on) line.pop_back();
    all.back() += line;
  }
  return all;
}

bool has(const std::string& text, std::string_view part) {
  return text.find(part) != std::string::npos;
}

bool matches(const std::string& text, const char* pattern) {
  return std::regex_search(text, std::regex(pattern));
}

std::vector<std::string> of_kind(const Plan& plan, std::string_view keyword) {
  std::vector<std::string> all;
  for (const std::string& each : instructions(plan)) {
    if (each.starts_with(keyword) && each[keyword.size()] == ' ') all.push_back(each);
  }
  return all;
}

/// RUNs that do something with this command.
std::vector<std::string> runs_with(const Plan& plan, std::string_view command) {
  std::vector<std::string> all;
  for (const std::string& run : of_kind(plan, "RUN")) {
    if (has(run, command)) all.push_back(run);
  }
  REQUIRE_FALSE(all.empty());
  return all;
}

}  // namespace

TEST_CASE("apt: index and install are one step, never an index alone") {
  for (const std::string& run : runs_with(everything(), "apt-get install")) CHECK(has(run, "apt-get update && "));
  for (const std::string& run : runs_with(everything(), "apt-get update")) CHECK(has(run, "apt-get install"));
}

TEST_CASE("apt: apt-get, without recommended packages, without a question") {
  for (const std::string& run : of_kind(everything(), "RUN"))
    CHECK_FALSE(matches(run, "(^|[ ;&])apt (install|update)"));
  for (const std::string& run : runs_with(article(), "apt-get install")) {
    CHECK(has(run, "apt-get install -y --no-install-recommends "));
  }
  const auto all = instructions(article());
  const auto quiet = std::find(all.begin(), all.end(), "ARG DEBIAN_FRONTEND=noninteractive");
  const auto first =
      std::find_if(all.begin(), all.end(), [](const auto& each) { return has(each, "apt-get install"); });
  CHECK(quiet < first);
}

TEST_CASE("apt: DEBIAN_FRONTEND is not left in the image") {
  for (const std::string& env : of_kind(everything(), "ENV")) CHECK_FALSE(has(env, "DEBIAN_FRONTEND"));
}

TEST_CASE("apt, pip, conda: what they download stays out of the layers, also in scripts") {
  for (const std::string& run : runs_with(everything(), "apt-get install")) {
    CHECK(has(run, "target=/var/cache/apt,"));
    CHECK(has(run, "target=/var/lib/apt/lists,"));
  }
  for (const std::string& run : runs_with(everything(), "pip install")) CHECK(has(run, "target=/var/cache/pip,"));
  for (const std::string& run : runs_with(everything(), "conda ")) {
    if (!has(run, "/tmp/conda.sh")) CHECK(has(run, "target=/opt/conda/pkgs,"));
  }
  CHECK(has(dockerfile(everything()), "ARG PIP_CACHE_DIR=/var/cache/pip\n"));
}

TEST_CASE("apt: no name twice") {
  const std::string text = dockerfile(plan_of({content::AptInstall{focal, {"git", "git"}, false}}));
  CHECK(text.find("git") == text.rfind("git"));
}

TEST_CASE("pip: no name twice") {
  const std::string text = dockerfile(plan_of({pip({"numpy", "numpy"})}));
  CHECK(text.find("numpy") == text.rfind("numpy"));
}

TEST_CASE("no apt-key") {
  CHECK_FALSE(has(dockerfile(everything()), "apt-key"));
}

TEST_CASE("the installer comes over https, is pinned, checked, and gone when its step ends") {
  const std::vector<std::string> all = instructions(article());
  CHECK(std::any_of(all.begin(), all.end(),
                    [](const auto& each) { return each.starts_with("ARG CONDA_INSTALLER_URL=https://"); }));
  const std::vector<std::string> runs = runs_with(article(), "conda.sh");
  REQUIRE(runs.size() == 1);
  CHECK(has(runs[0], "Miniforge3-26.3.2-3-Linux-x86_64.sh"));
  CHECK(runs[0].find("sha256sum -c -") < runs[0].find("bash /tmp/conda.sh"));
  CHECK(has(runs[0], "rm /tmp/conda.sh"));
  CHECK_FALSE(has(runs[0], "latest"));
}

TEST_CASE("no conda update") {
  CHECK_FALSE(has(dockerfile(everything()), "conda update"));
}

TEST_CASE("no machine is taken for granted") {
  for (const std::string& run : runs_with(everything(), "x86_64")) {
    CHECK(has(run, "$(uname -m)"));
    CHECK(has(run, "aarch64"));
  }
}

TEST_CASE("a download with a hash is checked before it is used") {
  for (const std::string& run : runs_with(everything(), std::string(64, 'c'))) {
    CHECK(run.find("sha256sum -c -") < run.find("tar -xf"));
  }
}

TEST_CASE("nothing is fetched into a shell") {
  for (const std::string& run : runs_with(everything(), "curl")) CHECK_FALSE(matches(run, "curl[^&]*\\|"));
}

TEST_CASE("each layer's packages are a step of their own") {
  CHECK(runs_with(everything(), "conda create").size() == 1);
  CHECK(runs_with(everything(), "conda install").size() == 1);
  CHECK(runs_with(article(), "apt-get install").size() == 2);
}

TEST_CASE("the build sees nothing by default") {
  CHECK(dockerignore(article()).starts_with("*\n"));
}

TEST_CASE("the image is not root's") {
  for (const Plan& plan : {article(), everything()}) {
    const std::vector<std::string> users = of_kind(plan, "USER");
    REQUIRE_FALSE(users.empty());
    CHECK(users.back() == "USER 1000:1000");
  }
}

TEST_CASE("a list never gets an empty entry") {
  for (const char* value : {"/x", "/x:", ":/x", "/x:/y"}) {
    const auto env = of_kind(plan_of({content::Variables{{variable("LD_LIBRARY_PATH", value, true)}}}), "ENV");
    REQUIRE(env.size() == 1);
    CHECK(matches(env[0], R"(^ENV LD_LIBRARY_PATH=/x(:/y)?\$\{LD_LIBRARY_PATH:\+:\$LD_LIBRARY_PATH\}$)"));
  }
}

TEST_CASE("every build argument has a default, but for the hash that overrides ours") {
  for (const std::string& argument : of_kind(everything(), "ARG")) {
    CAPTURE(argument);
    CHECK((matches(argument, "^ARG [A-Z0-9_]+=.+$") || argument == "ARG CONDA_INSTALLER_SHA256="));
  }
}

TEST_CASE("requirement files are not copied, and no source stands before the packages that do not need it") {
  for (const std::string& copy : of_kind(everything(), "COPY")) CHECK_FALSE(has(copy, "requirements.txt"));
  CHECK(of_kind(article(), "COPY") == std::vector<std::string>{"COPY --chmod=644 bashrc /home/user/.bashrc"});
}

TEST_CASE("what is cleaned up is cleaned up in its own step") {
  for (const std::string& run : of_kind(everything(), "RUN")) {
    CAPTURE(run);
    CHECK_FALSE(matches(run, "^RUN (rm|apt-get clean|conda clean|pip cache)"));
  }
}

TEST_CASE("a version's > is no redirection") {
  for (const std::string& run : of_kind(plan_of({pip({"numpy>=1.20", "torch<3"})}), "RUN")) {
    CHECK(has(run, "'numpy>=1.20'"));
    CHECK(has(run, "'torch<3'"));
  }
}

TEST_CASE("exports and cd hold for the whole step") {
  const auto runs = of_kind(plan_of({content::Script{{"export A=1", "cd /x", "make"}, {}, {}, {}}}), "RUN");
  REQUIRE(runs.size() == 1);
  CHECK(matches(runs[0], "^RUN export A=1 && +cd /x && +make$"));
}

TEST_CASE("environment is text, never a command that does not run") {
  CHECK(has(dockerfile(plan_of({content::Variables{{variable("X", "$(uname -m)")}}})), "ENV X=\"\\$(uname -m)\""));
}

TEST_CASE("a commit, a tag and a branch are fetched by name") {
  for (const char* ref : {"main", "v1.0", "0123456789012345678901234567890123456789"}) {
    CHECK(has(dockerfile(plan_of({content::Checkout{"https://github.com/a/b", ref, {}, {}, {}}})),
              fmt::format("git fetch -q --depth 1 origin {}; then", ref)));
  }
}

TEST_CASE("nothing needs a newer Dockerfile syntax than Docker 20.10 has") {
  const std::string text = dockerfile(everything());
  for (const char* sign : {"<<", "# syntax", "COPY --link", "--checksum", "ADD "}) {
    CAPTURE(sign);
    CHECK_FALSE(has(text, sign));
  }
}

TEST_CASE("no secret, no host, no date: the same plan is the same file") {
  CHECK(dockerfile(everything()) == dockerfile(everything()));
  CHECK_FALSE(matches(dockerfile(everything()), "20[0-9][0-9]-[0-9][0-9]-[0-9][0-9]"));
}
