// Diagnostics as a person reads them (style: whole texts).
#include "drawing.hpp"

#include <doctest/doctest.h>

#include <string>

using envc::Color;
using envc::Diagnostic;
using envc::Diagnostics;
using envc::Kind;
using envc::Severity;
using envc::testing::Page;

namespace {

constexpr Kind kind = Kind::unclosed_quote;

Diagnostic at(envc::Span where, std::string here = "") {
  return {.kind = kind, .message = "one sentence", .where = where, .here = std::move(here)};
}

}  // namespace

TEST_CASE("a caret, its words, a label above and help") {
  const Page page("project x\nimage    y\nubuntu   22.04\ncuda     11.3 devel gl\n");
  Diagnostic d = at(page.at("11.3"), "has images for other releases");
  d.labels = {{page.at("22.04"), "the release is chosen here"}};
  d.help = "write `ubuntu 20.04`";
  CHECK(page.draw(d) ==
        "project.env:4:10: error[unclosed-quote]: one sentence\n"
        "3 | ubuntu   22.04\n"
        "  |          ----- the release is chosen here\n"
        "4 | cuda     11.3 devel gl\n"
        "  |          ^^^^ has images for other releases\n"
        "  = help: write `ubuntu 20.04`\n");
}

TEST_CASE("a fault without words, labels and help") {
  const Page page("cuda 11.3\n");
  CHECK(page.draw(at(page.at("cuda"))) ==
        "project.env:1:1: error[unclosed-quote]: one sentence\n"
        "1 | cuda 11.3\n"
        "  | ^^^^\n");
}

TEST_CASE("a fault of the run as a whole has no place") {
  const Page page("cuda 11.3\n");
  Diagnostic d = at({});
  CHECK(page.draw(d) == "error[unclosed-quote]: one sentence\n");
  d.help = "type this";
  d.severity = Severity::warning;
  CHECK(page.draw(d) ==
        "warning[unclosed-quote]: one sentence\n"
        "  = help: type this\n");
}

TEST_CASE("a label on the same line has a row of its own") {
  const Page page("env A=1 B=2 A=3\n");
  Diagnostic d = at(page.at("A=3"), "said again");
  d.labels = {{page.at("A=1"), "said first"}};
  CHECK(page.draw(d) ==
        "project.env:1:13: error[unclosed-quote]: one sentence\n"
        "1 | env A=1 B=2 A=3\n"
        "  |     --- said first\n"
        "  |             ^^^ said again\n");
}

TEST_CASE("labels below, several of them, and without words") {
  const Page page("a\nb\nc\n");
  Diagnostic d = at(page.at("a"), "this");
  d.labels = {{page.at("c"), "third"}, {page.at("b"), ""}};
  CHECK(page.draw(d) ==
        "project.env:1:1: error[unclosed-quote]: one sentence\n"
        "1 | a\n"
        "  | ^ this\n"
        "2 | b\n"
        "  | -\n"
        "3 | c\n"
        "  | - third\n");
}

TEST_CASE("the gutter is as wide as the greatest line number drawn") {
  Page page(std::string(8, '\n') + "nine\nten\n");
  Diagnostic d = at(page.at("nine"));
  d.labels = {{page.at("ten"), "also"}};
  d.help = "help";
  CHECK(page.draw(d) ==
        "project.env:9:1: error[unclosed-quote]: one sentence\n"
        " 9 | nine\n"
        "   | ^^^^\n"
        "10 | ten\n"
        "   | --- also\n"
        "   = help: help\n");
}

TEST_CASE("a label in another file says which, after the file of the fault") {
  Page page("use lab\n");
  const envc::Source& lab = page.sources.add("lab/common.env", "\nubuntu 20.04\n");
  Diagnostic d = at(page.at("lab"), "here");
  d.labels = {{lab.span(8, 13), "and there"}};
  CHECK(page.draw(d) ==
        "project.env:1:5: error[unclosed-quote]: one sentence\n"
        "1 | use lab\n"
        "  |     ^^^ here\n"
        "  in lab/common.env:2:8\n"
        "2 | ubuntu 20.04\n"
        "  |        ----- and there\n");
  Diagnostic other = at(lab.span(8, 13));
  other.labels = {{page.at("lab"), "used here"}};
  CHECK(page.draw(other) ==
        "lab/common.env:2:8: error[unclosed-quote]: one sentence\n"
        "2 | ubuntu 20.04\n"
        "  |        ^^^^^\n"
        "  in project.env:1:5\n"
        "1 | use lab\n"
        "  |     --- used here\n");
}

