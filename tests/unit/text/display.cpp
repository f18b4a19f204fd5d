#include "text/display.hpp"

#include <doctest/doctest.h>

#include <string_view>

using envc::first_glyph;
using envc::visible;

TEST_CASE("what can be seen is shown as it is") {
  CHECK(visible("plain é 漢 🚀 “q”") == "plain é 漢 🚀 “q”");
}

TEST_CASE("what cannot is escaped") {
  CHECK(visible("a\n\t\r\x01\x7F") == "a\\n\\t\\r\\x01\\x7f");
  CHECK(visible("\xC2\xA0\xE2\x80\x8B\xEF\xBB\xBF\xE2\x80\xAE") == "<U+00A0><U+200B><U+FEFF><U+202E>");
  CHECK(visible("\xFF\xC3(\xE2\x82") == "\\xff\\xc3(\\xe2\\x82");
  CHECK(visible("\xC2\x9B") == "<U+009B>");  // CSI in one character
}

TEST_CASE("width in a terminal") {
  CHECK(first_glyph("a").width == 1);
  CHECK(first_glyph("é").width == 1);
  CHECK(first_glyph("漢").width == 2);
  CHECK(first_glyph("🚀").width == 2);
  CHECK(first_glyph("\xCC\x81").width == 0);  // a combining accent
  CHECK(first_glyph("\x1b").width == 4);
  CHECK(first_glyph("\xC2\xA0").width == 8);
}

TEST_CASE("what a glyph takes of the text") {
  CHECK(first_glyph("漢x").bytes == 3);
  CHECK(first_glyph("\xE6\xBC").bytes == 1);
  CHECK(first_glyph("\xED\xA0\x80").bytes == 1);  // a surrogate is no character
}
