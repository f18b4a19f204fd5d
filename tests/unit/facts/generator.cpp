// The build-time step from TOML to tables: what it writes, and which line it blames.
#include "facts/generator.hpp"

#include <doctest/doctest.h>
#include <fmt/format.h>

#include <string>
#include <variant>

namespace envc::facts {
namespace {

constexpr std::string_view head = "source = \"a test\"\nread = \"2026-11-23\"\n";

/// The C++ of a table of Pythons with these rows, or `LINE: sentence`. Rows begin at line 4.
std::string pythons(std::string_view rows, std::string_view before = head) {
  const auto result = generate("pythons", fmt::format("{}python = [\n{}\n]\n", before, rows));
  if (const auto* fault = std::get_if<TableFault>(&result)) return fmt::format("{}: {}", fault->line, fault->sentence);
  return std::get<std::string>(result);
}

}  // namespace

TEST_CASE("rows are sorted by version, keys for people are left out") {
  CHECK(pythons("{ version = \"3.10\", released = \"2021\", eol = \"2026\" },\n{ version = \"3.9\" },") ==
        "// Generated from stdlib/pythons.toml. Edit that file, not this one.\n"
        "inline constexpr PythonRelease pythons[] = {\n"
        "    {\"3.9\", \"\", \"\"},\n"
        "    {\"3.10\", \"2026\", \"\"},\n"
        "};\n");
}

TEST_CASE("text is quoted") {
  CHECK(pythons(R"({ version = "3.9", eol = 'a"b\c' },)").find(R"({"3.9", "a\"b\\c", ""})") != std::string::npos);
}

TEST_CASE("faults name their line") {
  CHECK(pythons("{ version = \"3.9\" },\n{ version = \"3.9\" },") == "5: the same key as line 4");
  CHECK(pythons("{ eol = \"2026\" },") == "4: `version` is missing");
  CHECK(pythons("{ version = 3.9 },") == "4: `version` takes a string");
  CHECK(pythons("{ version = \"3.9\" },\n{ version = \"3.10\", end = \"2026\" },") == "5: unknown key `end`");
  CHECK(pythons("\"3.9\",") == "4: a row of `python` is an inline table");
  CHECK(pythons("") == "3: `python` is empty");
  CHECK(pythons("{ version = \"3.9\" },", "read = \"2026\"\n") == "1: a table of facts says its `source`");
  CHECK(pythons("{ version = \"3.9\" },", fmt::format("{}snakes = 1\n", head)) == "3: unknown key `snakes`");
  CHECK(std::get<TableFault>(generate("pythons", head)).sentence == "no array `python`");
  CHECK(std::get<TableFault>(generate("snakes", head)).sentence == "no table of this name is known to schema.hpp");
  CHECK(std::get<TableFault>(generate("pythons", "source = \n")).line == 1);
}

TEST_CASE("one row of a CUDA release becomes a row for each image") {
  const std::string toml = fmt::format(
      "{}repository = [{{ name = \"r\", os = \"ubuntu\" }}]\nimage = [\n"
      "{{ version = \"9.0.0\", ubuntu = \"1.04\", images = \"base cudnn7-devel tensorrt-devel\", gone = \"2023\" "
      "}},\n]\n",
      head);
  const std::string cpp = std::get<std::string>(generate("cuda_images", toml));
  CHECK(cpp.find(R"({"9.0.0-base-ubuntu1.04", "9.0.0", "ubuntu1.04", "base", "", true, ""})") != std::string::npos);
  CHECK(cpp.find(R"({"9.0.0-cudnn7-devel-ubuntu1.04", "9.0.0", "ubuntu1.04", "devel", "cudnn7", true, ""})") !=
        std::string::npos);
  CHECK(cpp.find(R"({"9.0.0-tensorrt-devel-ubuntu1.04", "9.0.0", "ubuntu1.04", "devel", "", true, "tensorrt"})") !=
        std::string::npos);
}

}  // namespace envc::facts
