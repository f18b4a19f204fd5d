#include "text/nearest.hpp"

#include <doctest/doctest.h>

#include <array>
#include <random>
#include <string>

using envc::count;
using envc::edit_distance;
using envc::nearest;
using envc::one_of;

namespace {

constexpr std::array<std::string_view, 8> names{"apt", "pip", "conda", "cuda", "copy", "place", "timezone", "workdir"};

std::string suggestion(std::string_view word) {
  return std::string(nearest(word, names).value_or("nothing"));
}

/// The same distance by its definition, without bounds.
std::size_t slow(std::string_view a, std::string_view b) {
  if (a.empty() || b.empty()) return a.size() + b.size();
  const auto tail = [](std::string_view text, std::size_t n) { return text.substr(n); };
  std::size_t best = slow(tail(a, 1), tail(b, 1)) + (a[0] == b[0] ? 0 : 1);
  best = std::min(best, slow(tail(a, 1), b) + 1);
  best = std::min(best, slow(a, tail(b, 1)) + 1);
  if (a.size() > 1 && b.size() > 1 && a[0] == b[1] && a[1] == b[0])
    best = std::min(best, slow(tail(a, 2), tail(b, 2)) + 1);
  return best;
}

}  // namespace

TEST_CASE("edit distance") {
  CHECK(edit_distance("conda", "conda", 3) == 0);
  CHECK(edit_distance("conds", "conda", 3) == 1);
  CHECK(edit_distance("codna", "conda", 3) == 1);  // two letters swapped are one slip
  CHECK(edit_distance("cond", "conda", 3) == 1);
  CHECK(edit_distance("", "ab", 3) == 2);
  CHECK(edit_distance("ca", "abc", 3) == 3);  // no letter moves twice
  CHECK_FALSE(edit_distance("apt", "conda", 3));
  CHECK_FALSE(edit_distance("abc", "xyz", 2));
  CHECK(edit_distance("abc", "xyz", 3) == 3);
}

TEST_CASE("edit distance keeps to its definition, within any limit") {
  std::mt19937 random(7);
  const auto word = [&] {
    std::string out(random() % 6, 'a');
    for (char& c : out) c = static_cast<char>('a' + random() % 3);
    return out;
  };
  for (int i = 0; i < 2000; ++i) {
    const std::string a = word();
    const std::string b = word();
    const std::size_t limit = random() % 5;
    CAPTURE(a);
    CAPTURE(b);
    CAPTURE(limit);
    const std::size_t expected = slow(a, b);
    const auto found = edit_distance(a, b, limit);
    REQUIRE(found.has_value() == (expected <= limit));
    if (found) REQUIRE(*found == expected);
  }
}

TEST_CASE("the nearest name") {
  CHECK(suggestion("conds") == "conda");
  CHECK(suggestion("cnoda") == "conda");
  CHECK(suggestion("palce") == "place");
  CHECK(suggestion("time-zone") == "timezone");
  CHECK(suggestion("workdri") == "workdir");
  CHECK(suggestion("ap") == "apt");
  CHECK(suggestion("cuad") == "cuda");
}

TEST_CASE("none rather than a far one") {
  CHECK(suggestion("apt") == "nothing");  // itself is no suggestion, and `pip` is far
  CHECK(suggestion("xyz") == "nothing");
  CHECK(suggestion("x") == "nothing");
  CHECK(suggestion("") == "nothing");
  CHECK(suggestion("environment") == "nothing");
  CHECK_FALSE(nearest("conda", {}));
}

TEST_CASE("ties go to the first") {
  constexpr std::array<std::string_view, 3> ties{"abce", "abcd", "abcf"};
  CHECK(nearest("abcx", ties) == "abce");
}

TEST_CASE("counts") {
  CHECK(count(1, "layer") == "1 layer");
  CHECK(count(0, "layer") == "0 layers");
  CHECK(count(3, "layer") == "3 layers");
  CHECK(count(2, "entry") == "2 entries");
  CHECK(count(2, "day") == "2 days");
  CHECK(count(2, "prefix") == "2 prefixes");
  CHECK(count(2, "patch") == "2 patches");
}

TEST_CASE("alternatives") {
  CHECK(one_of({"base"}) == "`base`");
  CHECK(one_of({"base", "devel"}) == "`base` or `devel`");
  CHECK(one_of({"base", "runtime", "devel"}) == "`base`, `runtime` or `devel`");
  CHECK(one_of(std::vector<std::string>{}).empty());
}

TEST_CASE("quoted text can be seen and has an end") {
  using envc::quoted;
  CHECK(quoted("apt git") == "`apt git`");
  CHECK(quoted("a\nb\tc\x1b") == "`a\\nb\\tc\\x1b`");
  CHECK(quoted("“é”") == "`“é”`");
  CHECK(quoted("\xFF") == "`\\xff`");
  CHECK(quoted(std::string(60, 'x')) == "`" + std::string(60, 'x') + "`");
  CHECK(quoted(std::string(61, 'x')) == "`" + std::string(60, 'x') + "…`");
}
