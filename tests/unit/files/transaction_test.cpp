// Whole or not at all: failures and kills at every single step.
#include "files/disk.hpp"
#include "folder.hpp"

#include <doctest/doctest.h>
#include <fcntl.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <csignal>

using namespace envc;

namespace {

using Content = std::map<std::string, std::string>;

const Content before{{"a", "old a"}, {"c", "old c"}, {"other", "not ours"}};
const Content after{{"a", "new a"}, {"b", "new b"}, {"c", "new c"}, {"sub/d", "new d"}, {"other", "not ours"}};

std::vector<FileToWrite> set_in(const Folder& folder) {
  return {{folder / "a", "new a"}, {folder / "b", "new b", true}, {folder / "c", "new c"}, {folder / "sub/d", "new d"}};
}

void fill(const Folder& folder) {
  for (const auto& [name, bytes] : before) folder.put(name, bytes);
}

std::string failure(Files& files, const std::vector<FileToWrite>& set) {
  try {
    files.write_set(set);
    return "no failure";
  } catch (const MachineError& error) {
    return error.message;
  }
}

/// The child writes and is killed before its n-th change; false when there is no such change any more.
bool killed_at(int n, const Folder& folder) {
  const pid_t child = ::fork();
  if (child == 0) {
    int step = 0;
    DiskFiles files([&](std::string_view) {
      if (++step == n) ::kill(::getpid(), SIGKILL);
    });
    files.write_set(set_in(folder));
    ::_exit(0);
  }
  int status = 0;
  ::waitpid(child, &status, 0);
  return WIFSIGNALED(status);
}

}  // namespace

TEST_CASE("a set is written whole, folders are made") {
  const Folder folder;
  fill(folder);
  DiskFiles().write_set(set_in(folder));
  CHECK(folder.all() == after);
}

TEST_CASE("a failure at any step changes nothing and leaves nothing") {
  int step = 0;
  for (int n = 1; step + 1 >= n; ++n) {
    const Folder folder;
    fill(folder);
    step = 0;
    DiskFiles files([&](std::string_view) {
      if (++step == n) throw MachineError{"stop here"};
    });
    if (failure(files, set_in(folder)) == "no failure") break;
    CAPTURE(n);
    CHECK(folder.all() == before);
    CHECK_FALSE(std::filesystem::exists(folder / "sub"));
  }
  CHECK(step >= 15);  // folder, journal, 4 writes, 4 syncs, commit, 4 renames, clean
}

TEST_CASE("a run killed at any step is completed or undone by the next") {
  int n = 1;
  for (; n < 100; ++n) {
    const Folder folder;
    fill(folder);
    if (!killed_at(n, folder)) break;
    CAPTURE(n);
    Content now = folder.all();
    for (const auto& [name, bytes] : before) CHECK((now[name] == bytes || now[name] == after.at(name)));  // whole files

    DiskFiles().recover(folder.path());
    now = folder.all();
    CHECK((now == before || now == after));
    DiskFiles().write_set(set_in(folder));
    CHECK(folder.all() == after);
  }
  CHECK(n >= 16);
}

TEST_CASE("the next write recovers by itself") {
  for (int n = 1; n < 100; ++n) {
    const Folder folder;
    fill(folder);
    if (!killed_at(n, folder)) break;
    CAPTURE(n);
    DiskFiles().write_set({{folder / "a", "newest"}});
    const Content now = folder.all();
    CHECK(now.at("a") == "newest");
    for (const auto& [name, bytes] : now) CHECK_FALSE(name.find(temporary_prefix) != std::string::npos);
  }
}

TEST_CASE("what a person changed after a kill is left alone") {
  const Folder folder;
  fill(folder);
  int renames = 0;
  const pid_t child = ::fork();
  if (child == 0) {
    DiskFiles files([&](std::string_view what) {
      if (what == "rename" && ++renames == 2) ::kill(::getpid(), SIGKILL);
    });
    files.write_set(set_in(folder));
    ::_exit(0);
  }
  int status = 0;
  ::waitpid(child, &status, 0);
  REQUIRE(WIFSIGNALED(status));
  folder.put("c", "mine");
  DiskFiles().recover(folder.path());
  CHECK(folder.all() ==
        Content{{"a", "new a"}, {"b", "new b"}, {"c", "mine"}, {"sub/d", "new d"}, {"other", "not ours"}});
}

