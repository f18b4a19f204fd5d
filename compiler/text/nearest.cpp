#include "text/nearest.hpp"

#include "text/display.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace envc {

std::optional<std::size_t> edit_distance(std::string_view a, std::string_view b, std::size_t limit) {
  if ((a.size() > b.size() ? a.size() - b.size() : b.size() - a.size()) > limit) return std::nullopt;
  // Rows of the table for the prefixes of `a`: the one before last, the last, the one being filled.
  std::vector<std::size_t> before(b.size() + 1);
  std::vector<std::size_t> last(b.size() + 1);
  std::vector<std::size_t> row(b.size() + 1);
  for (std::size_t j = 0; j <= b.size(); ++j) row[j] = j;
  for (std::size_t i = 1; i <= a.size(); ++i) {
    std::swap(before, last);
    std::swap(last, row);
    row[0] = i;
    std::size_t least = i;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const std::size_t replaced = last[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
      row[j] = std::min({replaced, last[j] + 1, row[j - 1] + 1});
      if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) row[j] = std::min(row[j], before[j - 2] + 1);
      least = std::min(least, row[j]);
    }
    // A transposition reaches back two rows, never below the smaller of them less one: no row recovers from this.
    if (least > limit + 1) return std::nullopt;
  }
  return row.back() <= limit ? std::optional(row.back()) : std::nullopt;
}

std::optional<std::string_view> nearest(std::string_view word, std::span<const std::string_view> known) {
  const std::size_t limit = std::min<std::size_t>(3, word.size() / 2);
  std::optional<std::string_view> found;
  std::size_t least = limit + 1;
  for (const std::string_view name : known) {
    if (least == 1) break;
    if (name == word) continue;
    if (const auto distance = edit_distance(word, name, least - 1)) {
      found = name;
      least = *distance;
    }
  }
  return found;
}

std::string count(std::size_t n, std::string_view noun) {
  if (n == 1) return fmt::format("1 {}", noun);
  const auto ends = [&](std::string_view tail) { return noun.ends_with(tail); };
  if (ends("s") || ends("x") || ends("ch") || ends("sh")) return fmt::format("{} {}es", n, noun);
  const bool vowel = noun.size() > 1 && std::string_view("aeiou").find(noun[noun.size() - 2]) != std::string_view::npos;
  if (ends("y") && !vowel) return fmt::format("{} {}ies", n, noun.substr(0, noun.size() - 1));
  return fmt::format("{} {}s", n, noun);
}

std::string one_of(std::span<const std::string_view> names) {
  std::string out;
  for (std::size_t i = 0; i < names.size(); ++i) {
    if (i != 0) out += i + 1 == names.size() ? " or " : ", ";
    out += fmt::format("`{}`", names[i]);
  }
  return out;
}

std::string one_of(const std::vector<std::string>& names) {
  const std::vector<std::string_view> views(names.begin(), names.end());
  return one_of(std::span<const std::string_view>(views));
}

std::string quoted(std::string_view text) {
  constexpr std::size_t longest = 60;
  std::string out = "`";
  for (std::size_t taken = 0; !text.empty(); ++taken) {
    if (taken == longest) {
      out += "…";
      break;
    }
    const Glyph glyph = first_glyph(text);
    out += glyph.text;
    text.remove_prefix(glyph.bytes);
  }
  return out + "`";
}

}  // namespace envc
