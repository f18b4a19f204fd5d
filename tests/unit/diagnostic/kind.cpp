#include "diagnostic/kind.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <set>
#include <string>
#include <string_view>

using envc::all_kinds;
using envc::Kind;
using envc::kind_named;

TEST_CASE("kinds and names go both ways") {
  std::set<std::string_view> names;
  for (const Kind kind : all_kinds()) {
    CAPTURE(name(kind));
    CHECK(kind_named(name(kind)) == kind);
    CHECK(names.insert(name(kind)).second);
  }
  CHECK_FALSE(kind_named("no-such-kind"));
  CHECK_FALSE(kind_named(""));
}

TEST_CASE("a name is made of lower-case words") {
  for (const Kind kind : all_kinds()) {
    const std::string_view word = name(kind);
    CAPTURE(word);
    CHECK(word.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789-") == std::string_view::npos);
    CHECK_FALSE(word.starts_with('-'));
    CHECK_FALSE(word.ends_with('-'));
  }
}

TEST_CASE("a page is a few lines that fit a terminal, and ends without a newline") {
  for (const Kind kind : all_kinds()) {
    std::string_view page = envc::page(kind);
    CAPTURE(name(kind));
    CHECK(page.size() > 40);
    CHECK_FALSE(page.ends_with('\n'));
    while (!page.empty()) {
      const std::string_view line = page.substr(0, page.find('\n'));
      CHECK(line.size() <= 120);
      page.remove_prefix(std::min(line.size() + 1, page.size()));
    }
  }
}
