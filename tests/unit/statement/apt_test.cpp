#include "checked.hpp"
#include "described.hpp"

#include <doctest/doctest.h>

using namespace envc;

TEST_CASE("apt: names") {
  CHECK(names_of("apt g++ libstdc++6 libgl1 7zip python3.10-venv libc6:i386") ==
        "g++ libstdc++6 libgl1 7zip python3.10-venv libc6:i386");
  CHECK(said_of("apt libGL1") ==
        "1:5-11 error[bad-apt-name] `libGL1` is no name of a Debian package, expected one such "
        "as `libgl1` = write `libgl1`");
  CHECK(said_of("apt git,wget,") ==
        "1:5-13 error[bad-apt-name] `git,wget` is no name of a Debian package, expected one such as `libgl1` = "
        "write `git wget`");
  CHECK(said_of("apt x") ==
        "1:5-6 error[bad-apt-name] `x` is no name of a Debian package, expected one such as `libgl1`");
  CHECK(said_of("apt libnvinfer*") ==
        "1:5-16 error[bad-apt-name] `libnvinfer*` is no name of a Debian package, "
        "expected one such as `libgl1`");
  CHECK(said_of("apt ./tool_1.0_amd64.deb") ==
        "1:5-25 error[bad-apt-name] `./tool_1.0_amd64.deb` is no name of a Debian package, expected one such as "
        "`libgl1` = copy the file into the image, and install it with `run apt-get install -y /tmp/…`");
  CHECK(
      said_of("apt ppa:deadsnakes/ppa") ==
      "1:5-23 error[bad-apt-name] `ppa:deadsnakes/ppa` is no name of a Debian package, expected one such as `libgl1` = "
      "write `run add-apt-repository -y ppa:deadsnakes/ppa`");
  CHECK(said_of("apt numpy>=1.2") ==
        "1:5-15 error[bad-apt-name] `numpy>=1.2` is no name of a Debian package, expected "
        "one such as `libgl1` = write `pip numpy>=1.2`");
  CHECK(said_of("apt numpy==1.2") ==
        "1:5-15 error[bad-apt-name] `numpy==1.2` is no name of a Debian package, expected "
        "one such as `libgl1` = write `pip numpy==1.2`");
  CHECK(said_of("apt -- git") == "1:5-7 error[unknown-flag] `apt` does not know the flag `--`");
}

TEST_CASE("apt: versions are taken, with a warning") {
  CHECK(names_of("apt git=1:2.25.1-1ubuntu3") == "git");
  CHECK(said_of("apt git=1:2.25.1-1ubuntu3") ==
        "1:8-26 warning[apt-version-pin] `git=1:2.25.1-1ubuntu3` will be gone from the distribution's servers one day "
        "= write `apt git`");
  CHECK(said_of("apt python=3.10") ==
        "1:11-16 warning[apt-version-pin] `python=3.10` will be gone from the "
        "distribution's servers one day = write `apt python`, or `conda python=3.10`");
  CHECK(said_of("apt git=") ==
        "1:5-9 error[bad-apt-name] `git=` is no name of a Debian package, expected one such as `libgl1`");
}

TEST_CASE("apt: said twice") {
  CHECK(said_of("apt git\napt wget git") ==
        "2:10-13 error[said-twice] `apt git` is said twice ; 1:5-8 first said here");
  CHECK(said_of("apt git git") == "1:9-12 error[said-twice] `apt git` is said twice ; 1:5-8 first said here");
  CHECK(packages_of("apt remove git, apt git") == "apt remove git & apt git");
  CHECK(packages_of("apt git, pip git, conda git") == "apt git & pip git & conda git");
}
