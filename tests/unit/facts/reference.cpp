// The tables against references that were written from the sources by another way: row by row, both directions.
#include "facts/facts.hpp"

#include <doctest/doctest.h>
#include <fmt/format.h>

#include <algorithm>
#include <fstream>
#include <map>
#include <string>
#include <vector>

namespace envc {
namespace {

using Row = std::map<std::string, std::string>;

std::vector<std::string> cells(const std::string& line) {
  std::vector<std::string> all(1);
  for (const char c : line) {
    if (c == '\t') {
      all.emplace_back();
    } else {
      all.back() += c;
    }
  }
  return all;
}

std::vector<Row> rows_of(const std::string& name) {
  std::ifstream in(std::string(ENVC_SOURCE_DIR) + "/tests/facts/" + name);
  REQUIRE_MESSAGE(in, name);
  std::vector<Row> rows;
  std::vector<std::string> header;
  for (std::string line; std::getline(in, line);) {
    if (line.starts_with('#')) continue;
    const auto all = cells(line);
    if (header.empty()) {
      header = all;
      continue;
    }
    REQUIRE(all.size() == header.size());
    Row row;
    for (std::size_t i = 0; i < all.size(); ++i) row[header[i]] = all[i];
    rows.push_back(row);
  }
  return rows;
}

std::string companion(const FrameworkBuild& build, const std::string& name) {
  for (const auto& pair : cells([&] {
         std::string list(build.companions);
         std::replace(list.begin(), list.end(), ' ', '\t');
         return list;
       }())) {
    if (pair.starts_with(name + "=")) return pair.substr(name.size() + 1);
  }
  return {};
}

}  // namespace

TEST_CASE("every CUDA image of the reference is in the table, and no other") {
  const auto rows = rows_of("cuda_images.tsv");
  const auto images = Facts::builtin().cuda_images();
  CHECK(rows.size() == 665);
  CHECK(images.size() == rows.size());
  for (Row row : rows) {
    CAPTURE(row["tag"]);
    const auto image = std::find_if(images.begin(), images.end(), [&](const auto& i) { return i.tag == row["tag"]; });
    REQUIRE(image != images.end());
    CHECK(image->version == row["version"]);
    CHECK(image->os == row["os"]);
    CHECK(image->flavour == row["flavour"]);
    CHECK(image->cudnn == row["cudnn"]);
    CHECK(image->gone == (row["gone"] == "yes"));
  }
}

TEST_CASE("every build of the framework of the reference is in the table, and no other") {
  const auto rows = rows_of("torch.tsv");
  const auto builds = Facts::builtin().framework_builds();
  CHECK(rows.size() == 155);
  CHECK(builds.size() == rows.size());
  for (Row row : rows) {
    CAPTURE(row["torch"]);
    CAPTURE(row["build"]);
    const auto build = std::find_if(builds.begin(), builds.end(), [&](const auto& b) {
      return b.version == row["torch"] && b.build == row["build"];
    });
    REQUIRE(build != builds.end());
    CHECK(build->cuda == row["cuda"]);
    CHECK(build->pythons == row["pythons"]);
    CHECK(companion(*build, "torchvision") == row["torchvision"]);
    CHECK(companion(*build, "torchaudio") == row["torchaudio"]);
    CHECK(build->pip_flag == row["pip_flag"]);
    CHECK(build->pip_index == row["pip_index"]);
    CHECK(build->pip_suffix == row["pip_local_suffix"]);
    CHECK(build->conda_pin == row["conda_pin"]);
    CHECK(build->conda_channels == row["conda_channels"]);
    CHECK(build->pypi_default == (row["pypi_linux_default"] == "yes"));
    CHECK(build->glibc == row["glibc_min"]);
  }
}

}  // namespace envc
