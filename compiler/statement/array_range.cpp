#include "statement/array_range.hpp"

#include "text/nearest.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cstdint>
#include <optional>
#include <vector>

namespace envc {
namespace {

/// SLURM's MaxArraySize cannot be set higher.
constexpr std::uint64_t largest = 4'000'000;

std::optional<std::uint64_t> number(std::string_view digits) {
  std::uint64_t value = 0;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
  if (digits.empty() || digits.size() > 9 || error != std::errc{} || end != digits.data() + digits.size())
    return std::nullopt;
  return value;
}

struct Range {
  std::uint64_t first = 0;
  std::uint64_t last = 0;
  std::uint64_t step = 1;
};

/// `5`, `0-9`, `0-20:5`
std::optional<Range> range(std::string_view text) {
  const std::size_t dash = text.find('-');
  if (dash == std::string_view::npos) {
    const auto one = number(text);
    return one ? std::optional(Range{*one, *one, 1}) : std::nullopt;
  }
  const std::size_t colon = std::min(text.find(':', dash), text.size());
  const auto first = number(text.substr(0, dash));
  const auto last = number(text.substr(dash + 1, colon - dash - 1));
  const auto step = colon == text.size() ? std::optional<std::uint64_t>(1) : number(text.substr(colon + 1));
  if (!first || !last || !step) return std::nullopt;
  return Range{*first, *last, *step};
}

}  // namespace

ReadWord<std::string> read_array_range(std::string_view text) {
  const auto fault = [&](std::size_t begin, std::size_t end, std::string message) {
    return WordFault{begin, end, std::move(message), {}};
  };
  const std::size_t percent = std::min(text.find('%'), text.size());
  if (percent != text.size()) {
    const auto at_a_time = number(text.substr(percent + 1));
    if (!at_a_time || *at_a_time == 0)
      return fault(percent, text.size(), "`%N` says how many run at a time, expected a number from 1 on");
  }
  std::vector<bool> taken(largest + 1, false);
  for (std::size_t at = 0; at <= percent;) {
    const std::size_t end = std::min(text.find(',', at), percent);
    const std::string_view part = text.substr(at, end - at);
    const auto read = range(part);
    if (!read)
      return fault(
          at, std::max(end, at),
          fmt::format("{} is no number and no range of an array, expected `0-9`, `1,3,5` or `0-99%4`", quoted(part)));
    if (read->first > read->last) return fault(at, end, fmt::format("the range {} runs downwards", quoted(part)));
    if (read->step == 0) return fault(at, end, fmt::format("the range {} has a step of 0", quoted(part)));
    if (read->last > largest) return fault(at, end, fmt::format("an array's numbers end at {}", largest));
    for (std::uint64_t i = read->first; i <= read->last; i += read->step) {
      if (taken[i]) return fault(at, end, fmt::format("the array has {} twice", i));
      taken[i] = true;
    }
    at = end + 1;
  }
  return std::string(text);
}

}  // namespace envc
