#include "checked.hpp"
#include "described.hpp"
#include "version/match_spec.hpp"

#include <doctest/doctest.h>
#include <fmt/format.h>

using namespace envc;

namespace {

std::string name_in(std::string_view text) {
  const auto read = read_match_spec(text);
  const auto* spec = std::get_if<MatchSpec>(&read);
  return spec != nullptr ? spec->name : "";
}

/// `begin-end message`, then ` = help`
std::string fault_in(std::string_view text) {
  const auto read = read_match_spec(text);
  const auto* fault = std::get_if<WordFault>(&read);
  if (fault == nullptr) return "";
  return fmt::format("{}-{} {}{}{}", fault->begin, fault->end, fault->message, fault->help.empty() ? "" : " = ",
                     fault->help);
}

}  // namespace

TEST_CASE("MatchSpec: forms that conda reads") {
  CHECK(name_in("numpy") == "numpy");
  CHECK(name_in("NumPy") == "numpy");
  CHECK(name_in("_libgcc_mutex") == "_libgcc_mutex");
  CHECK(name_in("numpy=1.26") == "numpy");
  CHECK(name_in("numpy==1.26.0") == "numpy");
  CHECK(name_in("numpy=1.26.*=py312*") == "numpy");
  CHECK(name_in("numpy==1.26.0=py312_0") == "numpy");
  CHECK(name_in("numpy>=1.2,<2") == "numpy");
  CHECK(name_in("numpy=1.2|1.3") == "numpy");
  CHECK(name_in("numpy>=1.2,<2|>=3,!=3.1") == "numpy");
  CHECK(name_in("numpy~=1.2") == "numpy");
  CHECK(name_in("numpy!=1.2") == "numpy");
  CHECK(name_in("numpy>1") == "numpy");
  CHECK(name_in("numpy=*") == "numpy");
  CHECK(name_in("numpy=*=*mkl*") == "numpy");
  CHECK(name_in("numpy 1.26.*") == "numpy");
  CHECK(name_in("numpy 1.26.* py312_0") == "numpy");
  CHECK(name_in("numpy >=1.2, <2") == "numpy");
  CHECK(name_in("numpy (>=1.2,<2)|3.1") == "numpy");
  CHECK(name_in("openssl=1.1.1k") == "openssl");
  CHECK(name_in("tzdata=2024a") == "tzdata");
  CHECK(name_in("x=1!2.0+local_1") == "x");
  CHECK(name_in("conda-forge::numpy=1.26") == "numpy");
  CHECK(name_in("conda-forge/linux-64::numpy") == "numpy");
  CHECK(name_in("https://conda.anaconda.org/conda-forge::numpy") == "numpy");
  CHECK(name_in("numpy[version='>=1.2,<2',build=py312*]") == "numpy");
  CHECK(name_in("numpy[version=1.26]") == "numpy");
  CHECK(name_in("numpy[channel=conda-forge, subdir=linux-64]") == "numpy");
}

