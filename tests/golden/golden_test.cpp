// Every folder beside this file is a case; its name tells the exit code. tests/golden/refresh.sh writes them anew.
#include "golden_case.hpp"

#include <doctest/doctest.h>
#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <sstream>
#include <vector>

using namespace envc;

namespace {

std::vector<GoldenCase> cases() {
  std::vector<GoldenCase> all;
  for (const auto& entry : std::filesystem::directory_iterator(ENVC_SOURCE_DIR "/tests/golden"))
    if (entry.is_directory()) all.push_back({entry.path().string(), entry.path().filename().string()});
  std::sort(all.begin(), all.end(), [](const auto& a, const auto& b) { return a.name < b.name; });
  return all;
}

std::vector<std::string> lines_of(const std::string& text) {
  std::istringstream stream(text);
  std::vector<std::string> lines;
  for (std::string line; std::getline(stream, line);) lines.push_back(line);
  return lines;
}

/// The first line that differs, so that a failure can be read. The hash of a body always does, so it comes last.
std::string first_difference(const std::string& expected, const std::string& found) {
  const auto a = lines_of(expected);
  const auto b = lines_of(found);
  std::string hash;
  for (std::size_t i = 0; i < std::max(a.size(), b.size()); ++i) {
    const std::string x = i < a.size() ? a[i] : "(the end)";
    const std::string y = i < b.size() ? b[i] : "(the end)";
    if (x == y) continue;
    std::string shown = "line " + std::to_string(i + 1) + "\n  expected: " + x + "\n  found:    " + y;
    if (!x.starts_with("# body sha256")) return shown;
    hash = std::move(shown);
  }
  return hash.empty() ? "the line ends at the end" : hash;
}

}  // namespace

TEST_CASE("golden cases") {
  const bool refreshing = std::getenv("ENVC_REFRESH") != nullptr;
  const auto all = cases();
  CHECK(all.size() >= 15);
  for (const GoldenCase& golden : all) {
    CAPTURE(golden.name);
    const GoldenRun found = run(golden);
    CHECK(found.status == golden.status());
    CHECK_MESSAGE(found.settled, "a second run changes files");
    if (refreshing) refresh(golden, found.files);
    const GoldenFiles wanted = expected(golden);
    for (const auto& [path, bytes] : found.files) {
      if (!wanted.contains(path))
        FAIL_CHECK("not expected: " << path);
      else if (wanted.at(path) != bytes)
        FAIL_CHECK(path << ", " << first_difference(wanted.at(path), bytes));
    }
    for (const auto& [path, bytes] : wanted)
      if (!found.files.contains(path)) FAIL_CHECK("missing: " << path);
  }
}
