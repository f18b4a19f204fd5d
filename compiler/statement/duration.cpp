#include "statement/duration.hpp"

#include "text/nearest.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <optional>
#include <vector>

namespace envc {
namespace {

constexpr std::uint64_t minute = 60, hour = 60 * minute, day = 24 * hour;
constexpr std::uint64_t longest = 3650 * day;
constexpr std::string_view expected = "expected one such as `90m`, `12h`, `1d12h` or `12:00:00`";

struct Unit {
  char letter;
  std::uint64_t seconds;
};
constexpr std::array units{Unit{'d', day}, Unit{'h', hour}, Unit{'m', minute}, Unit{'s', 1}};

std::optional<std::uint64_t> number(std::string_view digits) {
  std::uint64_t value = 0;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
  // The limit keeps the sums below from overflowing; it is far above `longest`.
  if (digits.empty() || error != std::errc{} || end != digits.data() + digits.size() || value > longest) return {};
  return value;
}

WordFault no_duration(std::string_view text, std::string help = {}) {
  return {0, text.size(), fmt::format("{} is no duration, {}", quoted(text), expected), std::move(help)};
}

ReadWord<std::uint64_t> within_limits(std::string_view text, std::uint64_t seconds) {
  if (seconds == 0) return WordFault{0, text.size(), fmt::format("{} is no time at all", quoted(text)), {}};
  if (seconds > longest) return WordFault{0, text.size(), fmt::format("{} is more than ten years", quoted(text)), {}};
  return seconds;
}

/// `1d12h30m`: units from large to small, each at most once.
ReadWord<std::uint64_t> with_units(std::string_view text) {
  std::uint64_t sum = 0;
  std::size_t next_unit = 0;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t letter = text.find_first_not_of("0123456789", at);
    const auto value = letter == std::string_view::npos ? std::nullopt : number(text.substr(at, letter - at));
    if (!value) return no_duration(text);
    while (next_unit < units.size() && units[next_unit].letter != text[letter]) ++next_unit;
    if (next_unit == units.size()) return no_duration(text);
    sum += *value * units[next_unit++].seconds;
    at = letter + 1;
  }
  return within_limits(text, sum);
}

/// `12:00:00`, and with days in front `1-12`, `1-12:30`, `1-12:30:00`.
ReadWord<std::uint64_t> with_colons(std::string_view text) {
  const std::size_t dash = text.find('-');
  const bool days = dash != std::string_view::npos;
  std::vector<std::uint64_t> parts;
  for (std::size_t at = days ? dash + 1 : 0; at <= text.size();) {
    const std::size_t colon = std::min(text.find(':', at), text.size());
    const auto part = number(text.substr(at, colon - at));
    if (!part) return no_duration(text);
    parts.push_back(*part);
    at = colon + 1;
  }
  if (parts.size() > 3) return no_duration(text);
  if (!days && parts.size() == 2) {
    return WordFault{0, text.size(), fmt::format("{} can be hours and minutes or minutes and seconds", quoted(text)),
                     fmt::format("`{0}h{1}m` or `{0}m{1}s`", parts[0], parts[1])};
  }
  parts.resize(3);
  if (parts[1] > 59 || parts[2] > 59 || (days && parts[0] > 23)) {
    return WordFault{0,
                     text.size(),
                     fmt::format("{} has {} where a clock stops at {}", quoted(text),
                                 parts[1] > 59   ? count(parts[1], "minute")
                                 : parts[2] > 59 ? count(parts[2], "second")
                                                 : count(parts[0], "hour"),
                                 parts[1] > 59 || parts[2] > 59 ? 59 : 23),
                     {}};
  }
  const auto whole_days = days ? number(text.substr(0, dash)) : std::uint64_t{0};
  if (!whole_days) return no_duration(text);
  return within_limits(text, *whole_days * day + parts[0] * hour + parts[1] * minute + parts[2]);
}

}  // namespace

ReadWord<std::uint64_t> read_duration(std::string_view text) {
  if (text.find_first_not_of("0123456789") == std::string_view::npos && !text.empty()) {
    return WordFault{0, text.size(), fmt::format("{} has no unit: minutes or hours", quoted(text)),
                     fmt::format("`{0}m` or `{0}h`", text)};
  }
  if (text.find_first_of(":-") != std::string_view::npos) return with_colons(text);
  if (text.empty() || text.find_first_not_of("0123456789dhms") != std::string_view::npos) return no_duration(text);
  return with_units(text);
}

}  // namespace envc