TEST_CASE("MatchSpec: faults, with the part that is wrong") {
  CHECK(fault_in("numpy=") == "5-6 `=`: expected a version after it");
  CHECK(fault_in("numpy=1..2") == "6-10 `1..2`: expected a version of numbers and letters between dots");
  CHECK(fault_in("numpy>=1.*.2") == "7-12 `1.*.2`: expected a version of numbers and letters between dots");
  CHECK(fault_in("numpy~=1") == "7-8 `1`: `~=` needs a version of two numbers or more");
  CHECK(fault_in("numpy ^1.2") == "6-10 `^1.2`: a regular expression ends with `$`");
  CHECK(fault_in("numpy>=") == "5-7 `>=`: expected a version after it");
  CHECK(fault_in("numpy==,<2") == "5-7 `==`: expected a version after it");
  CHECK(fault_in("numpy>=1.2,") == "11-11 the spec ends: expected a version");
  CHECK(fault_in("numpy=>1.2") == "5-7 `=>`: expected `>=` = numpy>=1.2");
  CHECK(fault_in("numpy=<1.2") == "5-7 `=<`: expected `<=` = numpy<=1.2");
  CHECK(fault_in("numpy===1.2") == "5-8 `===`: expected one of `=`, `==`, `>=`, `<=`, `!=`, `~=`, `>`, `<`");
  CHECK(fault_in("numpy,scipy") == "5-6 `,`: packages are separated by blanks = numpy scipy");
  CHECK(fault_in("numpy=1.2=") == "9-10 `=`: expected a build after it");
  CHECK(fault_in("numpy=1.2=py=3") ==
        "10-14 `py=3`: expected a build such as `py312*`; versions are joined by `,` without blanks");
  CHECK(fault_in("numpy >=1.2 <2") ==
        "12-14 `<2`: expected a build such as `py312*`; versions are joined by `,` without blanks");
  CHECK(fault_in("numpy>=1.2<2") == "10-12 `<2`: expected `,` or `|` and another version, or `=` and a build");
  CHECK(fault_in("numpy@1.2") == "5-9 `@1.2`: expected a version");
  CHECK(fault_in("numpy:1.2") == "5-9 `:1.2`: expected a version");
  CHECK(fault_in("-numpy") == "0-6 `-numpy`: a package's name begins with a letter, a digit or `_`");
  CHECK(fault_in("") == "0-0 the spec ends: a package's name begins with a letter, a digit or `_`");
  CHECK(fault_in("=1.2") == "0-1 `=`: a package's name begins with a letter, a digit or `_`");
  CHECK(fault_in("::numpy") == "0-1 `:`: expected a channel before `::`");
  CHECK(fault_in("conda forge::numpy") == "0-11 `conda forge`: expected a channel before `::`");
  CHECK(fault_in("uvicorn[standard]") ==
        "8-16 `standard`: conda packages have no extras; expected `KEY=VALUE` = pip uvicorn[standard]");
  CHECK(fault_in("numpy[version='>=1.2]") == "14-20 `'>=1.2`: the quote is not closed");
  CHECK(fault_in("numpy[version='>=']") == "15-17 `>=`: expected a version after it");
  CHECK(fault_in("numpy[verson=1]") == "6-12 `verson`: expected a key such as `version` or `build`");
  CHECK(fault_in("numpy[version=1") == "5-15 `[version=1`: expected `]` at the end");
  CHECK(fault_in("numpy (>=1.2") == "12-12 the spec ends: expected `)`");
  CHECK(fault_in("numpy " + std::string(30, '(')) == "26-27 `(`: expected fewer brackets");
}

TEST_CASE("conda: channels") {
  CHECK(is_channel("conda-forge"));
  CHECK(is_channel("nvidia/label/cuda-11.8.0"));
  CHECK(is_channel("https://conda.anaconda.org/conda-forge"));
  CHECK_FALSE(is_channel(""));
  CHECK_FALSE(is_channel("pytorch,nvidia"));
  CHECK_FALSE(is_channel("https://"));
  CHECK_FALSE(is_channel("/opt/channel"));
  CHECK(said_of("conda numpy -c pytorch,nvidia") ==
        "1:16-30 error[bad-channel] `pytorch,nvidia` is no channel of conda = give each channel a `-c` of its own");
}

TEST_CASE("conda: what is reported of a statement") {
  CHECK(said_of("conda numpy=>1.2") ==
        "1:12-14 error[bad-match-spec] `numpy=>1.2` is nothing that `conda` can install: "
        "`=>`: expected `>=` = write `numpy>=1.2`");
  CHECK(
      said_of("conda 'numpy >=1.2 <2'") ==
      "1:20-22 error[bad-match-spec] `numpy >=1.2 <2` is nothing that `conda` can install: `<2`: expected a build such "
      "as `py312*`; versions are joined by `,` without blanks");
  CHECK(said_of("conda numpy >= 1.2") ==
        "1:13-15 error[bad-match-spec] `>=` stands apart from its package = write `numpy>=1.2`");
  CHECK(said_of("conda numpy= 1.2") ==
        "1:7-13 error[bad-match-spec] `numpy=` stands apart from its version = write `numpy=1.2`");
  CHECK(said_of("conda git+https://github.com/a/b") ==
        "1:7-33 error[bad-match-spec] `git+https://github.com/a/b` is no package of conda = "
        "write `pip git+https://github.com/a/b`");
  CHECK(said_of("conda ./lib") == "1:7-12 error[bad-match-spec] `./lib` is no package of conda = write `pip ./lib`");
  CHECK(said_of("conda create -n myenv python=3.10") ==
        "1:14-22 error[one-environment] `-n` names an environment, and an image has one, which is always active = "
        "leave it out");
  CHECK(said_of("conda -p/opt/x numpy") ==
        "1:7-15 error[one-environment] `-p` names an environment, and an image has one, which is always active = "
        "leave it out");
  CHECK(said_of("conda -c conda-forge") == "1:1-21 error[too-few-words] `conda` names no package");
  CHECK(said_of("conda numpy=1\nconda NumPy") ==
        "2:7-12 error[said-twice] `conda numpy` is said twice ; 1:7-14 first said here");
  CHECK(names_of("conda https://conda.anaconda.org/conda-forge/linux-64/NumPy-1.26.0-py312_0.conda") == "numpy");
}