TEST_CASE("a journal that came with a foreign folder moves nothing out of it") {
  const Folder folder;
  const Folder elsewhere;
  elsewhere.put(".envc-tmp.new.victim", "evil");
  std::filesystem::create_directory_symlink(elsewhere.path(), folder / "away");
  const std::string up = "../" + std::filesystem::path(elsewhere.path()).filename().string() + "/victim";
  const std::string nul(1, '\0');
  folder.put(".envc-tmp.commit",
             "envc journal 1\n" + up + nul + nul + elsewhere / "victim" + nul + nul + "away/victim" + nul + nul);
  DiskFiles().recover(folder.path());
  CHECK(elsewhere.all() == Content{{".envc-tmp.new.victim", "evil"}});
  CHECK(folder.all() == Content{{"away", "-> " + elsewhere.path()}});
}

TEST_CASE("rubbish for a journal is removed") {
  for (const char* text : {"", "x", "envc journal 1\n", "envc journal 1\na", "envc journal 2\na"}) {
    const Folder folder;
    folder.put("a", "old");
    folder.put(".envc-tmp.journal", text);
    folder.put(".envc-tmp.commit", text);
    DiskFiles().recover(folder.path());
    CHECK(folder.all() == Content{{"a", "old"}});
  }
}

TEST_CASE("a full disk") {
  Folder folder;
  if (!folder.mount("size=64k")) {
    MESSAGE("skipped: only root can mount a small disk");
    return;
  }
  fill(folder);
  DiskFiles files;
  const std::string big(200000, 'x');
  CHECK(failure(files, {{folder / "a", "small"}, {folder / "b", big}}) ==
        "cannot write `" + (folder / "b") + "`: No space left on device");
  CHECK(folder.all() == before);
}

TEST_CASE("a disk without a free inode") {
  Folder folder;
  if (!folder.mount("size=1m,nr_inodes=6")) {
    MESSAGE("skipped: only root can mount a small disk");
    return;
  }
  fill(folder);
  DiskFiles files;
  CHECK(failure(files, set_in(folder)).ends_with(": No space left on device"));
  CHECK(folder.all() == before);
}

TEST_CASE("a read-only disk") {
  Folder folder;
  if (!folder.mount("size=64k")) {
    MESSAGE("skipped: only root can mount a small disk");
    return;
  }
  fill(folder);
  REQUIRE(folder.make_read_only());
  DiskFiles files;
  CHECK(failure(files, {{folder / "a", "new a"}}) ==
        "cannot write into `" + folder.path() + "`: Read-only file system");
  CHECK(folder.all() == before);
  CHECK(failure(files, {{folder / "a", "old a"}}) == "no failure");  // nothing to change, nothing to refuse
}

TEST_CASE("a folder that may not be written") {
  if (::geteuid() == 0) {
    MESSAGE("skipped: root may write everywhere");
    return;
  }
  const Folder folder;
  fill(folder);
  ::chmod(folder.path().c_str(), 0555);
  DiskFiles files;
  CHECK(failure(files, {{folder / "a", "new a"}}) == "cannot write into `" + folder.path() + "`: Permission denied");
  ::chmod(folder.path().c_str(), 0755);
  CHECK(folder.all() == before);
}

TEST_CASE("the last of the renames is refused: the others are taken back") {
  const Folder folder;
  const Folder source;
  fill(folder);
  source.put("c", "held");
  if (::mount((source / "c").c_str(), (folder / "c").c_str(), nullptr, MS_BIND, nullptr) != 0) {
    MESSAGE("skipped: only root can mount over a file");
    return;
  }
  DiskFiles files;
  CHECK(failure(files, set_in(folder)) == "cannot write `" + (folder / "c") + "`: Device or resource busy");
  CHECK(::umount2((folder / "c").c_str(), MNT_DETACH) == 0);
  CHECK(folder.all() == before);
  CHECK_FALSE(std::filesystem::exists(folder / "sub"));
}

TEST_CASE("no folder where one is needed") {
  const Folder folder;
  folder.put("file", "text");
  DiskFiles files;
  CHECK(failure(files, {{folder / "file/a", "x"}}) ==
        "cannot make the folder `" + (folder / "file") + "`: Not a directory");
  CHECK(folder.all() == Content{{"file", "text"}});
}
