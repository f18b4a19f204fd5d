#include "text/source.hpp"

#include <doctest/doctest.h>

#include <string>
#include <utility>

using envc::Position;
using envc::Source;
using envc::Sources;
using envc::Span;

namespace {

std::pair<std::uint32_t, std::uint32_t> at(const Sources& sources, std::uint32_t offset) {
  const Position position = sources.position(offset);
  return {position.line, position.column};
}

}  // namespace

TEST_CASE("lines and columns count from 1, columns count bytes") {
  Sources sources;
  const Source& s = sources.add("a.env", "one\n\nthré e\nend");
  CHECK(at(sources, s.base) == std::pair(1U, 1U));
  CHECK(at(sources, s.base + 2) == std::pair(1U, 3U));
  CHECK(at(sources, s.base + 3) == std::pair(1U, 4U));  // the line's end is on the line
  CHECK(at(sources, s.base + 4) == std::pair(2U, 1U));
  CHECK(at(sources, s.base + 5) == std::pair(3U, 1U));
  CHECK(at(sources, s.base + 10) == std::pair(3U, 6U));  // é takes two
  CHECK(at(sources, s.span(15, 16).end) == std::pair(4U, 4U));
}

TEST_CASE("a span names its source") {
  Sources sources;
  const Source& a = sources.add("a", "xy");
  const Source& empty = sources.add("empty", "");
  const Source& b = sources.add("b", "z\n");
  CHECK(sources.find(a.span(0, 1)) == &a);
  CHECK(sources.find(a.span(2, 2)) == &a);  // the end of a file is in it
  CHECK(sources.find(empty.span(0, 0)) == &empty);
  CHECK(sources.find(b.span(0, 1)) == &b);
  CHECK(sources.find(b.span(2, 2)) == &b);
  CHECK(at(sources, b.span(0, 0).begin) == std::pair(1U, 1U));
}

TEST_CASE("nowhere is in no source") {
  Sources sources;
  CHECK(sources.find({}) == nullptr);
  const Source& a = sources.add("a", "x");
  CHECK(sources.find({}) == nullptr);
  CHECK(sources.find(a.span(5, 6)) == nullptr);
  CHECK(sources.text({}).empty());
}

TEST_CASE("the text of a span and of a line") {
  Sources sources;
  const Source& s = sources.add("a", "one\r\ntwo\n\nlast");
  CHECK(sources.text(s.span(5, 8)) == "two");
  CHECK(Sources::line(s, 1) == "one");
  CHECK(Sources::line(s, 2) == "two");
  CHECK(Sources::line(s, 3).empty());
  CHECK(Sources::line(s, 4) == "last");
  CHECK(Sources::line(s, 5).empty());
  CHECK(Sources::line(s, 0).empty());
}

TEST_CASE("references stay valid while sources are added") {
  Sources sources;
  const Source& first = sources.add("first", "text");
  for (int i = 0; i < 100; ++i) sources.add("more", "x");
  CHECK(first.name == "first");
  CHECK(sources.find(first.span(0, 4)) == &first);
}
