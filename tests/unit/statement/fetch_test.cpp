// Steps that fetch: download git.
#include "checked.hpp"

#include <doctest/doctest.h>

using namespace envc;

namespace {

Download download(std::string_view text) {
  const Model model = model_of(text);
  REQUIRE(model.steps.size() == 1);
  return std::get<Download>(model.steps[0].action);
}

/// `url ref path`, `-` for what is not said
std::string git(std::string_view text) {
  const Model model = model_of(text);
  REQUIRE(model.steps.size() == 1);
  const Git& step = std::get<Git>(model.steps[0].action);
  return step.url.value + " " + step.ref.value_or("-") + " " + step.path.value_or("-");
}

const std::string digits(64, 'a');

}  // namespace

TEST_CASE("download") {
  CHECK(download("download https://example.org/a/data.bin").path == "/opt/data.bin");
  CHECK(download("download https://example.org/data.bin?x=1#y").path == "/opt/data.bin");
  CHECK(download("download https://example.org/data.bin /data").path == "/data");
  CHECK(download("download https://example.org/data.bin /data/").path == "/data/data.bin");
  CHECK(download("download https://example.org/data.tar.gz unpack").path == "/opt/data");
  CHECK(download("download https://example.org/data.tar.gz /data/ unpack").path == "/data");
  CHECK(download("download https://example.org/x /mode").path == "/mode");
  CHECK(download("download https://example.org/ /data").path == "/data");
  const Download all = download("download http://example.org/x /x mode 755 sha256 " + std::string(64, 'A'));
  CHECK(all.mode == "755");
  CHECK(all.sha256 == digits);
  CHECK_FALSE(all.unpack);
}

TEST_CASE("download: refused") {
  CHECK(said_of("download example.org/x") ==
        "1:10-23 error[bad-url] `example.org/x` is no address, expected one such as `https://example.org/data.zip`");
  CHECK(said_of("download https://example.org/x data") ==
        "1:32-36 error[wrong-path-world] `data` is relative; expected a path in the image, which begins with `/` = "
        "write `/data`");
  CHECK(said_of("download https://example.org/") ==
        "1:10-30 error[too-few-words] the address ends in no file name, so the path must be said = "
        "write `download https://example.org/ /opt/NAME`");
  CHECK(said_of("download https://example.org") ==
        "1:10-29 error[too-few-words] the address ends in no file name, so the path must be said = "
        "write `download https://example.org /opt/NAME`");
  CHECK(said_of("download wget https://example.org/x /x") ==
        "1:10-14 error[bad-url] `wget` is no address, expected one such as `https://example.org/data.zip`");
  CHECK(said_of("download https://example.org/x -O /x") ==
        "1:32-34 error[unknown-word] `download` takes `mode`, `sha256` or `unpack` after its path, found `-O`");
  CHECK(said_of("download https://example.org/x sha256 abc") ==
        "1:39-42 error[bad-checksum] `sha256` takes 64 hexadecimal digits, found `abc`");
  CHECK(said_of("download https://example.org/x sha256") == "1:32-38 error[too-few-words] `sha256` lacks its digits");
  CHECK(said_of("download https://example.org/x unpak") ==
        "1:32-37 error[unknown-word] `download` takes `mode`, `sha256` or `unpack` after its path, found `unpak` < "
        "did you mean `unpack`?");
  CHECK(said_of("download https://example.org/x /x /y") ==
        "1:35-37 error[unknown-word] `download` takes `mode`, `sha256` or `unpack` after its path, found `/y`");
  CHECK(said_of("download https://example.org/x.rar unpack") ==
        "1:10-35 error[unknown-archive] `x.rar` does not end as an archive does, such as `.tar.gz` or `.zip` = "
        "leave `unpack` out, and unpack it with `run`");
  CHECK(said_of("download https://example.org/x mode 755 mode 755") ==
        "1:41-45 error[said-twice] `mode` is said twice ; 1:32-36 first said here");
  CHECK(said_of("download http://example.org/x") ==
        "1:10-30 warning[unchecked-download] `http://example.org/x` can be changed on the way = "
        "write `https://example.org/x`, or say `sha256 DIGITS`");
  CHECK(said_of("download https://a.example/x\ndownload https://b.example/x") ==
        "2:1-29 error[said-twice] `download … /opt/x` is said twice ; 1:1-29 first said here");
  CHECK(said_of("download https://example.org/x sha256 sha256:" + digits) ==
        "1:39-110 error[bad-checksum] `sha256` takes 64 hexadecimal digits, found `sha256:" + std::string(53, 'a') +
            "…` = write `sha256 " + digits + "`");
}

