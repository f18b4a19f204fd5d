// The memory door behaves as the disk's, and remembers.
#include "files/memory.hpp"
#include "text/digest.hpp"

#include <doctest/doctest.h>

using namespace envc;

namespace {

MemoryFiles sample() {
  MemoryFiles files;
  files.files["project.env"] = {"cuda 11.3\n"};
  files.files["src/tool.sh"] = {"#!/bin/sh\n", true};
  files.files["src/link"] = {.bytes = "", .link = "tool.sh"};
  files.files["away"] = {.bytes = "", .link = "/etc"};
  files.files["/etc/passwd"] = {"root\n"};
  files.files["loop"] = {.bytes = "", .link = "loop"};
  return files;
}

}  // namespace

TEST_CASE("memory: kinds, lists, modes") {
  const MemoryFiles files = sample();
  CHECK(files.kind("project.env") == FileKind::regular);
  CHECK(files.kind("./src/") == FileKind::directory);
  CHECK(files.kind("") == FileKind::directory);
  CHECK(files.kind("none") == FileKind::missing);
  CHECK(files.kind("loop") == FileKind::missing);
  CHECK(files.list("src") == std::vector<std::string>{"link", "tool.sh"});
  CHECK(files.list("project.env").empty());
  CHECK(files.mode("src/tool.sh") == 0755);
  CHECK(files.mode("project.env") == 0644);
  CHECK(files.mode("src") == 0755);
  CHECK(files.mode("none") == 0);
}

TEST_CASE("memory: links") {
  const MemoryFiles files = sample();
  CHECK(files.link("src/link") == "tool.sh");
  CHECK(files.link("project.env") == std::nullopt);
  CHECK(files.read("src/link") == "#!/bin/sh\n");
  CHECK(files.read("away/passwd") == "root\n");
  CHECK(files.real("src/link") == "/current/src/tool.sh");
  CHECK(files.real("away") == "/etc");
  CHECK(files.real("none") == std::nullopt);
}

TEST_CASE("memory: reads and writes are recorded") {
  MemoryFiles files = sample();
  CHECK(files.read_start("./project.env", 4) == "cuda");
  CHECK(files.read("none") == std::nullopt);
  CHECK(files.digest("project.env") == sha256("cuda 11.3\n"));
  CHECK(files.reads == std::vector<std::string>{"project.env", "none", "project.env"});
  files.write_set({{"project.env", "cuda 11.3\n"}, {"./out/Dockerfile", "FROM x\n"}});
  CHECK(files.written == std::vector<std::string>{"out/Dockerfile"});
  CHECK(files.files.at("out/Dockerfile").bytes == "FROM x\n");
}

TEST_CASE("memory: refusals") {
  MemoryFiles files = sample();
  files.unreadable.insert("project.env");
  CHECK_THROWS_AS((void)files.read("project.env"), MachineError);
  CHECK_THROWS_AS((void)files.read("src"), MachineError);
  CHECK_THROWS_AS((void)files.digest("none"), MachineError);
  files.refuse = MachineError{"full"};
  CHECK_THROWS_AS(files.write_set({{"a", "b"}}), MachineError);
  CHECK(files.written.empty());
}