TEST_CASE("help of several lines") {
  const Page page("x\n");
  Diagnostic d = at(page.at("x"));
  d.help = "first\n  second";
  CHECK(page.draw(d) ==
        "project.env:1:1: error[unclosed-quote]: one sentence\n"
        "1 | x\n"
        "  | ^\n"
        "  = help: first\n"
        "            second\n");
}

TEST_CASE("columns are those of a terminal") {
  const Page page("env é漢=🚀 x\n");
  CHECK(page.draw(at(page.at("x"))) ==
        "project.env:1:16: error[unclosed-quote]: one sentence\n"
        "1 | env é漢=🚀 x\n"
        "  |            ^\n");
  CHECK(page.draw(at(page.at("漢=🚀"))) ==
        "project.env:1:7: error[unclosed-quote]: one sentence\n"
        "1 | env é漢=🚀 x\n"
        "  |      ^^^^^\n");
}

TEST_CASE("tabs are drawn as blanks up to the next fourth column") {
  const Page page("\ta\tb c\n");
  CHECK(page.draw(at(page.at("b"))) ==
        "project.env:1:4: error[unclosed-quote]: one sentence\n"
        "1 |     a   b c\n"
        "  |         ^\n");
  CHECK(page.draw(at(page.at("\ta"))) ==
        "project.env:1:1: error[unclosed-quote]: one sentence\n"
        "1 |     a   b c\n"
        "  | ^^^^^\n");
}

TEST_CASE("bytes that a terminal would obey are escaped, in the line, the name and the words") {
  Page page("x\n");
  const envc::Source& hostile = page.sources.add("a\x1b[2J.env", "env \x1b[1m\xFF y\n");
  Diagnostic d = at(hostile.span(10, 11), "\x1b[3m");
  d.message = "found \x07";
  CHECK(page.draw(d) ==
        "a\\x1b[2J.env:1:11: error[unclosed-quote]: found \\x07\n"
        "1 | env \\x1b[1m\\xff y\n"
        "  |                 ^ \\x1b[3m\n");
}

TEST_CASE("a span without width, at a line's end, at the file's end") {
  const Page page("ab\n\ncd");
  CHECK(page.draw(at(page.source.span(2, 2))) ==
        "project.env:1:3: error[unclosed-quote]: one sentence\n"
        "1 | ab\n"
        "  |   ^\n");
  CHECK(page.draw(at(page.source.span(3, 3))) ==
        "project.env:2:1: error[unclosed-quote]: one sentence\n"
        "2 |\n"
        "  | ^\n");
  CHECK(page.draw(at(page.source.span(6, 6))) ==
        "project.env:3:3: error[unclosed-quote]: one sentence\n"
        "3 | cd\n"
        "  |   ^\n");
}

TEST_CASE("a span over several lines is drawn to the end of its first") {
  const Page page("run a \\\n  b\n");
  CHECK(page.draw(at(page.at("a \\\n  b"))) ==
        "project.env:1:5: error[unclosed-quote]: one sentence\n"
        "1 | run a \\\n"
        "  |     ^^^\n");
}

TEST_CASE("a long line is cut around the caret") {
  const std::string a(100, 'a');
  const std::string b(150, 'b');
  const Page page(a + " X " + b + "\n");
  // 60 columns in front of the caret, 160 in all
  CHECK(page.draw(at(page.at("X"), "here")) ==
        "project.env:1:102: error[unclosed-quote]: one sentence\n"
        "1 | …" +
            std::string(59, 'a') + " X " + std::string(98, 'b') + "…\n" + "  | " + std::string(61, ' ') + "^ here\n");
  CHECK(page.draw(at(page.source.span(0, 1))) ==
        "project.env:1:1: error[unclosed-quote]: one sentence\n"
        "1 | " +
            a + " X " + std::string(57, 'b') + "…\n" + "  | ^\n");
}

