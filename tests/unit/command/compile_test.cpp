// The driver around the stages: what is written when, what is told where.
#include "command/command.hpp"
#include "command/report.hpp"
#include "emit/artifact.hpp"
#include "files/memory.hpp"
#include "run.hpp"

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

using namespace envc;

namespace {

using Names = std::vector<std::string>;
using Json = nlohmann::json;

MemoryFiles with_source(std::string text) {
  MemoryFiles files;
  files.files["project.env"] = {std::move(text)};
  return files;
}

/// Names of what is there beside the source, in the order of their bytes.
Names generated(const MemoryFiles& files, const std::string& folder = "") {
  Names names;
  for (const auto& [path, file] : files.files)
    if (path.starts_with(folder) && path != "project.env") names.push_back(path.substr(folder.size()));
  return names;
}

const Names all{".dockerignore", "Dockerfile", "bashrc", "envc.lock", "envc.mk", "launch.sh"};

}  // namespace

TEST_CASE("durations") {
  CHECK(duration(0) == "0 s");
  CHECK(duration(0.4) == "0 s");
  CHECK(duration(119.4) == "119 s");
  CHECK(duration(120) == "2 min 0 s");
  CHECK(duration(560) == "9 min 20 s");
  CHECK(duration(7199.6) == "2 h 0 min");
  CHECK(duration(7500) == "2 h 5 min");
}

TEST_CASE("compile writes the artifacts beside the source, the lock first") {
  MemoryFiles files = with_source("apt git\n");
  const Ran run = ran({"compile"}, files);
  CHECK(run.told() == "0 ");
  CHECK(generated(files) == all);
  CHECK(files.written.front() == "envc.lock");
  CHECK(files.files.at("launch.sh").executable);
  CHECK_FALSE(files.files.at("Dockerfile").executable);
  for (const std::string& name : all) {
    CAPTURE(name);
    CHECK(ownership(files.files.at(name).bytes) == Ownership::ours);
  }
}

TEST_CASE("compile tells three lines") {
  MemoryFiles files = with_source("project lab\napt git\n");
  const std::string out = ran({"compile"}, files).out;
  const std::size_t second = out.find('\n') + 1;
  const std::size_t third = out.find('\n', second) + 1;
  CHECK(out.find('\n', third) == out.size() - 1);
  CHECK(out.starts_with("wrote envc.lock Dockerfile .dockerignore bashrc launch.sh envc.mk\n"));
  CHECK(out.substr(second, third - second).find(" layers, about ") != std::string::npos);
  CHECK(out.substr(third).starts_with("lab:"));
  const std::string image = out.substr(third, out.find(' ', third) - third);
  CHECK(out.substr(third) == image + "  next: DOCKER_BUILDKIT=1 docker build -t " + image + " . && ./launch.sh\n");
}

TEST_CASE("a second compile changes nothing and says so") {
  MemoryFiles files = with_source("apt git\n");
  ran({"compile"}, files);
  files.written.clear();
  const Ran run = ran({"compile"}, files);
  CHECK(files.written.empty());
  CHECK(run.out.starts_with("unchanged envc.lock Dockerfile .dockerignore bashrc launch.sh envc.mk\n"));
}

TEST_CASE("another folder") {
  MemoryFiles files;
  files.files["lab/project.env"] = {"project lab\napt git\n"};
  const Ran run = ran({"compile", "-o", "my out/", "lab/project.env"}, files);
  CHECK(run.told() == "0 ");
  CHECK(generated(files, "my out/").size() == all.size());
  CHECK(run.out.find("next: DOCKER_BUILDKIT=1 docker build -t lab:") != std::string::npos);
  CHECK(run.out.ends_with(" 'my out' && './my out/launch.sh'\n"));
}

TEST_CASE("another folder, and files of the project in the build: both go to it") {
  MemoryFiles files;
  files.files["lab/project.env"] = {"project lab\ncopy src /src\n"};
  files.files["lab/src/a"] = {"x"};
  const std::string out = ran({"compile", "-o", "out", "lab/project.env"}, files).out;
  const std::string start =
      "next: tar -c --exclude=.git --exclude=__pycache__ -C lab ./src -C ../out Dockerfile bashrc | ";
  CHECK(out.find(start + "DOCKER_BUILDKIT=1 docker build -t lab:") != std::string::npos);
  CHECK(out.ends_with(" - && ./out/launch.sh\n"));
}

TEST_CASE("standard input") {
  MemoryFiles files;
  CHECK(ran({"compile", "-", "-o", "out"}, files, "apt git\n").told() == "0 ");
  CHECK(files.files.contains("out/Dockerfile"));
  CHECK(ran({"compile", "-"}, files, "atp git\n").err.starts_with("<stdin>:1:1: error["));
}

TEST_CASE("an input with errors writes nothing at all") {
  MemoryFiles files = with_source("apt git\n");
  ran({"compile"}, files);
  files.files["project.env"].bytes = "apt git\ncuda eleven\n";
  const auto before = files.files;
  files.written.clear();
  const Ran run = ran({"compile"}, files);
  CHECK(run.status == wrong_input);
  CHECK(run.out.empty());
  CHECK(run.err.ends_with("nothing was written\n"));
  CHECK(files.written.empty());
  CHECK(files.files.size() == before.size());
}

