#include "statement/duration.hpp"

#include <doctest/doctest.h>

using namespace envc;

namespace {

std::uint64_t seconds(std::string_view text) {
  const auto read = read_duration(text);
  const auto* value = std::get_if<std::uint64_t>(&read);
  return value != nullptr ? *value : 0;
}

/// The message, then ` = help`; `expected …` of plain refusals left out.
std::string refused(std::string_view text) {
  const auto read = read_duration(text);
  const auto* fault = std::get_if<WordFault>(&read);
  if (fault == nullptr) return "";
  std::string message = fault->message.substr(0, fault->message.find(", expected one such as"));
  return fault->help.empty() ? message : message + " = " + fault->help;
}

}  // namespace

TEST_CASE("durations") {
  CHECK(seconds("90m") == 5400);
  CHECK(seconds("12h") == 43200);
  CHECK(seconds("1d12h") == 129600);
  CHECK(seconds("1d") == 86400);
  CHECK(seconds("1h30m15s") == 5415);
  CHECK(seconds("45s") == 45);
  CHECK(seconds("12:00:00") == 43200);
  CHECK(seconds("0:10:00") == 600);
  CHECK(seconds("72:00:00") == 259200);
  CHECK(seconds("1-00:00:00") == 86400);
  CHECK(seconds("7-12:30:15") == 649815);
  CHECK(seconds("1-12") == 129600);
  CHECK(seconds("1-12:30") == 131400);
  CHECK(seconds("3650d") == 315360000);
}

TEST_CASE("no durations") {
  CHECK(refused("30") == "`30` has no unit: minutes or hours = `30m` or `30h`");
  CHECK(refused("12:30") == "`12:30` can be hours and minutes or minutes and seconds = `12h30m` or `12m30s`");
  CHECK(refused("") == "`` is no duration");
  CHECK(refused("h") == "`h` is no duration");
  CHECK(refused("1.5h") == "`1.5h` is no duration");
  CHECK(refused("12h1d") == "`12h1d` is no duration");
  CHECK(refused("1h1h") == "`1h1h` is no duration");
  CHECK(refused("1h30") == "`1h30` is no duration");
  CHECK(refused("2w") == "`2w` is no duration");
  CHECK(refused("12H") == "`12H` is no duration");
  CHECK(refused("infinite") == "`infinite` is no duration");
  CHECK(refused("-1h") == "`-1h` is no duration");
  CHECK(refused("0h") == "`0h` is no time at all");
  CHECK(refused("00:00:00") == "`00:00:00` is no time at all");
  CHECK(refused("12:75:00") == "`12:75:00` has 75 minutes where a clock stops at 59");
  CHECK(refused("12:00:60") == "`12:00:60` has 60 seconds where a clock stops at 59");
  CHECK(refused("1-24:00:00") == "`1-24:00:00` has 24 hours where a clock stops at 23");
  CHECK(refused("1:2:3:4") == "`1:2:3:4` is no duration");
  CHECK(refused("12:00:") == "`12:00:` is no duration");
  CHECK(refused("1-") == "`1-` is no duration");
  CHECK(refused("-12:00:00") == "`-12:00:00` is no duration");
  CHECK(refused("3651d") == "`3651d` is more than ten years");
  CHECK(refused("99999999999999999999999h") == "`99999999999999999999999h` is no duration");
}
