// Likely slips have their own message, which wins. Whole texts, because the words are the product.
#include "reading.hpp"

#include <doctest/doctest.h>

#include <string>

using envc::testing::drawn;
using envc::testing::faults;
using envc::testing::read;
using envc::testing::Reading;

TEST_CASE("an empty file") {
  CHECK(drawn("") ==
        "project.env:1:1: error[empty-file]: nothing to build: the file has no statement\n"
        "1 |\n"
        "  | ^\n"
        "  = help: begin with a line such as `apt git`\n"
        "1 error; nothing was written\n");
  CHECK(faults("\n  \n# only a comment\n") == "1:1 empty-file");
  CHECK(faults("'x") == "1:1 unclosed-quote");
}

TEST_CASE("a binary file") {
  CHECK(drawn(std::string("\x7F"
                          "ELF\x02\0\0",
                          7)) ==
        "project.env:1:6: error[binary-file]: the file is binary, expected text\n"
        "1 | \\x7fELF\\x02\\x00\\x00\n"
        "  |            ^^^^ a NUL byte\n"
        "1 error; nothing was written\n");
  CHECK(faults(std::string("\xFF\xFE"
                           "a\0",
                           4)) == "1:1 not-utf8");
}

TEST_CASE("another encoding") {
  CHECK(drawn("# caf\xE9\ncuda 11\n") ==
        "project.env:1:6: error[not-utf8]: the file is not UTF-8\n"
        "1 | # caf\\xe9\n"
        "  |      ^^^^ no character begins with this byte\n"
        "  = help: save it as UTF-8, or convert it with iconv\n"
        "1 error; nothing was written\n");
  CHECK(drawn("\xFF\xFE"
              "c\0") ==
        "project.env:1:1: error[not-utf8]: the file is UTF-16, expected UTF-8\n"
        "1 | \\xff\\xfec\n"
        "  | ^^^^^^^^\n"
        "  = help: iconv -f UTF-16 -t UTF-8 project.env > utf8.env\n"
        "1 error; nothing was written\n");
}

TEST_CASE("a byte order mark") {
  CHECK(drawn("\xEF\xBB\xBF"
              "cuda 11\n") ==
        "project.env:1:1: error[byte-order-mark]: the file begins with a byte order mark\n"
        "1 | <U+FEFF>cuda 11\n"
        "  | ^^^^^^^^\n"
        "  = help: sed -i '1s/^\\xEF\\xBB\\xBF//' project.env\n"
        "1 error; nothing was written\n");
  CHECK(Reading("\xEF\xBB\xBF"
                "cuda 11\n")
            .statements() == "cuda [11]");
}

TEST_CASE("Windows line ends are one fault of the file") {
  CHECK(drawn("cuda 11\r\napt 'git'\r\nrun x\r\n") ==
        "project.env:1:8: error[windows-line-ends]: the file has Windows line ends\n"
        "1 | cuda 11\n"
        "  |        ^ here and on 2 lines more\n"
        "  = help: sed -i 's/\\r$//' project.env\n"
        "1 error; nothing was written\n");
  CHECK(Reading("cuda 11\r\napt\r\n  git\r\nrun x \\\r\n y\r\n  z\r\nfile f\r\n  a\r\n\r\n  b\r\n").statements() ==
        "cuda [11]; apt - [git]; run <x y> $ z/; file [f] \"a//b/\"");
  CHECK(faults("cuda 'x\r\ncuda 'y\r\n") == "1:6 unclosed-quote; 1:8 windows-line-ends; 2:6 unclosed-quote");
}

TEST_CASE("tabs in front of a line are one fault of the file") {
  CHECK(drawn("place a\n\tmount x\n\tmount y\n") ==
        "project.env:2:1: error[tab-indentation]: the line is indented with a tab, expected blanks\n"
        "2 |     mount x\n"
        "  | ^^^^ here and on 1 line more\n"
        "  = help: write two blanks for each tab\n"
        "1 error; nothing was written\n");
  CHECK(faults("place a\n    mount x\n\tmount y\n") == "3:1 tab-indentation");
  CHECK(faults("place a\n  \tmount x\n") == "2:3 tab-indentation");
  CHECK(faults("run\n\tmake\n") == "2:1 tab-indentation");
  CHECK(faults("\tcuda 11\n") == "1:1 tab-indentation");
  CHECK(faults("\t# comment\ncuda\t11\t\n").empty());
}