TEST_CASE("git") {
  CHECK(git("git https://github.com/o/r@v1.0 /opt/r") == "https://github.com/o/r v1.0 /opt/r");
  CHECK(git("git https://github.com/o/r.git@0a1b2c3 /opt/r/") == "https://github.com/o/r.git 0a1b2c3 /opt/r");
  CHECK(git("git https://github.com/o/r@release/1.0 /opt/r") == "https://github.com/o/r release/1.0 /opt/r");
  CHECK(git("git https://user@git.example.org/o/r@v1 /opt/r") == "https://user@git.example.org/o/r v1 /opt/r");
  CHECK(git("git https://github.com/o/r@v1\n  make install") == "https://github.com/o/r v1 -");
  const Model model = model_of("git https://github.com/o/r@v1 /opt/r\n  with MAX_JOBS=4\n  python setup.py install");
  CHECK(std::get<Git>(model.steps[0].action).lines == std::vector<std::string>{"python setup.py install"});
  CHECK(model.steps[0].how.with.size() == 1);
}

TEST_CASE("git: refused") {
  CHECK(said_of("git https://github.com/o/r /opt/r") ==
        "1:5-27 warning[moving-branch] `https://github.com/o/r` names no tag or commit, so each build may get another "
        "one = write `git https://github.com/o/r@TAG`");
  CHECK(said_of("git https://github.com/o/r@main /opt/r") ==
        "1:5-32 warning[moving-branch] `main` is a branch, so each build may get another commit = "
        "write `git https://github.com/o/r@TAG`");
  CHECK(said_of("git https://github.com/o/r.git@v1") ==
        "1:1-34 error[too-few-words] `git` has no path to keep the checkout at, and nothing to run in it = "
        "write `git https://github.com/o/r.git@v1 /opt/r`");
  CHECK(
      said_of("git git@github.com:o/r.git /opt/r") ==
      "1:5-27 error[bad-url] `git@github.com:o/r.git` is no address that a build can fetch, expected `https://HOST/…` "
      "= write `https://github.com/o/r.git`");
  CHECK(said_of("git git+https://github.com/o/r@v1 /opt/r") ==
        "1:5-31 error[bad-url] `git+https://github.com/o/r` is no address that a build can fetch, expected "
        "`https://HOST/…` = write `https://github.com/o/r`");
  CHECK(said_of("git clone --depth 1 -b v1 https://github.com/o/r /opt/r") ==
        "1:5-10 error[unknown-word] `git` takes an address, found `clone` = write `git https://github.com/o/r@v1 "
        "/opt/r`");
  CHECK(said_of("git clone") == "1:5-10 error[unknown-word] `git` takes an address, found `clone`");
  CHECK(said_of("git o/r /opt/r") ==
        "1:5-8 error[bad-url] `o/r` is no address that a build can fetch, expected `https://HOST/…`");
  CHECK(said_of("git https://github.com/o/r@ /opt/r") == "1:27-28 error[bad-url] `@` lacks a tag, branch or commit");
  CHECK(said_of("git https://github.com/o/r@-x /opt/r") == "1:27-30 error[bad-url] `-x` is no tag, branch or commit");
  CHECK(said_of("git https://github.com/o/r@v1 r") ==
        "1:31-32 error[wrong-path-world] `r` is relative; expected a path "
        "in the image, which begins with `/` = write `/r`");
  CHECK(said_of("git https://github.com/o/r@v1 /opt/r x") ==
        "1:38-39 error[too-many-words] `git` takes at most 2 words, found `x` after them < expected `git URL[@REF] "
        "[PATH]`");
}
