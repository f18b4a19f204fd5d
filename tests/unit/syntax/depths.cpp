// Depths: a line returns to one that is open (design §2 rule 2).
#include "reading.hpp"

#include <doctest/doctest.h>

#include <string>

using envc::testing::faults;
using envc::testing::read;
using envc::testing::Reading;

TEST_CASE("depths that are open") {
  CHECK(read("place a\n      mount x\nplace b\n mount y\n") == "place [a] { mount [x] }; place [b] { mount [y] }");
  CHECK(read("place a\n  job b\n    cuda 1\n  cuda 2\ncuda 3") ==
        "place [a] { job [b] { cuda [1] }; cuda [2] }; cuda [3]");
  CHECK(read("place a\n  job b\n    cuda 1\ncuda 3") == "place [a] { job [b] { cuda [1] } }; cuda [3]");
}

TEST_CASE("blank lines and comments close nothing") {
  CHECK(read("place a\n  mount x\n\n# note\n      # note\n  mount y\n") == "place [a] { mount [x]; mount [y] }");
}

TEST_CASE("a depth between two") {
  CHECK(faults("place a\n    mount x\n  mount y\n  mount z\n") == "3:1 depth-not-open");
  CHECK(faults("place a\n    mount x\n  mount y\n   mount z\n") == "3:1 depth-not-open; 4:1 depth-not-open");
  CHECK(faults("apt\n    a\n  b\n") == "3:1 depth-not-open");
  const Reading reading("place a\n    mount x\n  mount y\n    mount z\ncuda 1");
  CHECK(reading.statements() == "place [a] { mount [x]; mount [y]; mount [z] }; cuda [1]");
}

TEST_CASE("a depth below nothing") {
  CHECK(faults("  cuda 11\n  apt git\n") == "1:1 line-without-header");
  CHECK(faults("# note\n\n cuda 11\napt git\n") == "3:1 line-without-header");
  CHECK(Reading("  cuda 11\n  apt git\n    wget\nubuntu 1").statements() ==
        "cuda [11]; apt [git] - [wget]; ubuntu [1]");
}

TEST_CASE("blocks in blocks have an end") {
  const auto nested = [](int levels) {
    std::string text;
    for (int i = 0; i < levels; ++i) text += std::string(static_cast<std::size_t>(i), ' ') + "place a\n";
    return text;
  };
  CHECK(faults(nested(32)).empty());
  CHECK(faults(nested(33)) == "33:33 nested-too-deep");
  CHECK(faults(nested(1000)) == "33:33 nested-too-deep");
}
