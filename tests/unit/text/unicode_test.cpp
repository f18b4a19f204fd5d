#include "text/unicode.hpp"

#include <doctest/doctest.h>

using namespace envc;

TEST_CASE("lengths of code points") {
  CHECK(utf8_length("") == 0);
  CHECK(utf8_length("ab") == 1);
  CHECK(utf8_length("é") == 2);
  CHECK(utf8_length("€uro") == 3);
  CHECK(utf8_length("😀") == 4);
}

TEST_CASE("bytes that are no UTF-8") {
  CHECK(utf8_length("\x80") == 0);
  CHECK(utf8_length("\xc3") == 0);
  CHECK(utf8_length("\xc3(") == 0);
  CHECK(utf8_length("\xc0\x80") == 0);          // overlong
  CHECK(utf8_length("\xe0\x9f\xbf") == 0);      // overlong
  CHECK(utf8_length("\xed\xa0\x80") == 0);      // surrogate
  CHECK(utf8_length("\xf4\x90\x80\x80") == 0);  // above U+10FFFF
  CHECK_FALSE(valid_utf8("ok\xff"));
  CHECK(valid_utf8("ok é"));
}

TEST_CASE("numbers of code points") {
  CHECK(code_point("A") == 0x41);
  CHECK(code_point("é") == 0xE9);
  CHECK(code_point("€") == 0x20AC);
  CHECK(code_point("😀") == 0x1F600);
}

TEST_CASE("what is printed as itself") {
  CHECK(printable("a é € 😀"));
  CHECK(printable(""));
  CHECK_FALSE(printable("\n"));
  CHECK_FALSE(printable("\x7f"));
  CHECK_FALSE(printable("\u0085"));
  CHECK_FALSE(printable("\u2029"));
  CHECK_FALSE(printable("\u202e"));
  CHECK_FALSE(printable("\ufeff"));
}
