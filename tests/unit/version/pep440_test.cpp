#include "version/pep440.hpp"
#include "version/requirement.hpp"

#include <doctest/doctest.h>

#include <string>
#include <variant>

using namespace envc;

namespace {

/// `<`, `=` or `>`, the same in both directions.
char order(std::string_view a, std::string_view b) {
  const auto x = Pep440Version::read(a);
  const auto y = Pep440Version::read(b);
  if (!x || !y) return '?';
  const bool even = (*x <=> *y) == (0 <=> (*y <=> *x));
  return !even ? '!' : *x < *y ? '<' : *x > *y ? '>' : '=';
}

bool admits(std::string_view specifiers, std::string_view version, Prereleases prereleases = Prereleases::if_named) {
  const auto read = read_specifiers(specifiers);
  const auto* const set = std::get_if<SpecifierSet>(&read);
  REQUIRE_MESSAGE(set != nullptr, specifiers);
  return set->admits(version, prereleases);
}

}  // namespace

TEST_CASE("PEP 440: the order of versions") {
  CHECK(order("1.0.dev1", "1.0a1.dev1") == '<');
  CHECK(order("1.0a1.dev1", "1.0a1") == '<');
  CHECK(order("1.0a2", "1.0a10") == '<');
  CHECK(order("1.0a9", "1.0b1") == '<');
  CHECK(order("1.0b1", "1.0rc1") == '<');
  CHECK(order("1.0rc1", "1.0") == '<');
  CHECK(order("1.0", "1.0+a") == '<');
  CHECK(order("1.0+a", "1.0+1") == '<');
  CHECK(order("1.0+1", "1.0+10") == '<');
  CHECK(order("1.0+cu113", "1.0+cu118") == '<');
  CHECK(order("1.0+a", "1.0+a.1") == '<');
  CHECK(order("1.0+1", "1.0.post0.dev1") == '<');
  CHECK(order("1.0.post0.dev1", "1.0.post0") == '<');
  CHECK(order("1.9", "1.10") == '<');
  CHECK(order("1.127", "1.128") == '<');
  CHECK(order("1.999", "1.1000") == '<');
  CHECK(order("2", "1!0") == '<');
  CHECK(order("1." + std::string(99, '9'), "1.1" + std::string(99, '0')) == '<');
}

TEST_CASE("PEP 440: versions of several spellings") {
  CHECK(order("1", "1.0.0") == '=');
  CHECK(order("v1.0-ALPHA_1", "1.0a1") == '=');
  CHECK(order("1.0c1", "1.0.preview-1") == '=');
  CHECK(order("1.0-1", "1.0.rev1") == '=');
  CHECK(order("1.0dev", "1.0.dev0") == '=');
  CHECK(order("1.0+CU-118_x", "1.0+cu.118.X") == '=');
  CHECK(order("0!01.02", "1.2") == '=');
  CHECK(normal_pep440("v1.02-RC_3-4.dev+A-01") == "1.2rc3.post4.dev0+a.1");
  CHECK(normal_pep440("2!1.0") == "2!1.0");
}

TEST_CASE("PEP 440: what is no version") {
  for (const std::string_view text :
       {"", "a", "1.", ".1", "1..2", "1.0x", "1.0+", "1.0+a..b", "1!", "!1", "1a1b1", "1 0", "1.*"}) {
    CAPTURE(text);
    CHECK_FALSE(is_pep440_version(text));
  }
  CHECK_FALSE(is_pep440_version("1." + std::string(101, '1')));
}

TEST_CASE("PEP 440: specifiers") {
  CHECK(admits("==1.0", "1.0+cpu"));
  CHECK_FALSE(admits("==1.0+cpu", "1.0"));
  CHECK(admits("==1.0.*", "1"));
  CHECK(admits("==1.0.0.*", "1.post3"));
  CHECK_FALSE(admits("==1.1.*", "1"));
  CHECK_FALSE(admits("==1.*", "1!1.0"));
  CHECK(admits("!=1.*", "1!1.0"));
  CHECK_FALSE(admits(">1.0", "1.0.post1"));
  CHECK(admits(">1.0", "1.0.1"));
  CHECK_FALSE(admits(">1.0", "1.0+cpu"));
  CHECK(admits(">1.0.post1", "1.0.post2"));
  CHECK_FALSE(admits("<1.0", "1.0rc1", Prereleases::all));
  CHECK(admits("<1.0", "0.9rc1", Prereleases::all));
  CHECK(admits("<=1.0", "1.0+cpu"));
  CHECK(admits("~=1.4.5", "1.4.9"));
  CHECK_FALSE(admits("~=1.4.5", "1.5.0"));
  CHECK(admits("~=2.2.post3", "2.3"));
  CHECK(admits("===1.0.POST1", "1.0-1"));
  CHECK_FALSE(admits("===1.0", "1.0.0"));
  CHECK_FALSE(admits("==1.0", "no version"));
}

TEST_CASE("PEP 440: prereleases only where one is named") {
  CHECK_FALSE(admits("", "2.0rc1"));
  CHECK(admits("", "2.0rc1", Prereleases::all));
  CHECK_FALSE(admits(">=1.0", "2.0.dev1"));
  CHECK(admits(">=1.0rc1", "2.0.dev1"));
  CHECK(admits("==2.0rc1", "2.0rc1"));
  CHECK_FALSE(admits("!=1.0rc1", "2.0rc1"));
}
