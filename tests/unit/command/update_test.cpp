// What a lock decided holds until the source or `--update` asks otherwise.
#include "emit/artifact.hpp"
#include "facts/facts.hpp"
#include "files/memory.hpp"
#include "run.hpp"

#include <doctest/doctest.h>

using namespace envc;

namespace {

/// A folder whose lock was made by an envc that knew `older` where this one takes `newer`.
MemoryFiles with_older_lock(const std::string& source, const std::string& newer, const std::string& older) {
  MemoryFiles files;
  files.files["project.env"] = {source};
  REQUIRE(ran({"compile"}, files).status == fine);
  std::string lock = files.files.at("envc.lock").bytes;
  lock.erase(0, lock.find("\n\n") + 2);  // the header
  std::size_t changed = 0;
  for (std::size_t at = lock.find(newer); at != std::string::npos; at = lock.find(newer, at + older.size())) {
    lock.replace(at, newer.size(), older);
    ++changed;
  }
  REQUIRE(changed > 0);
  files.files["envc.lock"] = {with_header(lock)};
  return files;
}

std::string newest_installer() {
  return std::string(Facts::builtin().conda_installer("").front().version);
}

/// A version of the table that is not the newest.
std::string older_installer() {
  for (const char* version : {"26.1.1-2", "25.11.0-1"}) {
    if (Facts::builtin().conda_installer(version).front().version == version && version != newest_installer())
      return version;
  }
  FAIL("the table has changed: name another version here");
  return {};
}

bool installs(const MemoryFiles& files, const std::string& version) {
  return files.files.at("Dockerfile").bytes.find("Miniforge3-" + version) != std::string::npos;
}

const std::string source = "ubuntu 22.04\nconda numpy\n";

}  // namespace

TEST_CASE("a newer catalogue moves nothing that the lock has") {
  MemoryFiles files = with_older_lock(source, newest_installer(), older_installer());
  CHECK(ran({"compile"}, files).status == fine);
  CHECK(installs(files, older_installer()));
  files.files["project.env"] = {source + "apt git\n"};
  CHECK(ran({"compile"}, files).status == fine);
  CHECK(installs(files, older_installer()));
}

TEST_CASE("--update lets everything move, and says what did") {
  MemoryFiles files = with_older_lock(source, newest_installer(), older_installer());
  const Ran run = ran({"compile", "--update"}, files);
  CHECK(run.status == fine);
  CHECK(installs(files, newest_installer()));
  CHECK(run.out.find("moved conda installer: " + older_installer() + " → " + newest_installer() + " (") !=
        std::string::npos);
  CHECK(ran({"compile"}, files).out.find("moved") == std::string::npos);
}

TEST_CASE("--update NAME lets that alone move; files may stand beside it") {
  MemoryFiles files = with_older_lock(source, newest_installer(), older_installer());
  CHECK(ran({"compile", "--update", "cuda"}, files).status == fine);
  CHECK(installs(files, older_installer()));
  CHECK(ran({"compile", "project.env", "--update", "installer"}, files).status == fine);
  CHECK(installs(files, newest_installer()));
}

TEST_CASE("--update of a name that no lock knows") {
  MemoryFiles files = with_older_lock(source, newest_installer(), older_installer());
  files.written.clear();
  CHECK(ran({"compile", "--update", "instaler"}, files).told() ==
        "2 envc: `instaler` is no file, and nothing that envc.lock decides\n"
        "  = help: did you mean `envc compile --update installer`?\n");
  CHECK(files.written.empty());
}

TEST_CASE("a version that the tables have no more is chosen anew, and said so") {
  MemoryFiles files = with_older_lock(source, newest_installer(), "1.0-0");
  const Ran run = ran({"compile"}, files);
  CHECK(installs(files, newest_installer()));
  CHECK(run.out.find("moved conda installer: 1.0-0 → " + newest_installer()) != std::string::npos);
}
