#include "version/conda.hpp"
#include "version/match_spec.hpp"

#include <doctest/doctest.h>
#include <fmt/format.h>

#include <string>
#include <variant>

using namespace envc;

namespace {

bool before(std::string_view a, std::string_view b) {
  return is_conda_version(a) && is_conda_version(b) && compare_conda(a, b) < 0 && compare_conda(b, a) > 0;
}
bool same(std::string_view a, std::string_view b) {
  return compare_conda(a, b) == 0 && compare_conda(b, a) == 0;
}

bool admits(std::string_view spec, std::string_view version) {
  const auto read = read_conda_spec(spec);
  const auto* const understood = std::get_if<CondaSpec>(&read);
  REQUIRE_MESSAGE(understood != nullptr, spec);
  return understood->admits(version);
}

bool matches(std::string_view spec, std::string_view version, std::string_view build) {
  const auto read = read_match_spec(spec);
  const auto* const understood = std::get_if<MatchSpec>(&read);
  REQUIRE_MESSAGE(understood != nullptr, spec);
  return understood->admits(version, build);
}

/// channel|subdir|name|build|other
std::string parts_of(std::string_view spec) {
  const auto read = read_match_spec(spec);
  const auto* const m = std::get_if<MatchSpec>(&read);
  if (m == nullptr) return "refused";
  return fmt::format("{}|{}|{}|{}|{}", m->channel, m->subdir, m->name, m->build, m->other);
}

}  // namespace

TEST_CASE("conda: the order of versions") {
  CHECK(before("1.9", "1.10"));
  CHECK(before("1.1dev1", "1.1_"));
  CHECK(before("1.1_", "1.1a1"));
  CHECK(before("1.1a1", "1.1.0dev1"));
  CHECK(before("1.1.a1", "1.1.0rc1"));
  CHECK(before("1.1.0rc1", "1.1.0"));
  CHECK(before("1.1", "1.1.post1"));
  CHECK(before("1.1.post1", "1.1.1"));
  CHECK(before("1.1.1", "1.1post1"));
  CHECK(before("1996.07.12", "1!0.4.1"));
  CHECK(before("1.0.1a", "1.0.1"));
  CHECK(before("1.1.1k", "1.1.1w"));
  CHECK(before("2024a", "2024b"));
  CHECK(before("1.2+a.1", "1.2"));
  CHECK(before("1.2+a", "1.2+1"));
  CHECK(before("1.99999999999999999999", "1.100000000000000000000"));
  CHECK(same("1.1", "1.1.0"));
  CHECK(same("1.1.dev1", "1.1.0dev1"));
  CHECK(same("0.4.1.rc", "0.4.1.RC"));
  CHECK(same("1_2", "1.2"));
  CHECK(same("1-2", "1.02"));
}

TEST_CASE("conda: what is no version") {
  for (const std::string_view text :
       {"", "1.", ".1", "1..2", "_1", "1+", "+1", "1+a_", "1++a", "a!1", "!1", "1!2!3", "1-a_b", "1 2", "1,2"}) {
    CAPTURE(text);
    CHECK_FALSE(is_conda_version(text));
  }
}

TEST_CASE("conda: version specs") {
  CHECK(admits("*", "1.2"));
  CHECK(admits("1.2", "1.2.0"));
  CHECK_FALSE(admits("1.2", "1.2.1"));
  CHECK(admits("=1.2", "1.2.1"));
  CHECK(admits("1.2.*", "1.2rc1"));
  CHECK_FALSE(admits("1.2*", "1.20"));
  CHECK_FALSE(admits("==1.2.*", "1.2.1"));
  CHECK_FALSE(admits("!=1.2.*", "1.2.1"));
  CHECK(admits(">=1.2.*", "1.2"));
  CHECK(admits("~=1.2.3", "1.2.9"));
  CHECK_FALSE(admits("~=1.2.3", "1.3"));
  CHECK(admits("1.*.3", "1.12.3"));
  CHECK_FALSE(admits("1.*.3", "1.12.4"));
  CHECK(admits("^1\\.(2|3)$", "1.3"));
  CHECK_FALSE(admits("^1\\.(2|3)$", "1.4"));
  CHECK(admits("2|^1\\.2.*$", "1.25"));
  CHECK(admits("(1.2|1.3),!=1.2.0", "1.3"));
  CHECK_FALSE(admits("(1.2|1.3),!=1.2.0", "1.2"));
  CHECK(admits(">=1,<1.1|>=2", "2"));
  CHECK_FALSE(admits("=2.1.0a", "2.1.0"));
  CHECK(admits("=1.2+cuda", "1.2+cuda11"));
  CHECK_FALSE(admits("1.2", "no version"));
}

