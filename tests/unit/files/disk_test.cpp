// Reading, and what a write keeps of the file that was there.
#include "files/disk.hpp"
#include "folder.hpp"
#include "text/digest.hpp"

#include <doctest/doctest.h>
#include <sys/stat.h>
#include <sys/time.h>

using namespace envc;

namespace {

unsigned permissions(const std::string& path) {
  struct stat info {};
  REQUIRE(::stat(path.c_str(), &info) == 0);
  return info.st_mode & 07777;
}

struct stat info_of(const std::string& path) {
  struct stat info {};
  REQUIRE(::lstat(path.c_str(), &info) == 0);
  return info;
}

std::string failure(const std::vector<FileToWrite>& set) {
  try {
    DiskFiles().write_set(set);
    return "no failure";
  } catch (const MachineError& error) {
    return error.message;
  }
}

}  // namespace

TEST_CASE("kinds of files") {
  const Folder folder;
  folder.put("file", "text");
  std::filesystem::create_symlink("file", folder / "link");
  std::filesystem::create_symlink("nowhere", folder / "dangling");
  const DiskFiles files;
  CHECK(files.kind(folder.path()) == FileKind::directory);
  CHECK(files.kind(folder / "file") == FileKind::regular);
  CHECK(files.kind(folder / "link") == FileKind::regular);
  CHECK(files.kind(folder / "dangling") == FileKind::missing);
  CHECK(files.kind(folder / "none") == FileKind::missing);
  CHECK(files.kind(folder / "file/below") == FileKind::missing);
  CHECK(files.kind("/dev/null") == FileKind::other);
}

TEST_CASE("reading") {
  const Folder folder;
  const std::string bytes("a\0b\r\n\xff", 6);
  folder.put("file", bytes);
  folder.put("empty", "");
  const DiskFiles files;
  CHECK(files.read(folder / "file") == bytes);
  CHECK(files.read(folder / "empty") == "");
  CHECK(files.read(folder / "none") == std::nullopt);
  CHECK(files.read_start(folder / "file", 2) == bytes.substr(0, 2));
  CHECK(files.read_start("/dev/zero", 5) == std::string(5, '\0'));
  CHECK_THROWS_AS((void)files.read(folder.path()), MachineError);
}

TEST_CASE("the digest of a file longer than one piece") {
  const Folder folder;
  const std::string bytes(200001, 'x');
  folder.put("big", bytes);
  CHECK(DiskFiles().digest(folder / "big") == sha256(bytes));
  CHECK_THROWS_AS((void)DiskFiles().digest(folder / "none"), MachineError);
}

TEST_CASE("listing is sorted by bytes and empty for what is no folder") {
  const Folder folder;
  for (const char* name : {"b", "B", ".hidden", "a", "sub/x"}) folder.put(name, "");
  CHECK(DiskFiles().list(folder.path()) == std::vector<std::string>{".hidden", "B", "a", "b", "sub"});
  CHECK(DiskFiles().list(folder / "a").empty());
  CHECK(DiskFiles().list(folder / "none").empty());
}

TEST_CASE("modes are what version control keeps") {
  const Folder folder;
  folder.put("plain", "");
  folder.put("tool", "");
  ::chmod((folder / "plain").c_str(), 0664);
  ::chmod((folder / "tool").c_str(), 0700);
  const DiskFiles files;
  CHECK(files.mode(folder / "plain") == 0644);
  CHECK(files.mode(folder / "tool") == 0755);
  CHECK(files.mode(folder.path()) == 0755);
  CHECK(files.mode(folder / "none") == 0);
}

TEST_CASE("a new file has the permissions that the umask leaves") {
  const Folder folder;
  for (const auto& [mask, plain, tool] : {std::tuple{022U, 0644U, 0755U}, {077U, 0600U, 0700U}, {002U, 0664U, 0775U}}) {
    const mode_t old = ::umask(mask);
    const std::string name = std::to_string(mask);
    DiskFiles().write_set({{folder / ("plain" + name), "x"}, {folder / ("tool" + name), "x", true}});
    ::umask(old);
    CHECK(permissions(folder / ("plain" + name)) == plain);
    CHECK(permissions(folder / ("tool" + name)) == tool);
  }
}

TEST_CASE("an old file keeps its permissions but for the execute bits") {
  const Folder folder;
  for (const char* name : {"a", "b", "c"}) folder.put(name, "old");
  ::chmod((folder / "a").c_str(), 0660);
  ::chmod((folder / "b").c_str(), 0755);
  ::chmod((folder / "c").c_str(), 0640);
  DiskFiles().write_set({{folder / "a", "new"}, {folder / "b", "new"}, {folder / "c", "new", true}});
  CHECK(permissions(folder / "a") == 0660);
  CHECK(permissions(folder / "b") == 0644);
  CHECK(permissions(folder / "c") == 0750);
}

