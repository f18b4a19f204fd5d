#include "version/version.hpp"

#include <doctest/doctest.h>

namespace envc {
namespace {

bool before(std::string_view a, std::string_view b) {
  return compare_versions(a, b) < 0 && compare_versions(b, a) > 0;
}
bool same(std::string_view a, std::string_view b) {
  return compare_versions(a, b) == 0 && compare_versions(b, a) == 0;
}

/// Whether the spec admits the version; a spec that is not understood fails the test.
bool pip(std::string_view spec, std::string_view version) {
  const auto range = VersionRange::of_pip(spec);
  REQUIRE_MESSAGE(range, spec);
  return range->admits(version);
}
bool conda(std::string_view spec, std::string_view version) {
  const auto range = VersionRange::of_conda(spec);
  REQUIRE_MESSAGE(range, spec);
  return range->admits(version);
}

}  // namespace

TEST_CASE("versions compare by numbers") {
  CHECK(before("1.9", "1.10"));
  CHECK(before("11.3", "11.3.1"));
  CHECK(before("2.0rc1", "2.0"));
  CHECK(before("3.13t", "3.13"));
  CHECK(before("26.3.2-2", "26.3.2-3"));
  CHECK(same("1.12", "1.12.0"));
  CHECK(same("1.0", "1"));
  CHECK_FALSE(before("1.10", "1.9"));
  CHECK(before("1", "99999999999999999999999"));
}

TEST_CASE("parts of versions") {
  CHECK(leading("11.3.1", 2) == "11.3");
  CHECK(leading("11", 2) == "11");
  CHECK(numbers("11.3.1") == 3);
  CHECK(numbers("") == 0);
  CHECK(within("11.3.1", "11.3"));
  CHECK(within("11.3", "11.3"));
  CHECK_FALSE(within("11.30.1", "11.3"));
  CHECK_FALSE(within("11.3", "11.3.1"));
  CHECK(public_version("1.12.1+cu113") == "1.12.1");
  CHECK(local_version("1.12.1+cu113") == "cu113");
  CHECK(local_version("1.12.1") == "");
}

TEST_CASE("what pip's specifiers admit") {
  CHECK(pip("", "1.0"));
  CHECK(pip("==1.12.1", "1.12.1"));
  CHECK_FALSE(pip("==1.12.1", "1.12.0"));
  CHECK(pip("==2.1", "2.1.0"));
  CHECK_FALSE(pip("==2.1", "2.1.1"));
  CHECK(pip("==2.1.*", "2.1.1"));
  CHECK_FALSE(pip("==2.1.*", "2.10.0"));
  CHECK(pip(">=2,<3", "2.5.1"));
  CHECK_FALSE(pip(">=2, <3", "3.0"));
  CHECK(pip("~=2.1", "2.9"));
  CHECK_FALSE(pip("~=2.1.0", "2.2.0"));
  CHECK_FALSE(pip("!=2.1.0", "2.1.0"));
  CHECK_FALSE(pip("!=2.1.*", "2.1.2"));
  CHECK(pip("==1.12.1", "1.12.1+cu113"));
  CHECK_FALSE(pip("==1.12.1+cu113", "1.12.1"));
  CHECK_FALSE(VersionRange::of_pip("=2.1"));
  CHECK_FALSE(VersionRange::of_pip("2.1"));
  CHECK_FALSE(VersionRange::of_pip("~=2"));
  CHECK_FALSE(VersionRange::of_pip("==2.1|==2.2"));
  CHECK_FALSE(VersionRange::of_pip(">=two"));
}

TEST_CASE("what conda's specs admit") {
  CHECK(conda("", "1.0"));
  CHECK(conda("*", "1.0"));
  CHECK(conda("=1.12", "1.12.1"));
  CHECK_FALSE(conda("=1.12", "1.120.1"));
  CHECK(conda("==1.12", "1.12.0"));
  CHECK_FALSE(conda("==1.12", "1.12.1"));
  CHECK(conda("1.12.*", "1.12.1"));
  CHECK(conda("=1.12.*|=1.13", "1.13.0"));
  CHECK(conda(">=1.12,<1.13|>=2", "2.5.0"));
  CHECK_FALSE(conda(">=1.12,<1.13|>=2", "1.13.0"));
  CHECK_FALSE(VersionRange::of_conda("=[1.2]"));
}

TEST_CASE("which specs leave nothing open") {
  CHECK(VersionRange::of_pip("==1.12.1")->pinned() == "1.12.1");
  CHECK_FALSE(VersionRange::of_pip(">=1.12.1")->pinned());
  CHECK_FALSE(VersionRange::of_pip("==1.12.1,!=1.12.0")->pinned());
  CHECK(VersionRange::of_conda("=1.12.1")->pinned() == "1.12.1");
  CHECK_FALSE(VersionRange::of_conda("=1.12")->pinned());
  CHECK(VersionRange::of_conda("=3.10")->named() == "3.10");
  CHECK_FALSE(VersionRange::of_conda(">=3.10")->named());
  CHECK(VersionRange::of_pip("")->any());
  CHECK_FALSE(VersionRange::of_pip(">=1")->any());
}

}  // namespace envc
