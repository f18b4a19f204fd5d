#include "command/difference.hpp"

#include "text/display.hpp"
#include "text/nearest.hpp"

#include <fmt/format.h>
#include <algorithm>
#include <cstdint>
#include <vector>

namespace envc {
namespace {

constexpr std::size_t context = 3;
/// Above this many cells of the table the middle is shown as taken out and put in, whole.
constexpr std::size_t most_cells = 1'000'000;

std::vector<std::string_view> lines_of(std::string_view text) {
  std::vector<std::string_view> lines;
  while (!text.empty()) {
    const std::size_t end = text.find('\n');
    lines.push_back(text.substr(0, end));
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
  }
  return lines;
}

struct Edit {
  char sign;  // ' ', '-', '+'
  std::string_view line;
};

using Lines = std::vector<std::string_view>;

/// The longest common subsequence decides what stays.
void middle(const Lines& a, const Lines& b, std::vector<Edit>& edits) {
  const std::size_t width = b.size() + 1;
  if ((a.size() + 1) * width > most_cells) {
    for (const auto line : a) edits.push_back({'-', line});
    for (const auto line : b) edits.push_back({'+', line});
    return;
  }
  std::vector<std::uint32_t> common((a.size() + 1) * width, 0);
  for (std::size_t i = a.size(); i-- > 0;)
    for (std::size_t j = b.size(); j-- > 0;)
      common[i * width + j] = a[i] == b[j] ? common[(i + 1) * width + j + 1] + 1
                                           : std::max(common[(i + 1) * width + j], common[i * width + j + 1]);
  std::size_t i = 0;
  std::size_t j = 0;
  while (i < a.size() || j < b.size()) {
    if (i < a.size() && j < b.size() && a[i] == b[j]) {
      edits.push_back({' ', a[i]});
      ++i, ++j;
    } else if (j == b.size() || (i < a.size() && common[(i + 1) * width + j] >= common[i * width + j + 1])) {
      edits.push_back({'-', a[i++]});
    } else {
      edits.push_back({'+', b[j++]});
    }
  }
}

std::vector<Edit> edits_between(std::string_view old_text, std::string_view new_text) {
  Lines a = lines_of(old_text);
  Lines b = lines_of(new_text);
  std::vector<Edit> edits;
  const auto same_start = std::mismatch(a.begin(), a.end(), b.begin(), b.end()).first - a.begin();
  for (auto line = a.begin(); line != a.begin() + same_start; ++line) edits.push_back({' ', *line});
  a.erase(a.begin(), a.begin() + same_start);
  b.erase(b.begin(), b.begin() + same_start);
  Lines same_end;
  while (!a.empty() && !b.empty() && a.back() == b.back()) {
    same_end.push_back(a.back());
    a.pop_back();
    b.pop_back();
  }
  middle(a, b, edits);
  for (auto line = same_end.rbegin(); line != same_end.rend(); ++line) edits.push_back({' ', *line});
  return edits;
}

/// A terminal must not be steered by what a file holds, nor filled by one line of it.
std::string printable(std::string_view line) {
  std::size_t end = std::min<std::size_t>(line.size(), 200);
  while (end < line.size() && (static_cast<unsigned char>(line[end]) & 0xC0) == 0x80) ++end;
  return visible(line.substr(0, end)) + (end < line.size() ? "…" : "");
}

/// Which edits are shown: those that change something, and what stands close to them.
std::vector<bool> shown_edits(const std::vector<Edit>& edits) {
  std::vector<bool> shown(edits.size(), false);
  for (std::size_t i = 0; i < edits.size(); ++i) {
    if (edits[i].sign == ' ') continue;
    const std::size_t first = i < context ? 0 : i - context;
    for (std::size_t k = first; k < std::min(edits.size(), i + context + 1); ++k) shown[k] = true;
  }
  return shown;
}

/// `@@ -3,7 +3,8 @@`: where the hunk that begins at `first` stands in both files.
std::string hunk_header(const std::vector<Edit>& edits, const std::vector<bool>& shown, std::size_t first,
                        std::size_t old_line, std::size_t new_line) {
  std::size_t old_count = 0;
  std::size_t new_count = 0;
  for (std::size_t i = first; i < edits.size() && shown[i]; ++i) {
    if (edits[i].sign != '+') ++old_count;
    if (edits[i].sign != '-') ++new_count;
  }
  // As diff(1): an empty side is named by the line before it.
  return fmt::format("@@ -{},{} +{},{} @@", old_line - (old_count == 0 ? 1 : 0), old_count,
                     new_line - (new_count == 0 ? 1 : 0), new_count);
}

}  // namespace

std::string difference(std::string_view name, std::string_view old_text, std::string_view new_text, Color color,
                       std::size_t most_lines) {
  const std::vector<Edit> edits = edits_between(old_text, new_text);
  const std::vector<bool> shown = shown_edits(edits);
  std::vector<std::string> drawn;
  std::size_t old_line = 1;
  std::size_t new_line = 1;
  for (std::size_t i = 0; i < edits.size(); ++i) {
    if (shown[i] && (i == 0 || !shown[i - 1])) drawn.push_back(hunk_header(edits, shown, i, old_line, new_line));
    if (shown[i]) drawn.push_back(fmt::format("{}{}", edits[i].sign, printable(edits[i].line)));
    if (edits[i].sign != '+') ++old_line;
    if (edits[i].sign != '-') ++new_line;
  }
  if (drawn.empty()) return {};

  std::string text = fmt::format("--- {} (as it is)\n+++ {} (as envc writes it)\n", name, name);
  for (std::size_t i = 0; i < std::min(drawn.size(), most_lines); ++i) {
    const char sign = drawn[i].front();
    const char* paint = sign == '-' ? "\x1b[31m" : sign == '+' ? "\x1b[32m" : nullptr;
    text += color == Color::yes && paint != nullptr ? fmt::format("{}{}\x1b[0m\n", paint, drawn[i]) : drawn[i] + "\n";
  }
  if (drawn.size() > most_lines) text += fmt::format("({} more)\n", count(drawn.size() - most_lines, "line"));
  return text;
}

}  // namespace envc
