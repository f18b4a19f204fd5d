// Every folder beside this file is a case; its name tells the exit code. tests/golden/refresh.sh writes them anew.
#include "golden_case.hpp"

#include <doctest/doctest.h>
#include <algorithm>
#include <cstdlib>
#include <filesystem>
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

/// The first line that differs, so that a failure can be read.
std::string first_difference(const std::string& expected, const std::string& found) {
  std::size_t line = 1;
  std::size_t start = 0;
  for (std::size_t i = 0; i < std::max(expected.size(), found.size()); ++i) {
    if (i < expected.size() && i < found.size() && expected[i] == found[i]) {
      if (expected[i] == '\n') ++line, start = i + 1;
      continue;
    }
    const auto rest = [&](const std::string& text) {
      return start < text.size() ? text.substr(start, text.find('\n', start) - start) : std::string("(the end)");
    };
    return "line " + std::to_string(line) + "\n  expected: " + rest(expected) + "\n  found:    " + rest(found);
  }
  return {};
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