TEST_CASE("with several sources one error holds back all of them") {
  MemoryFiles files;
  files.files["a/project.env"] = {"apt git\n"};
  files.files["b/project.env"] = {"cuda eleven\n"};
  CHECK(ran({"compile", "a/project.env", "b/project.env"}, files).status == wrong_input);
  CHECK(files.written.empty());
  files.files["b/project.env"] = {"apt wget\n"};
  const Ran run = ran({"compile", "a/project.env", "b/project.env"}, files);
  CHECK(run.status == fine);
  CHECK(files.written.size() == 2 * all.size());
  CHECK(run.out.starts_with("a/project.env:\nwrote a/envc.lock "));
  CHECK(run.out.find("\nb/project.env:\nwrote b/envc.lock ") != std::string::npos);
}

TEST_CASE("a hand-written Dockerfile in the way: a diff, and nothing is written") {
  MemoryFiles files = with_source("apt git\n");
  files.files["Dockerfile"] = {"FROM mine\n"};
  const Ran run = ran({"compile"}, files);
  CHECK(run.status == wrong_input);
  CHECK(run.err.starts_with("--- Dockerfile (as it is)\n+++ Dockerfile (as envc writes it)\n"));
  CHECK(run.err.find("\n-FROM mine\n") != std::string::npos);
  CHECK(run.err.find("error[not-ours]: `Dockerfile` is in the way: envc did not make it\n") != std::string::npos);
  CHECK(run.err.ends_with("nothing was written\n"));
  CHECK(files.written.empty());
  CHECK(ran({"compile", "--force"}, files).status == fine);
  CHECK(ownership(files.files.at("Dockerfile").bytes) == Ownership::ours);
}

TEST_CASE("--check lists what is stale and writes nothing") {
  MemoryFiles files = with_source("apt git\n");
  Ran run = ran({"compile", "--check"}, files);
  CHECK(run.status == wrong_input);
  CHECK(run.out == "envc.lock\nDockerfile\n.dockerignore\nbashrc\nlaunch.sh\nenvc.mk\n");
  CHECK(run.err == "6 generated files out of date; to write anew: envc compile\n");
  CHECK(files.written.empty());

  ran({"compile"}, files);
  run = ran({"compile", "--check"}, files);
  CHECK(run.told() == "0 6 generated files up to date\n");
  CHECK(run.out.empty());

  files.files.erase("bashrc");
  run = ran({"compile", "--check"}, files);
  CHECK(run.told() == "1 1 generated file out of date; to write anew: envc compile\n");
  CHECK(run.out == "bashrc\n");
}

TEST_CASE("a disk that refuses") {
  MemoryFiles files = with_source("apt git\n");
  files.refuse = MachineError{"cannot write `Dockerfile`: No space left on device"};
  const Ran run = ran({"compile"}, files);
  CHECK(run.told() == "3 envc: cannot write `Dockerfile`: No space left on device\n");
  CHECK(run.out.empty());
}

TEST_CASE("-MD writes what the files are made from") {
  MemoryFiles files = with_source("pip -r requirements.txt\n");
  files.files["requirements.txt"] = {"numpy\n-c pins.txt\n"};
  files.files["pins.txt"] = {"numpy<2\n"};
  CHECK(ran({"compile", "-MD"}, files).told() == "0 ");
  const std::string& text = files.files.at("envc.d").bytes;
  CHECK(text.find("\n.envc.stamp: \\\n  pins.txt \\\n  project.env \\\n  requirements.txt\n") != std::string::npos);
  CHECK(ownership(text) == Ownership::ours);
  CHECK(ran({"compile", "-MD", "--check"}, files).status == fine);
}

TEST_CASE("a source of more than 16 MB") {
  MemoryFiles files = with_source(std::string((std::size_t(16) << 20) + 1, '#'));
  const Ran run = ran({"check"}, files);
  CHECK(run.status == wrong_input);
  CHECK(run.err.find("error[file-too-large]: `project.env` has more than 16 MB\n") != std::string::npos);
}

TEST_CASE("values from the command line") {
  MemoryFiles files = with_source("let V\napt git\nenv A={V}\n");
  CHECK(ran({"check"}, files).status == wrong_input);
  CHECK(ran({"check", "--set", "V=7"}, files).told() == "0 ");
  CHECK(ran({"compile", "--set", "V=7"}, files).status == fine);
  CHECK(files.files.at("Dockerfile").bytes.find("A=7") != std::string::npos);
  CHECK(ran({"check", "--set", "V=7", "--set", "W=1"}, files).status == wrong_input);
}

TEST_CASE("check writes nothing and tells the result on the output") {
  MemoryFiles files = with_source("apt git\n");
  const Ran run = ran({"check"}, files);
  CHECK(run.told() == "0 ");
  CHECK(run.out == "project.env: no errors\n");
  CHECK(files.written.empty());
}

TEST_CASE("reports for programs") {
  MemoryFiles files = with_source("apt git\n");
  Ran run = ran({"compile", "--format", "json"}, files);
  CHECK(run.told() == "0 ");
  Json report = Json::parse(run.out);
  CHECK(report["diagnostics"].empty());
  CHECK(report["results"][0]["source"] == "project.env");
  CHECK(report["results"][0]["files"].size() == all.size());
  CHECK(report["results"][0]["files"][0] == Json{{"path", "envc.lock"}, {"changed", true}});
  CHECK(report["results"][0]["layers"][0]["seconds"].is_number());

  files.files["project.env"].bytes = "cuda eleven\n";
  run = ran({"check", "--format=json"}, files);
  CHECK(run.told() == "1 ");
  report = Json::parse(run.out);
  CHECK(report["diagnostics"].size() == 1);
  CHECK(report["diagnostics"][0]["line"] == 1);
}