TEST_CASE("a file that would not change is not touched") {
  const Folder folder;
  folder.put("same", "text");
  folder.put("other", "old");
  const struct stat old = info_of(folder / "same");
  DiskFiles().write_set({{folder / "same", "text"}, {folder / "other", "new"}});
  const struct stat now = info_of(folder / "same");
  CHECK(now.st_ino == old.st_ino);
  CHECK(now.st_mtim.tv_sec == old.st_mtim.tv_sec);
  CHECK(now.st_mtim.tv_nsec == old.st_mtim.tv_nsec);
  CHECK(now.st_ctim.tv_nsec == old.st_ctim.tv_nsec);
  CHECK(folder.all().at("other") == "new");
}

TEST_CASE("a set with nothing to change makes no file at all") {
  const Folder folder;
  folder.put("same", "text");
  int changes = 0;
  DiskFiles files([&](std::string_view) { ++changes; });
  files.write_set({{folder / "same", "text"}});
  CHECK(changes == 0);
}

TEST_CASE("the same bytes but another mode is a change") {
  const Folder folder;
  folder.put("tool", "text");
  DiskFiles().write_set({{folder / "tool", "text", true}});
  CHECK(permissions(folder / "tool") == 0755);
}

TEST_CASE("links are followed inside the folder and refused out of it") {
  const Folder folder;
  const Folder elsewhere;
  folder.put("real/Dockerfile", "old");
  elsewhere.put("Dockerfile", "old");
  std::filesystem::create_symlink("real/Dockerfile", folder / "Dockerfile");
  std::filesystem::create_symlink(elsewhere / "Dockerfile", folder / "out");
  std::filesystem::create_symlink("nowhere", folder / "dangling");
  std::filesystem::create_symlink("loop", folder / "loop");
  std::filesystem::create_directory_symlink(elsewhere.path(), folder / "away");

  CHECK(failure({{folder / "Dockerfile", "new"}}) == "no failure");
  CHECK(folder.all().at("Dockerfile") == "-> real/Dockerfile");
  CHECK(folder.all().at("real/Dockerfile") == "new");
  const auto before = folder.all();

  CHECK(failure({{folder / "out", "new"}}) == "cannot write `" + (folder / "out") + "`: it is a link to `" +
                                                  (elsewhere / "Dockerfile") + "`, outside its folder");
  CHECK(failure({{folder / "dangling", "new"}}) ==
        "cannot write `" + (folder / "dangling") + "`: it is a link to `nowhere`, which is no file");
  CHECK(failure({{folder / "loop", "new"}}) ==
        "cannot write `" + (folder / "loop") + "`: it is a link to `loop`, which is no file");
  CHECK(failure({{folder / "x", "new"}, {folder / "away/x", "new"}}) ==
        "cannot write `" + (folder / "away/x") + "`: its folder is a link out of `" + folder.path() + "`");
  CHECK(folder.all() == before);
  CHECK(elsewhere.all() == std::map<std::string, std::string>{{"Dockerfile", "old"}});
}

TEST_CASE("what is no regular file is not replaced") {
  const Folder folder;
  std::filesystem::create_directory(folder / "Dockerfile");
  ::mkfifo((folder / "pipe").c_str(), 0600);
  CHECK(failure({{folder / "Dockerfile", "x"}}) == "cannot write `" + (folder / "Dockerfile") + "`: Is a directory");
  CHECK(failure({{folder / "pipe", "x"}}) == "cannot write `" + (folder / "pipe") + "`: it is no regular file");
}

TEST_CASE("a link planted at a temporary name is not written through") {
  const Folder folder;
  const Folder elsewhere;
  elsewhere.put("victim", "safe");
  std::filesystem::create_symlink(elsewhere / "victim", folder / ".envc-tmp.new.a");
  std::filesystem::create_symlink(elsewhere / "victim", folder / ".envc-tmp.old.a");
  DiskFiles().write_set({{folder / "a", "x"}});
  DiskFiles().write_set({{folder / "a", "y"}});
  CHECK(elsewhere.all().at("victim") == "safe");
  CHECK(folder.all() == std::map<std::string, std::string>{{"a", "y"}});
}

TEST_CASE("bare names lie in the current folder") {
  const Folder folder;
  const auto old = std::filesystem::current_path();
  std::filesystem::current_path(folder.path());
  DiskFiles().write_set({{"a", "x"}, {"sub/b", "y"}});
  CHECK(DiskFiles().real("") == DiskFiles().real(folder.path()));
  std::filesystem::current_path(old);
  CHECK(folder.all() == std::map<std::string, std::string>{{"a", "x"}, {"sub/b", "y"}});
}
