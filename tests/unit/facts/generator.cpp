// The build-time step from TOML to tables: what it writes, and which line it blames.
#include "facts/generator.hpp"

#include <doctest/doctest.h>
#include <fmt/format.h>

#include <string>
#include <variant>
#include <vector>

namespace envc::facts {
namespace {

constexpr std::string_view head = "source = \"a test\"\nread = \"2026-11-23\"\n";

/// The C++ of a subject, or `PART:LINE: sentence` for each fault.
std::string generated(std::string_view subject, const std::vector<std::string>& parts) {
  const auto result = generate(subject, parts);
  if (const auto* cpp = std::get_if<std::string>(&result)) return *cpp;
  std::string text;
  for (const TableFault& fault : std::get<std::vector<TableFault>>(result)) {
    text += fmt::format("{}{}:{}: {}", text.empty() ? "" : "\n", fault.part, fault.line, fault.sentence);
  }
  return text;
}

/// Of a table of Pythons with these rows. Rows begin at line 4.
std::string pythons(std::string_view rows, std::string_view before = head) {
  return generated("pythons", {fmt::format("{}python = [\n{}\n]\n", before, rows)});
}

}  // namespace

TEST_CASE("rows are sorted by version, keys for people are left out") {
  CHECK(pythons("{ version = \"3.10\", released = \"2021\", eol = \"2026\" },\n{ version = \"3.9\" },") ==
        "// Generated from stdlib/pythons*.toml. Edit those, not this one.\n"
        "inline constexpr PythonRelease pythons[] = {\n"
        "    {\"3.9\", \"\", \"\", \"2026-11-23\"},\n"
        "    {\"3.10\", \"2026\", \"\", \"2026-11-23\"},\n"
        "};\n");
}

TEST_CASE("text is quoted") {
  CHECK(pythons(R"({ version = "3.9", eol = 'a"b\c' },)").find(R"({"3.9", "a\"b\\c", "", "2026-11-23"})") !=
        std::string::npos);
}

TEST_CASE("faults name their line") {
  CHECK(pythons("{ version = \"3.9\" },\n{ version = \"3.9\" },") == "0:5: the same key as line 4");
  CHECK(pythons("{ eol = \"2026\" },") == "0:4: `version` is missing");
  CHECK(pythons("{ version = 3.9 },") == "0:4: `version` takes a version, as a string");
  CHECK(pythons("{ version = \"3.9\" },\n{ version = \"3.10\", end = \"2026\" },") == "0:5: unknown key `end`");
  CHECK(pythons("\"3.9\",") == "0:4: a row of `python` is an inline table");
  CHECK(pythons("") == "0:3: `python` is empty");
  CHECK(pythons("{ version = \"3.9\" },", "read = \"2026\"\n") == "0:1: a table of facts says its `source`");
  CHECK(pythons("{ version = \"3.9\" },", fmt::format("{}snakes = 1\n", head)) == "0:3: unknown key `snakes`");
  CHECK(generated("pythons", {std::string(head)}) == "0:1: no array `python`");
  CHECK(generated("snakes", {std::string(head)}) == "0:1: no facts are called `snakes`");
  CHECK(generated("pythons", {"source = \n"}).starts_with("0:1: "));
}

TEST_CASE("all faults are said in one run") {
  CHECK(pythons("{ version = 3.9 },\n{ eol = true },") ==
        "0:4: `version` takes a version, as a string\n0:5: `version` is missing\n0:5: `eol` takes a string");
}

TEST_CASE("files of one subject are one table") {
  const auto part = [](std::string_view rows) { return fmt::format("{}python = [{}]\n", head, rows); };
  CHECK(
      generated("pythons", {part("{ version = \"3.10\" }"), part("{ version = \"3.9\" }")})
          .ends_with("    {\"3.9\", \"\", \"\", \"2026-11-23\"},\n    {\"3.10\", \"\", \"\", \"2026-11-23\"},\n};\n"));
  CHECK(generated("pythons", {part("{ version = \"3.9\" }"), part("{ version = \"3.9\" }")}) ==
        "1:3: a row of another file has the same key");
  CHECK(subject_of("catalogue.jax.toml") == "catalogue");
}

TEST_CASE("a row that names several is a row for each") {
  const std::string cpp = generated("catalogue", {fmt::format("{}package = [{{ name = \"a\" }}]\n"
                                                              "release = [{{ package = \"b a\", needs = \"c<2\" }}]\n",
                                                              head)});
  CHECK(
      cpp.ends_with("    {\"a\", \"\", \"\", \"\", \"\", \"\", \"c<2\", \"\", \"\", false, \"\"},\n"
                    "    {\"b\", \"\", \"\", \"\", \"\", \"\", \"c<2\", \"\", \"\", false, \"\"},\n};\n"));
}

TEST_CASE("one row of a CUDA release becomes a row for each image") {
  const std::string toml = fmt::format(
      "{}repository = [{{ name = \"r\", os = \"ubuntu\" }}]\n"
      "cudnn = [{{ version = \"9.0.0\", ubuntu = \"1.04\", part = \"cudnn7\", cudnn = \"7.6\" }}]\n"
      "compat = [{{ version = \"9.0.0\", ubuntu = \"1.04\", drivers = \"384 390\" }}]\nimage = [\n"
      "{{ version = \"9.0.0\", ubuntu = \"1.04\", images = \"base cudnn7-devel tensorrt-devel\", gone = \"2023\" "
      "}},\n]\n",
      head);
  const std::string cpp = generated("cuda_images", {toml});
  CHECK(cpp.find(R"({"9.0.0-base-ubuntu1.04", "9.0.0", "ubuntu1.04", "base", "", true, "", false})") !=
        std::string::npos);
  CHECK(cpp.find(R"({"9.0.0-cudnn7-devel-ubuntu1.04", "9.0.0", "ubuntu1.04", "devel", "cudnn7", true, "", false})") !=
        std::string::npos);
  CHECK(
      cpp.find(R"({"9.0.0-tensorrt-devel-ubuntu1.04", "9.0.0", "ubuntu1.04", "devel", "", true, "tensorrt", false})") !=
      std::string::npos);
  CHECK(cpp.find(R"({"9.0.0", "1.04", "384 390"})") != std::string::npos);
}

}  // namespace envc::facts
