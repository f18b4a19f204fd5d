// "did you mean": the nearest name of a closed set.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace envc {

/// Edit distance with transposition (optimal string alignment), or nullopt above `limit`.
std::optional<std::size_t> edit_distance(std::string_view a, std::string_view b, std::size_t limit);

/// The known name nearest to `word`, at distance at most min(3, word.size()/2) and never `word` itself;
/// ties by the order of `known`. `apt` never suggests `pip`.
std::optional<std::string_view> nearest(std::string_view word, std::span<const std::string_view> known);

/// `1 layer`, `3 layers`.
std::string count(std::size_t n, std::string_view noun);
/// "`a`", "`a` or `b`", "`a`, `b` or `c`".
std::string one_of(std::span<const std::string_view> names);
std::string one_of(const std::vector<std::string>& names);
/// The text in backticks, control characters and newlines made visible, cut to 60 characters with `…`.
std::string quoted(std::string_view text);

}  // namespace envc