TEST_CASE("typographic quotes") {
  CHECK(drawn("env A=“x y”\n") ==
        "project.env:1:7: error[smart-quote]: `“` is a typographic quote and quotes nothing\n"
        "1 | env A=“x y”\n"
        "  |       ^\n"
        "  = help: write `\"` in its place\n"
        "1 error; nothing was written\n");
  CHECK(faults("env A=‘x’ B=‘y’, cuda ’1’") == "1:7 smart-quote; 1:31 smart-quote");
  CHECK(drawn("env it’s").find("write `'` in its place") != std::string::npos);
  CHECK(read("env '“' \"‘x’\" # ’") == "env [“] [‘x’]");
}

TEST_CASE("spaces that are no blanks") {
  CHECK(drawn("cuda\xC2\xA0"
              "11\n") ==
        "project.env:1:5: error[odd-space]: a non-breaking space (U+00A0) stands here, expected a blank\n"
        "1 | cuda<U+00A0>11\n"
        "  |     ^^^^^^^^\n"
        "  = help: write a blank in its place\n"
        "1 error; nothing was written\n");
  CHECK(drawn("cuda \xE2\x80\x8B"
              "11\n")
            .find("the character U+200B looks like a blank and is none") != std::string::npos);
  CHECK(Reading("cuda\xC2\xA0"
                "11\n")
            .statements() == "cuda! [11]");
  CHECK(faults("place a\n \xC2\xA0mount x\n") == "2:2 odd-space");
  CHECK(faults("apt git,\xC2\xA0"
               "cuda 11\n") == "1:9 odd-space");
  CHECK(faults("apt git\n\xE3\x80\x80\n\xC2\xA0").empty());
  CHECK(read("env 'a\xC2\xA0"
             "b'") ==
        "env [a\xC2\xA0"
        "b]");
}

TEST_CASE("control characters") {
  CHECK(drawn("env A=\x1b[1m\n") ==
        "project.env:1:7: error[control-character]: the control character `\\x1b` stands outside quotes\n"
        "1 | env A=\\x1b[1m\n"
        "  |       ^^^^\n"
        "  = help: take it out\n"
        "1 error; nothing was written\n");
  CHECK(faults("cuda 11\rapt git\n") == "1:8 control-character");
  CHECK(drawn("run x\x01\n") ==
        "project.env:1:6: error[control-character]: the control character `\\x01` stands in a command\n"
        "1 | run x\\x01\n"
        "  |      ^^^^\n"
        "  = help: write `$'\\x01'` in its place\n"
        "1 error; nothing was written\n");
  CHECK(read("env 'a\x1b"
             "b'") ==
        "env [a\x1b"
        "b]");
}

TEST_CASE("a dotenv file") {
  CHECK(drawn("FOO=bar\nBAR=\"x\nexport BAZ=1\n_A1=\n") ==
        "project.env:1:1: error[dotenv-line]: `FOO=bar` is a line of a dotenv file, expected a statement\n"
        "1 | FOO=bar\n"
        "  | ^^^^^^^ here and on 3 lines more\n"
        "  = help: a variable of the image is `env FOO=bar`\n"
        "1 error; nothing was written\n");
  CHECK(drawn("export A=\"b c\n") ==
        "project.env:1:8: error[dotenv-line]: `A=\"b c` is a line of a dotenv file, expected a statement\n"
        "1 | export A=\"b c\n"
        "  |        ^^^^^^\n"
        "  = help: a variable of the image is `env A=\"b c`\n"
        "1 error; nothing was written\n");
  CHECK(read("python=3.10") == "python=3.10");       // a forgotten `conda`: check says so
  CHECK(read("PKG==1.0") == "PKG==1.0");             // of a requirements file
  CHECK(read("env A=1, B=2") == "env [A=1]; ,B=2");  // a comma in a list
}

TEST_CASE("a merge conflict") {
  CHECK(drawn("cuda 11\n<<<<<<< HEAD\napt git\n=======\napt wget\n>>>>>>> other\n") ==
        "project.env:2:1: error[merge-conflict]: the file holds a merge conflict\n"
        "2 | <<<<<<< HEAD\n"
        "  | ^^^^^^^\n"
        "  = help: keep the lines that are right, and take the others and the marks away\n"
        "1 error; nothing was written\n");
}
