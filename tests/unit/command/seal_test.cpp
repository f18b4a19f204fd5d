#include "command/command.hpp"
#include "files/memory.hpp"
#include "run.hpp"

#include <doctest/doctest.h>

using namespace envc;

namespace {

std::size_t sealed_layers(const MemoryFiles& files) {
  const std::string& lock = files.files.at("envc.lock").bytes;
  std::size_t count = 0;
  for (std::size_t at = lock.find("\nsealed = ["); at != std::string::npos; at = lock.find("\nsealed = [", at + 1))
    ++count;
  return count;
}

std::size_t layers(const MemoryFiles& files) {
  const std::string& lock = files.files.at("envc.lock").bytes;
  std::size_t count = 0;
  for (std::size_t at = lock.find("[[layers]]"); at != std::string::npos; at = lock.find("[[layers]]", at + 1)) ++count;
  return count;
}

MemoryFiles compiled(const std::string& text) {
  MemoryFiles files;
  files.files["project.env"] = {text};
  REQUIRE(ran({"compile"}, files).status == fine);
  return files;
}

}  // namespace

TEST_CASE("seal marks every layer, in the lock alone, once") {
  MemoryFiles files = compiled("apt git\n");
  const std::string launch = files.files.at("launch.sh").bytes;
  CHECK(sealed_layers(files) == 0);
  files.written.clear();
  CHECK(ran({"seal"}, files).told() == "0 ");
  CHECK(files.written == std::vector<std::string>{"envc.lock"});
  CHECK(sealed_layers(files) == layers(files));
  CHECK(files.files.at("launch.sh").bytes == launch);
  files.written.clear();
  CHECK(ran({"seal"}, files).out == "");
  CHECK(files.written.empty());
}

TEST_CASE("compile keeps the mark on leading layers that stay as they are") {
  MemoryFiles files = compiled("apt git\nrun true\n");
  ran({"seal"}, files);
  const std::size_t all = sealed_layers(files);
  files.written.clear();
  CHECK(ran({"compile"}, files).status == fine);
  CHECK(files.written.empty());
  files.files["project.env"] = {"apt git\nrun false\n"};
  CHECK(ran({"compile"}, files).status == fine);
  CHECK(sealed_layers(files) > 0);
  CHECK(sealed_layers(files) < all);
  files.files["project.env"] = {"debian 12\napt git\nrun false\n"};
  CHECK(ran({"compile"}, files).status == fine);
  CHECK(sealed_layers(files) == 0);
}

TEST_CASE("what was not compiled cannot be sealed") {
  MemoryFiles files = compiled("apt git\n");
  files.files["project.env"] = {"apt git wget\n"};
  const Ran run = ran({"seal"}, files);
  CHECK(run.status == wrong_input);
  CHECK(run.err.find("error[stale-files]") != std::string::npos);
  files.files.erase("Dockerfile");
  CHECK(ran({"seal"}, files).status == wrong_input);
}

TEST_CASE("a damaged lock is told once, and replaced by force or when it is away") {
  MemoryFiles files = compiled("apt git\n");
  std::string& lock = files.files.at("envc.lock").bytes;
  const std::string whole = lock;
  lock.resize(lock.size() - 3);
  const Ran run = ran({"compile"}, files);
  CHECK(run.status == wrong_input);
  CHECK(run.err.find("error[damaged-lock]") != std::string::npos);
  CHECK(run.err.find("edited-by-hand") == std::string::npos);
  CHECK(ran({"compile", "--force"}, files).status == fine);
  CHECK(files.files.at("envc.lock").bytes == whole);
}