TEST_CASE("a line of 160 columns is not cut") {
  const Page page(std::string(159, 'a') + "X\n");
  CHECK(page.draw(at(page.at("X"))) ==
        "project.env:1:160: error[unclosed-quote]: one sentence\n"
        "1 | " +
            std::string(159, 'a') + "X\n" + "  | " + std::string(159, ' ') + "^\n");
}

TEST_CASE("two marks far apart on a long line are shown one by one") {
  const Page page("A" + std::string(1000, 'x') + "B\n");
  Diagnostic d = at(page.at("B"));
  d.labels = {{page.at("A"), "first"}};
  CHECK(page.draw(d) ==
        "project.env:1:1002: error[unclosed-quote]: one sentence\n"
        "1 | A" +
            std::string(159, 'x') + "…\n" +
            "  | - first\n"
            "1 | …" +
            std::string(60, 'x') + "B\n" + "  | " + std::string(61, ' ') + "^\n");
}

TEST_CASE("a mark longer than the window ends with it") {
  const Page page("a " + std::string(500, 'x') + "\n");
  CHECK(page.draw(at(page.at(std::string(500, 'x')))) ==
        "project.env:1:3: error[unclosed-quote]: one sentence\n"
        "1 | a " +
            std::string(158, 'x') + "…\n" + "  |   " + std::string(158, '^') + "\n");
}

TEST_CASE("a cut does not fall into a character") {
  const Page page(std::string(300, 'a') + "漢漢漢 X " + std::string(300, 'b') + "\n");
  const std::string drawn = page.draw(at(page.at("X")));
  CHECK(drawn.find("\\x") == std::string::npos);
}

TEST_CASE("colour") {
  const Page page("cuda 11\n");
  Diagnostic d = at(page.at("11"), "here");
  d.labels = {{page.at("cuda"), "there"}};
  d.help = "help";
  CHECK(as_text(d, page.sources, Color::yes) ==
        "\x1b[1mproject.env:1:6:\x1b[0m \x1b[1;31merror[unclosed-quote]\x1b[0m: one sentence\n"
        "1 | cuda 11\n"
        "  | \x1b[34m---- there\x1b[0m\n"
        "  |      \x1b[1;31m^^ here\x1b[0m\n"
        "  \x1b[1m= help:\x1b[0m help\n");
  d = at({});
  d.severity = Severity::warning;
  CHECK(as_text(d, page.sources, Color::yes) == "\x1b[1;33mwarning[unclosed-quote]\x1b[0m: one sentence\n");
}

TEST_CASE("all of them: sorted by place, those without one first, each once, counted") {
  const Page page("a b\n");
  Diagnostics all;
  Diagnostic second = at(page.at("b"));
  second.severity = Severity::warning;
  all.add(second);
  all.add(at(page.at("a")));
  all.add(at(page.at("a")));
  Diagnostic whole = at({});
  whole.severity = Severity::note;
  all.add(whole);
  CHECK(as_text(all, page.sources, Color::no, "nothing was written") ==
        "note[unclosed-quote]: one sentence\n"
        "project.env:1:1: error[unclosed-quote]: one sentence\n"
        "1 | a b\n"
        "  | ^\n"
        "project.env:1:3: warning[unclosed-quote]: one sentence\n"
        "1 | a b\n"
        "  |   ^\n"
        "1 error, 1 warning, 1 note; nothing was written\n");
}

TEST_CASE("the count has its plurals, and nothing is said of nothing") {
  const Page page("a b\n");
  Diagnostics all;
  CHECK(as_text(all, page.sources, Color::no, "nothing was written").empty());
  Diagnostic d = at(page.at("a"));
  d.severity = Severity::warning;
  all.add(d);
  CHECK(as_text(all, page.sources, Color::no, "") ==
        "project.env:1:1: warning[unclosed-quote]: one sentence\n"
        "1 | a b\n"
        "  | ^\n"
        "1 warning\n");
  all.add(at(page.at("b")));
  all.add(at(page.at(" ")));
  const std::string text = as_text(all, page.sources, Color::no, "");
  CHECK(text.substr(text.rfind('\n', text.size() - 2) + 1) == "2 errors, 1 warning\n");
}
