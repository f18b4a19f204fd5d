#include "diagnostic/excerpt.hpp"

#include "text/display.hpp"

#include <algorithm>

namespace envc {
namespace {

constexpr std::size_t widest = 160;  // columns of source shown
constexpr std::size_t tab_stop = 4;
constexpr std::size_t lead_in = 60;  // columns kept in front of the span when a line is cut
// Bytes looked at in front of the span and behind it: what these columns need at four bytes a character.
constexpr std::size_t window_front = 4 * lead_in;
constexpr std::size_t window_back = 4 * widest;

/// Tabs are drawn as blanks up to the next stop, so that what follows stands where an editor shows it.
Glyph glyph_at(std::string_view text, std::size_t column) {
  if (text.front() != '\t') return first_glyph(text);
  const std::size_t width = tab_stop - column % tab_stop;
  return {std::string(width, ' '), 1, width};
}

/// Moves forward to where a character begins.
std::size_t character_start(std::string_view line, std::size_t at) {
  while (at < line.size() && (static_cast<unsigned char>(line[at]) & 0xC0U) == 0x80U) ++at;
  return at;
}

}  // namespace

Excerpt excerpt(const Source& source, const Sources& sources, Span span) {
  const Position start = sources.position(span.begin);
  const std::string_view line = Sources::line(source, start.line);
  const std::size_t begin = std::min<std::size_t>(start.column - 1, line.size());
  const std::size_t end = std::clamp<std::size_t>(begin + (span.end - span.begin), begin, line.size());
  const std::size_t first = begin > window_front ? character_start(line, begin - window_front) : 0;
  const std::size_t last = character_start(line, std::min(line.size(), begin + window_back));

  struct Drawn {
    Glyph glyph;
    std::size_t column;
    bool marked;
  };
  std::vector<Drawn> drawn;
  Excerpt out;
  std::size_t column = 0;
  std::size_t marked = 0;
  for (std::size_t at = first; at < last;) {
    Glyph g = glyph_at(line.substr(at), column);
    const std::size_t bytes = g.bytes;
    // A span that begins inside a character is drawn under the whole of it.
    const bool in_front = at + bytes <= begin;
    const bool under = !in_front && at < std::max(end, begin + 1);
    const std::size_t width = g.width;
    if (in_front) out.column += width;
    if (under) marked += width;
    drawn.push_back({std::move(g), column, under});
    column += width;
    at += bytes;
  }
  out.width = std::max<std::size_t>(marked, 1);

  // Cut to the columns [from, to) around the span.
  const bool cut_front = first > 0 || (column > widest && out.column > lead_in);
  const std::size_t from = cut_front && out.column > lead_in ? out.column - lead_in : 0;
  const bool cut_back = last < line.size() || column > from + widest;
  const std::size_t to = cut_back ? from + widest : column;
  std::size_t skipped = 0;
  if (cut_front) out.text += "…";
  for (const Drawn& d : drawn) {
    if (d.column < from) {
      skipped += d.glyph.width;
    } else if (d.column + d.glyph.width <= to) {
      out.text += d.glyph.text;
    }
  }
  if (cut_back) out.text += "…";
  out.column = out.column - skipped + (cut_front ? 1 : 0);
  out.width = std::max<std::size_t>(1, std::min(out.width, to - from > out.column ? to - from - out.column : 1));
  return out;
}

}  // namespace envc
