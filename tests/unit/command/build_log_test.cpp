#include "command/build_log.hpp"

#include <doctest/doctest.h>
#include <fmt/format.h>
#include <fstream>
#include <iterator>

using namespace envc;

namespace {

std::string log_named(const std::string& name) {
  std::ifstream file(ENVC_SOURCE_DIR "/tests/unit/command/logs/" + name, std::ios::binary);
  REQUIRE(file);
  return {std::istreambuf_iterator<char>(file), {}};
}

/// `2/12 RUN 56.7, …`; `-` where nothing is known.
std::string told(const std::string& log) {
  std::string text;
  for (const LoggedStep& step : read_build_log(log)) {
    text += fmt::format("{}{}/{} {} {}", text.empty() ? "" : ", ", step.number, step.of,
                        step.text.substr(0, step.text.find(' ')),
                        step.seconds ? fmt::format("{}", *step.seconds) : std::string("-"));
  }
  return text;
}

}  // namespace

// The logs are those of Docker 20.10.24's BuildKit; lines of the programs that ran are left out.
TEST_CASE("a whole build: every step's seconds, but of a base that was there") {
  CHECK(told(log_named("whole.log")) ==
        "1/12 FROM -, 2/12 RUN 56.7, 3/12 RUN 1.7, 4/12 RUN 22.6, 5/12 RUN 27.9, 6/12 RUN 11.3, 7/12 WORKDIR 0.7, "
        "8/12 RUN 4.2, 9/12 RUN 1.7, 10/12 COPY 0.2, 11/12 COPY 0.4, 12/12 RUN 2.1");
}

TEST_CASE("cached steps say nothing") {
  CHECK(told(log_named("second.log")) ==
        "1/12 FROM -, 2/12 RUN -, 3/12 RUN -, 4/12 RUN -, 5/12 RUN 10.5, 6/12 RUN 1.8, 7/12 WORKDIR 0, "
        "8/12 RUN 2.2, 9/12 RUN 0.3, 10/12 COPY 0.1, 11/12 COPY 0.1, 12/12 RUN 0.4");
}

TEST_CASE("a build that failed: what went well before") {
  CHECK(told(log_named("error.log")) ==
        "1/12 FROM -, 2/12 RUN 9.8, 3/12 RUN 0.5, 4/12 RUN 7.9, 5/12 RUN 10, 6/12 RUN -");
}

TEST_CASE("stages, platforms, and names that come again") {
  const auto steps = read_build_log(
      "#0 building with \"default\" instance using docker driver\r\n"
      "#8 [uv 1/1] FROM ghcr.io/astral-sh/uv:0.5\r\n"
      "#8 CACHED\r\n"
      "#9 [linux/amd64 stage-1 2/9] RUN one\r\n"
      "#10 [linux/arm64 3/9] RUN two\r\n"
      "#9 0.5 #9 DONE 7s\r\n"
      "#9 [linux/amd64 stage-1 2/9] RUN one\r\n"
      "#9 DONE 12.3s\r\n");
  REQUIRE(steps.size() == 3);
  CHECK(steps[0].stage == "uv");
  CHECK(steps[1].stage == "stage-1");
  CHECK(steps[1].seconds == doctest::Approx(12.3));
  CHECK(steps[2].stage.empty());
  CHECK_FALSE(steps[2].seconds);
}

TEST_CASE("a base image counts where its layers were fetched") {
  const std::string base = "#4 [1/2] FROM docker.io/library/ubuntu:22.04\n#4 DONE 0.1s\n";
  CHECK(told(base) == "1/2 FROM -");
  CHECK(told(base + "#4 extracting sha256:3153aa388d02 1.2s done\n#4 DONE 14.0s\n") == "1/2 FROM 14");
}

TEST_CASE("cancelled steps and a second build with the same numbers") {
  CHECK(told("#4 [2/2] RUN a\n#4 DONE 3.0s\n#4 [2/2] RUN b\n#4 CANCELED\n") == "2/2 RUN 3, 2/2 RUN -");
}

TEST_CASE("what is no log has no steps") {
  for (const char* text : {"", "\n", "#", "# 1", "#1", "#1 [", "#1 [/] ", "#1 [1/] RUN", "#1 [a/b] RUN", "#x [1/2] RUN",
                           "#99999999999999999999 [1/2] RUN", "Step 1/2 : FROM ubuntu", "#1 [1/-2] RUN x"}) {
    CAPTURE(text);
    CHECK(read_build_log(text).empty());
  }
  CHECK(told("#1 [1/2] RUN a\n#1 DONE\n#1 DONE s\n#1 DONE -1s\n#1 DONE nans\n#2 DONE 1s\n") == "1/2 RUN -");
}

TEST_CASE("an instruction on several lines is the log's on one") {
  CHECK(is_of("RUN apt-get update &&     apt-get install", "RUN apt-get update && \\\n    apt-get install\n"));
  CHECK(is_of("RUN [\"a\", \"for\\n  echo \"b\"\\n\"]", "RUN [\"a\", \"\\\nfor\\n\\\n  echo \\\"b\\\"\\n\\\n\"]\n"));
  CHECK(is_of("RUN if [ \"http://here\" != x ]; then", "RUN if [ \"$APT_MIRROR\" != x ]; then"));
  CHECK(is_of("FROM docker.io/library/ubuntu:22.04", "FROM ${BASE_REGISTRY}/library/ubuntu:22.04\n"));
  CHECK(is_of("RUN apt-get upd...", "RUN apt-get update\n"));
  CHECK_FALSE(is_of("RUN true", "RUN true && false\n"));
  CHECK_FALSE(is_of("RUN true", "COPY true /x\n"));
  CHECK_FALSE(is_of("RUN one $A", "RUN two $A\n"));
}