TEST_CASE("conda: match specs") {
  CHECK(matches("numpy", "1.2", "0"));
  CHECK(matches("numpy=1.2", "1.2.3", "py39_0"));
  CHECK(matches("numpy==1.2.*", "1.2.3", "py39_0"));
  CHECK_FALSE(matches("numpy=1.2=py39_0", "1.2.3", "py39_0"));
  CHECK(matches("numpy=1.2=py39_0", "1.2.0", "py39_0"));
  CHECK(matches("numpy=1.2.*=py39*", "1.2.3", "py39_0"));
  CHECK(matches("numpy=*=*cuda*", "1.2.3", "py39_cuda11.8_0"));
  CHECK_FALSE(matches("numpy=*=cuda*", "1.2.3", "py39_cuda11.8_0"));
  CHECK(matches("numpy=1.2.3=^py(39|310)_.$", "1.2.3", "py310_1"));
  CHECK(matches("numpy >=1.2 , <2 py39*", "1.2.3", "py39_0"));
  CHECK(matches("numpy=1.2.3[version='2.0']", "2.0", "0"));
  CHECK(matches("numpy[build='py39*', version='>=1,<2']", "1.5", "py39_0"));
  CHECK(matches("https://a.b/c/linux-64/numpy-1.2.3-py39_0.conda", "1.2.3", "py39_0"));
  CHECK_FALSE(matches("https://a.b/c/linux-64/numpy-1.2.3-py39_0.conda", "1.2.3", "py39_1"));
  CHECK(matches("https://a.b/c/linux-64/numpy-1.2.3-py39_0.tar.bz2#0123abcd", "1.2.3", "py39_0"));
}

TEST_CASE("conda: the parts of match specs") {
  CHECK(parts_of("NumPy=1.2=py39_0") == "||numpy|py39_0|");
  CHECK(parts_of("conda-forge::numpy") == "conda-forge||numpy||");
  CHECK(parts_of("conda-forge/linux-64::numpy>=1") == "conda-forge|linux-64|numpy||");
  CHECK(parts_of("nvidia/label/cuda-11.8.0::cuda-nvcc") == "nvidia/label/cuda-11.8.0||cuda-nvcc||");
  CHECK(parts_of("https://a.b/c/noarch::x") == "https://a.b/c|noarch|x||");
  CHECK(parts_of("x[channel=c/noarch,build=b,md5=ab]") == "c|noarch|x|b|md5='ab'");
  CHECK(parts_of("a::x[channel=c,subdir=linux-64]") == "c|linux-64|x||");
  CHECK(parts_of("https://a.b/c/linux-64/My-Pkg-1.2-0.tar.bz2") == "||my-pkg|0|");
}

TEST_CASE("conda: hostile patterns end") {
  CHECK_FALSE(TextPattern("^(" + std::string(300, '(') + "$").matches("1"));
  CHECK_FALSE(TextPattern("^[$").matches("["));
  CHECK_FALSE(TextPattern("^a$").matches(std::string(1000, 'a')));
  CHECK_FALSE(TextPattern("*a*a*a*a*a*a*a*b").matches(std::string(1000, 'a')));
  CHECK(TextPattern("a**b*").matches("ab"));
}
