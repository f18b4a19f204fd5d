// Where a statement begins and ends (design §2 rule 1).
#include "reading.hpp"

#include <doctest/doctest.h>

using envc::testing::faults;
using envc::testing::read;
using envc::testing::Reading;

TEST_CASE("a statement ends with its line") {
  CHECK(read("cuda 11.3\nubuntu 20.04\n") == "cuda [11.3]; ubuntu [20.04]");
  CHECK(read("cuda 11.3") == "cuda [11.3]");
  CHECK(read("\n\n  \ncuda 11.3\n\n") == "cuda [11.3]");
  CHECK(read("cuda\t11.3  devel \n") == "cuda [11.3] [devel]");
  CHECK(read("cuda") == "cuda");
}

TEST_CASE("`,` and `;` end a statement before white space or the line's end") {
  CHECK(read("cuda 11.3, ubuntu 20.04") == "cuda [11.3]; ,ubuntu [20.04]");
  CHECK(read("cuda 11.3; ubuntu 20.04") == "cuda [11.3]; ubuntu [20.04]");
  CHECK(read("cuda 11.3 , ubuntu 20.04") == "cuda [11.3]; ,ubuntu [20.04]");
  CHECK(read("cuda 11.3,\tubuntu 20.04") == "cuda [11.3]; ,ubuntu [20.04]");
  CHECK(read("cuda, ubuntu; apt") == "cuda; ,ubuntu; apt");
  CHECK(read("cuda 11.3, \\\nubuntu 20.04") == "cuda [11.3]; ,ubuntu [20.04]");
  CHECK(read("cuda 11.3,\\\nubuntu 20.04") == "cuda [11.3]; ,ubuntu [20.04]");
}

TEST_CASE("inside a word or quotes they are ordinary characters") {
  CHECK(read("env ARCHS=80;86") == "env [ARCHS=80;86]");
  CHECK(read("env A=1,2;3,,4 B=;") == "env [A=1,2;3,,4] [B=]");
  CHECK(read("env A='x, y; z'") == "env [A=x, y; z]");
  CHECK(read("env A=\"x, y; \"") == "env [A=x, y; ]");
  CHECK(read("pip torch>=2,<3") == "pip [torch>=2,<3]");
  CHECK(read("env A=,\"x\"") == "env [A=,x]");
}

TEST_CASE("a separator before the line's end is dropped") {
  CHECK(read("cuda 11.3,\nubuntu 20.04;\n") == "cuda [11.3]; ubuntu [20.04]");
  CHECK(read("cuda 11.3,  # why\nubuntu 20.04 ; ") == "cuda [11.3]; ubuntu [20.04]");
  CHECK(read("cuda 11.3,") == "cuda [11.3]");
  CHECK(read("place laptop,\n  cuda 11\n") == "place [laptop] { cuda [11] }");
}

TEST_CASE("an empty statement is refused") {
  CHECK(faults("apt git,, wget") == "1:9 empty-statement");
  CHECK(faults("apt git, , wget") == "1:10 empty-statement");
  CHECK(faults("apt git,;\n") == "1:9 empty-statement");
  CHECK(faults(",\n") == "1:1 empty-statement");
  CHECK(faults("; cuda 11.3\n") == "1:1 empty-statement");
  CHECK(faults("cuda 11.3\n ,\n") == "2:1 unexpected-body");
  CHECK(faults(",") == "1:1 empty-statement");
}

TEST_CASE("what was read before an error on the line stays, and the rest of the line is passed over") {
  CHECK(Reading("cuda 11, apt 'x, ubuntu 1\nubuntu 20.04").statements() == "cuda [11]; ,apt!; ubuntu [20.04]");
  CHECK(Reading("cuda 11,, ubuntu 1\nubuntu 20.04").statements() == "cuda [11]; !; ubuntu [20.04]");
}

TEST_CASE("`#` begins a comment at the start of a word only") {
  CHECK(read("cuda 11.3 # devel\n") == "cuda [11.3]");
  CHECK(read("cuda 11.3 #\n#\n# x, y; z 'w\n  # y") == "cuda [11.3]");
  CHECK(read("pip git+https://x.org/y#egg=z a#b") == "pip [git+https://x.org/y#egg=z] [a#b]");
  CHECK(read("env A=''#b") == "env [A=#b]");
  CHECK(read("env '#a' \"#b\"") == "env [#a] [#b]");
  CHECK(read("cuda 11.3 # one \\\nubuntu 20.04") == "cuda [11.3]; ubuntu [20.04]");
}

TEST_CASE("`\\` before the line's end is a space") {
  CHECK(read("apt git \\\n  wget\\\ncurl\n") == "apt [git] [wget] [curl]");
  CHECK(read("apt \\\n\\\n git") == "apt [git]");
  CHECK(read("apt git \\\n\ncuda 11") == "apt [git]; cuda [11]");
  CHECK(read("apt git \\") == "apt [git]");
  CHECK(read("\\\napt git") == "apt [git]");
  CHECK(read("apt \\\r\n git").find("apt [git]") != std::string::npos);
  CHECK(read("apt git \\\n  # the last") == "apt [git]");
}

TEST_CASE("elsewhere `\\` is itself") {
  CHECK(read("env A=\\n B=\\\\ C=a\\b") == "env [A=\\n] [B=\\\\] [C=a\\b]");
  CHECK(read("env A=\\,x") == "env [A=\\,x]");
  CHECK(read("env \\ x") == "env [\\] [x]");
}

TEST_CASE("blanks behind `\\` are refused, and what follows is still read") {
  const Reading reading("apt git \\ \n  wget\ncuda 11");
  CHECK(reading.faults() == "1:10 blanks-after-backslash");
  CHECK(reading.statements() == "apt! [git] [wget]; cuda [11]");
  CHECK(faults("apt git\\\t\n wget") == "1:9 blanks-after-backslash");
}

TEST_CASE("a block's header ends its line") {
  CHECK(faults("place laptop, cuda 11\n") == "1:15 text-after-block-header");
  CHECK(faults("cuda 11; place a; place b\n") == "1:19 text-after-block-header");
  CHECK(read("cuda 11, place a\n") == "cuda [11]; ,place [a]");
  CHECK(Reading("place a, cuda 11\n  ubuntu 20\n").statements() == "place [a] { ubuntu [20] }");
}

TEST_CASE("a name that no table knows is read as words; it is the fault, not what follows it") {
  CHECK(read("conds numpy 'x y', cuda 11") == "conds [numpy] [x y]; ,cuda [11]");
  CHECK(read("RUN echo it's\ncuda 11") == "RUN [echo]; cuda [11]");
  CHECK(read("conds “a”\ncuda 11") == "conds [“a”]; cuda [11]");
  CHECK(read("sweep lr=1e-3, 1e-4") == "sweep [lr=1e-3]; ,1e-4");
  CHECK(read("12 34") == "12 [34]");
}
