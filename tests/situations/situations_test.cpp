// Real conflicts, each with its source: envc says what is wrong, or does what is right.
#include "situation.hpp"

#include <doctest/doctest.h>

#include <cstdlib>
#include <iostream>
#include <set>

using namespace envc;

namespace {

const std::string folder = ENVC_SOURCE_DIR "/tests/situations";

}  // namespace

TEST_CASE("every situation is whole and has a name of its own") {
  std::set<std::string> ids;
  for (const Situation& one : situations(folder)) {
    CAPTURE(one.file);
    CAPTURE(one.id);
    CHECK_FALSE(one.id.empty());
    CHECK(ids.insert(one.id).second);
    CHECK_FALSE(one.source.empty());
    CHECK_FALSE(one.env.empty());
    CHECK((one.verdict == "error" || one.verdict == "warning" || one.verdict == "fine"));
    CHECK(one.kind.empty() == (one.verdict == "fine"));
    CHECK_FALSE((one.names.empty() && one.absent.empty()));
  }
  CHECK(ids.size() >= 57);
}

TEST_CASE("situations") {
  std::size_t pending = 0;
  for (const Situation& one : situations(folder)) {
    for (const std::string& env : one.env) {
      const Outcome outcome = outcome_of(one, env);
      const auto found = faults(one, outcome);
      if (std::getenv("ENVC_SHOW_SITUATIONS") != nullptr) {
        std::cout << "##### " << one.id << " " << one.verdict << (found.empty() ? " ok" : " FAILS");
        for (const std::string& fault : found) std::cout << "; " << fault;
        std::cout << (one.pending.empty() ? "" : " (pending)") << "\n" << env << "---\n" << outcome.messages << "\n";
      }
      if (!one.pending.empty()) {
        ++pending;
        if (found.empty()) MESSAGE(one.id << " passes: take its `pending` out");
        continue;
      }
      for (const std::string& fault : found) {
        FAIL_CHECK(one.file << ", " << one.id << " (" << one.verdict << " " << one.kind << "): " << fault << "\n"
                            << env << outcome.shown());
      }
    }
  }
  if (pending != 0) MESSAGE(pending << " texts are pending");
}
