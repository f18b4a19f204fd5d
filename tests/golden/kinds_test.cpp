// Every kind of diagnostic is shown by a golden case.
#include "diagnostic/kind.hpp"
#include "golden_case.hpp"

#include <doctest/doctest.h>
#include <filesystem>
#include <set>

using namespace envc;

namespace {

/// Of a source of more than 16 MB, which no one reads: a unit test has it.
const std::set<std::string_view> exceptions{"file-too-large"};

std::string all_text() {
  std::string text;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(ENVC_SOURCE_DIR "/tests/golden"))
    if (entry.path().filename() == "expected.txt") text += text_of(entry.path().string());
  return text;
}

/// As a whole name: `no-such-file` does not show `no-such`.
bool names(const std::string& text, std::string_view kind) {
  const auto part = [](char c) { return (c >= 'a' && c <= 'z') || c == '-'; };
  for (std::size_t at = text.find(kind); at != std::string::npos; at = text.find(kind, at + 1)) {
    const std::size_t end = at + kind.size();
    if ((at == 0 || !part(text[at - 1])) && (end == text.size() || !part(text[end]))) return true;
  }
  return false;
}

}  // namespace

TEST_CASE("whole names only") {
  CHECK(names("error[no-such-file]: x", "no-such-file"));
  CHECK_FALSE(names("error[no-such-file]: x", "no-such"));
  CHECK_FALSE(names("error[no-such-file]: x", "such-file"));
}

TEST_CASE("every kind of diagnostic is shown") {
  const std::string text = all_text();
  for (const Kind kind : all_kinds()) {
    const bool excused = exceptions.contains(name(kind));
    const bool shown = names(text, name(kind));
    if (shown && excused) FAIL_CHECK(name(kind) << " is shown: take it off the exceptions");
    if (!shown && !excused) FAIL_CHECK(name(kind) << " is shown nowhere");
  }
}
