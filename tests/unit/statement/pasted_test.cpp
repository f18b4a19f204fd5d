// The paste rule: install lines of READMEs, and what of them is refused.
#include "checked.hpp"
#include "described.hpp"

#include <doctest/doctest.h>

#include <fstream>
#include <string>

using namespace envc;

TEST_CASE("lines pasted from READMEs are read right") {
  std::ifstream table(ENVC_SOURCE_DIR "/tests/unit/statement/pasted_lines.txt");
  int cases = 0;
  std::string line;
  std::string expected;
  while (std::getline(table, line)) {
    if (line.empty() || line.starts_with("# ")) continue;
    REQUIRE(std::getline(table, expected));
    REQUIRE(expected.starts_with("= "));
    CAPTURE(line);
    CHECK(packages_of(line) == expected.substr(2));
    ++cases;
  }
  CHECK(cases >= 60);
}

TEST_CASE("the program is dropped only where it cannot be a package") {
  CHECK(packages_of("conda install mamba") == "conda mamba");
  CHECK(packages_of("conda mamba numpy") == "conda mamba numpy");
  CHECK(packages_of("pip pip") == "pip pip");
  CHECK(packages_of("apt apt") == "apt apt");
  CHECK(packages_of("apt apt-get git") == "apt git");
  CHECK(packages_of("pip pip3 torch") == "pip torch");
  CHECK(packages_of("pip torch install") == "pip torch install");
  CHECK(packages_of("apt install") == "error: 1:1-12 error[too-few-words] `apt` names no package");
}

TEST_CASE("a body's lines are more of the same list") {
  CHECK(packages_of("pip install einops\n  tqdm -r requirements.txt\n  --pre") ==
        "pip einops tqdm -r requirements.txt --pre");
  CHECK(packages_of("apt\n  git wget\n  curl") == "apt git wget curl");
  CHECK(packages_of("conda\n  numpy\n  -c conda-forge") == "conda numpy -c conda-forge");
}

TEST_CASE("shell text is shown in our words") {
  CHECK(said_of("apt update && apt install -y git") ==
        "1:12-14 error[shell-text] `&&` is a shell's text; `apt` takes packages = write `apt git`");
  CHECK(said_of("pip install torch && pip install einops -q") ==
        "1:19-21 error[shell-text] `&&` is a shell's text; `pip` takes packages = write `pip torch, pip einops`");
  CHECK(said_of("apt sudo apt-get update && sudo apt-get install -y git wget && rm -rf /var/lib/apt/lists/*") ==
        "1:25-27 error[shell-text] `&&` is a shell's text; `apt` takes packages = write `apt git wget`");
  CHECK(said_of("apt git | tee log") ==
        "1:9-10 error[shell-text] `|` is a shell's text; `apt` takes packages = "
        "write `run apt-get install -y git | tee log`");
  CHECK(said_of("pip install torch && python setup.py install") ==
        "1:19-21 error[shell-text] `&&` is a shell's text; `pip` takes packages = "
        "write `run pip install torch && python setup.py install`");
  CHECK(said_of("conda install numpy || true") ==
        "1:21-23 error[shell-text] `||` is a shell's text; `conda` takes packages = "
        "write `run conda install numpy || true`");
  CHECK(said_of("pip torch > log.txt") ==
        "1:11-12 error[shell-text] `>` is a shell's text; `pip` takes packages = write `run pip install torch > "
        "log.txt`");
  CHECK(
      said_of("pip torch 2>&1") ==
      "1:11-15 error[shell-text] `2>&1` is a shell's text; `pip` takes packages = write `run pip install torch 2>&1`");
  CHECK(said_of("apt linux-headers-$(uname -r)") ==
        "1:5-26 error[shell-text] `linux-headers-$(uname` is a shell's text; `apt` takes packages = "
        "write `run apt-get install -y linux-headers-$(uname -r)`");
  CHECK(said_of("pip torch==${TORCH_VERSION}") ==
        "1:12-27 error[shell-text] `$TORCH_VERSION` is a shell's variable; `pip` takes packages = "
        "say `let TORCH_VERSION = VALUE` and write `{TORCH_VERSION}`");
  CHECK(said_of("pip \"git+https://${TOKEN}@github.com/o/r\"") ==
        "1:18-25 error[shell-text] `$TOKEN` is a shell's variable; `pip` takes packages = "
        "keep a token out of this file: everybody who has the file could read it");
  CHECK(said_of("pip <x${") ==
        "1:5-9 error[shell-text] `<x${` is a shell's text; `pip` takes packages = write `run pip install <x${`");
  CHECK(said_of("apt git;wget") ==
        "1:5-13 error[shell-text] `git;wget` is a shell's text; `apt` takes packages = "
        "write `run apt-get install -y git;wget`");
  CHECK(said_of("pip FORCE_CUDA=1 pip install .") ==
        "1:5-17 error[shell-text] `FORCE_CUDA=1` is a shell's text; `pip` takes packages = "
        "write `with FORCE_CUDA=1` on an indented line below");
}

