// Diagnostics as a program reads them.
#include "drawing.hpp"

#include <doctest/doctest.h>

#include <string>

using envc::Diagnostics;
using envc::Kind;
using envc::Severity;
using envc::testing::Page;

TEST_CASE("a diagnostic with a label, and one without a place") {
  const Page page("ubuntu 22.04\ncuda 11.3\n");
  Diagnostics all;
  all.add({.kind = Kind::unclosed_quote,
           .message = "say \"what\"",
           .where = page.at("11.3"),
           .here = "here",
           .labels = {{page.at("22.04"), "there"}},
           .help = "do this"});
  all.add({.kind = Kind::empty_file, .severity = Severity::warning, .message = "whole", .where = {}});
  CHECK(as_json(all, page.sources) == R"({
  "diagnostics": [
    {
      "severity": "warning",
      "name": "empty-file",
      "message": "whole",
      "file": null,
      "line": null,
      "column": null,
      "end_line": null,
      "end_column": null,
      "here": "",
      "labels": [],
      "help": ""
    },
    {
      "severity": "error",
      "name": "unclosed-quote",
      "message": "say \"what\"",
      "file": "project.env",
      "line": 2,
      "column": 6,
      "end_line": 2,
      "end_column": 10,
      "here": "here",
      "labels": [
        {
          "file": "project.env",
          "line": 1,
          "column": 8,
          "end_line": 1,
          "end_column": 13,
          "text": "there"
        }
      ],
      "help": "do this"
    }
  ]
}
)");
}

TEST_CASE("nothing is an empty list") {
  const Page page("");
  CHECK(as_json({}, page.sources) == "{\n  \"diagnostics\": []\n}\n");
}

TEST_CASE("bytes that are no UTF-8 do not break the text") {
  const Page page("x");
  Diagnostics all;
  all.add({.kind = Kind::not_utf8, .message = "found \xFF", .where = page.at("x")});
  CHECK(as_json(all, page.sources).find("\"message\": \"found \xEF\xBF\xBD\"") != std::string::npos);
}