TEST_CASE("other commands of the managers are not needed") {
  CHECK(said_of("apt update") ==
        "1:5-11 error[needless-command] `apt` takes packages, found the command `update` = "
        "leave it out: the step that installs updates the lists itself");
  CHECK(said_of("apt autoremove") ==
        "1:5-15 error[needless-command] `apt` takes packages, found the command "
        "`autoremove` = leave it out: nothing is left behind that would need it");
  CHECK(said_of("conda activate myenv") ==
        "1:7-15 error[needless-command] `conda` takes packages, found the command "
        "`activate` = leave it out: the environment is always active");
  CHECK(said_of("conda config --add channels conda-forge") ==
        "1:7-13 error[needless-command] `conda` takes packages, found the command `config` = "
        "name channels with the packages: `conda PACKAGE… -c CHANNEL`");
  CHECK(packages_of("apt autoremove nodejs") == "apt remove nodejs");
  CHECK(said_of("pip freeze") ==
        "1:5-11 error[needless-command] `pip` takes packages, found the command `freeze` = "
        "leave it out: it installs nothing");
  CHECK(said_of("pip config set global.index-url https://x.org") ==
        "1:5-11 error[needless-command] `pip` takes packages, found the command `config` = "
        "name the index with the packages: `pip PACKAGE… --index-url URL`");
}

TEST_CASE("flags") {
  CHECK(said_of("pip torch --no-build-isolatio") ==
        "1:11-30 error[unknown-flag] `pip` does not know the flag `--no-build-isolatio` = "
        "did you mean `--no-build-isolation`?");
  CHECK(said_of("pip torch --target=/opt") == "1:11-19 error[unknown-flag] `pip` does not know the flag `--target`");
  CHECK(said_of("apt -t bullseye-backports git") == "1:5-7 error[unknown-flag] `apt` does not know the flag `-t`");
  CHECK(said_of("conda numpy --file=list.txt") ==
        "1:13-19 error[unknown-flag] `conda` does not know the flag `--file`");
  CHECK(said_of("pip torch --pre=1") == "1:16-18 error[unknown-flag] `--pre` takes no value = write `--pre`");
  CHECK(said_of("pip -r") == "1:5-7 error[flag-without-value] `-r` lacks its value");
  CHECK(said_of("pip --index-url= torch") == "1:5-17 error[flag-without-value] `--index-url` lacks its value");
  CHECK(said_of("conda numpy -c --override-channels") == "1:13-15 error[flag-without-value] `-c` lacks its value");
  CHECK(said_of("pip -r a.txt -r b.txt -qz") == "1:23-26 error[unknown-flag] `pip` does not know the flag `-qz`");
  CHECK(said_of("pip --pree") ==
        "1:5-11 error[unknown-flag] `pip` does not know the flag `--pree` = did you mean `--pre`?");
}

TEST_CASE("how-lines, position and quote of a package statement") {
  const Model model = model_of("run make\npip   install  'x'  \\\n   y\n  after torch\n  with MAX_JOBS=8\n  z");
  REQUIRE(model.packages.size() == 1);
  const PackageStatement& pip = model.packages[0];
  CHECK(pip.position == 2);
  CHECK(pip.quote == "pip install 'x' y");
  REQUIRE(pip.how.after.size() == 1);
  CHECK(pip.how.after[0].value == "torch");
  REQUIRE(pip.how.with.size() == 1);
  CHECK(pip.how.with[0].name == "MAX_JOBS");
  REQUIRE(pip.packages.size() == 3);
  CHECK(pip.packages[2].spec == "z");
}

TEST_CASE("values of names stay one word") {
  CHECK(packages_of("let v = 1.12.1\npip torch=={v}") == "pip torch==1.12.1");
  CHECK(packages_of("cuda 11.3\napt cuda-nvrtc-{cuda.dash}") == "apt cuda-nvrtc-11-3");
}
