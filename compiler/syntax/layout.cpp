#include "syntax/layout.hpp"

#include "syntax/body.hpp"
#include "syntax/characters.hpp"
#include "text/nearest.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace envc {
namespace {

using grammar::LineKind;

// The destructor of a tree and every stage after this one recurse once a block.
constexpr std::size_t deepest = 32;
constexpr std::int64_t tab_stop = 8;

bool holds_lines(BodyKind body) {
  return body == BodyKind::script || body == BodyKind::text;
}

}  // namespace

Layout::Layout(const Source& source, Shapes shapes, Slips& slips, Diagnostics& diagnostics)
    : source_(source), shapes_(shapes.begin(), shapes.end()), slips_(slips), diagnostics_(diagnostics) {
  std::sort(shapes_.begin(), shapes_.end(), [](const Shape& a, const Shape& b) { return a.keyword < b.keyword; });
  frames_.emplace_back();
  frames_.back().body_depth = 0;
}

const Shape* Layout::shape(std::string_view keyword) const {
  const auto at = std::lower_bound(shapes_.begin(), shapes_.end(), keyword,
                                   [](const Shape& shape, std::string_view name) { return shape.keyword < name; });
  return at != shapes_.end() && at->keyword == keyword ? &*at : nullptr;
}

Layout::Indentation Layout::measure(Span indent) const {
  Indentation out;
  const std::size_t begin = indent.begin - source_.base;
  const std::size_t end = indent.end - source_.base;
  for (std::size_t at = begin; at < end;) {
    const char c = source_.text[at];
    const std::size_t bytes = c == ' ' || c == '\t' ? 1 : odd_space(std::string_view(source_.text).substr(at));
    if (c != ' ' && !out.odd) {
      out.odd = source_.span(at, at + bytes);
      out.tab = c == '\t';
    }
    out.columns += c == '\t' ? tab_stop - out.columns % tab_stop : 1;
    if (!out.odd) ++out.blanks;
    at += bytes;
  }
  return out;
}

void Layout::begin_comment(Span indent) {
  const Frame& frame = top();
  const bool content = holds_lines(frame.body) && !frame.passed && measure(indent).columns > frame.depth;
  kind_ = content ? LineKind::passed : LineKind::comment;
}

void Layout::begin_line(Span indent) {
  const Indentation indentation = measure(indent);
  indent_ = indent;
  while (frames_.size() > 1 && indentation.columns <= top().depth) close();
  if (!top().passed) check_indentation(indentation);
  if (!top().passed && top().body == BodyKind::none) report_body();
  line_depth_ = indentation.columns;
  if (top().passed) {
    kind_ = LineKind::passed;
    return;
  }
  switch (top().body) {
    case BodyKind::items:
      kind_ = LineKind::items;
      break;
    case BodyKind::script:
      kind_ = LineKind::script;
      break;
    case BodyKind::text:
      kind_ = LineKind::text;
      break;
    case BodyKind::statements:
    case BodyKind::none:
      kind_ = LineKind::statements;
      break;
  }
  if (!holds_lines(top().body)) check_depth(indentation.columns);
}

void Layout::check_indentation(const Indentation& indentation) {
  // Behind the blanks that make a script's or text's line deeper than its header everything is content.
  if (!indentation.odd || (holds_lines(top().body) && indentation.blanks > top().depth)) return;
  top().reported = indentation.columns;  // whatever its depth, the character is to blame
  if (indentation.tab) return slips_.tab(indentation.odd);
  diagnostics_.add({.kind = Kind::odd_space,
                    .message = "the line is indented with a character that is no blank",
                    .where = indentation.odd,
                    .help = "write a blank in its place"});
}

void Layout::check_depth(Columns columns) {
  Frame& frame = top();
  if (!frame.body_depth) frame.body_depth = columns;
  if (columns == *frame.body_depth) return;
  if (columns > *frame.body_depth && frame.body == BodyKind::items) return;
  // How wide a tab is nobody knows, so where there was one no depth is blamed.
  if (frame.reported != columns && !slips_.any_tab()) report_depth(columns);
  frame.reported = columns;
  line_depth_ = std::max(columns, *frame.body_depth);
}

void Layout::report_depth(Columns columns) {
  const Frame& frame = top();
  const std::string blanks = count(static_cast<std::size_t>(columns), "blank");
  if (columns > *frame.body_depth) {
    diagnostics_.add({.kind = Kind::line_without_header,
                      .message = "the line is indented, but no statement above takes it as its body",
                      .where = indent_,
                      .help = fmt::format("take {} in front of it away",
                                          count(static_cast<std::size_t>(columns - *frame.body_depth), "blank"))});
    return;
  }
  diagnostics_.add({.kind = Kind::depth_not_open,
                    .message = fmt::format("the line is indented by {}, where no body is open", blanks),
                    .where = indent_,
                    .labels = {{frame.statement.where, fmt::format("its body is indented by {}", *frame.body_depth)}},
                    .help = fmt::format("indent it by {} to stay in {}, by {} to leave it", *frame.body_depth,
                                        envc::quoted(frame.statement.keyword.text), frame.depth)});
}

void Layout::report_body() {
  Frame& frame = top();
  frame.passed = true;
  if (slips_.any_tab()) return;  // how deep the line stands nobody knows
  const std::string keyword = envc::quoted(frame.statement.keyword.text);
  diagnostics_.add({.kind = Kind::unexpected_body,
                    .message = fmt::format("{} takes no indented lines", keyword),
                    .where = indent_,
                    .labels = {{frame.statement.where, "the line would belong to this"}},
                    .help = fmt::format("take the blanks away, so that it stands beside {}", keyword)});
}

bool Layout::in_head_of_body() const {
  const Frame& frame = frames_.back();
  const bool may_say_how = frame.body == BodyKind::items || frame.body == BodyKind::script;
  return may_say_how && frame.in_head && kind_ != LineKind::passed;
}

void Layout::add_item(Word&& item) {
  top().statement.items.push_back(std::move(item));
  top().in_head = false;
}

void Layout::add_body_line(std::uint32_t end) {
  top().lines.push_back({indent_.begin, end});
  // A comment may stand among the lines that say how.
  if (source_.text[indent_.end - source_.base] != '#') top().in_head = false;
}

void Layout::add_empty_line(Span line) {
  if (holds_lines(top().body) && !top().passed) top().lines.push_back(line);
}

void Layout::add_statements(std::vector<Statement>&& line) {
  if (line.empty()) return;
  std::vector<Statement>& block = top().statement.block;
  for (std::size_t i = 0; i + 1 < line.size(); ++i) block.push_back(std::move(line[i]));
  push(std::move(line.back()));
  line.clear();
}

void Layout::push(Statement&& last) {
  const Shape* known = shape(last.keyword.text);
  Frame frame;
  frame.depth = line_depth_;
  frame.body = known != nullptr ? known->body : BodyKind::none;
  frame.passed = known == nullptr || last.damaged;
  if (!frame.passed && frame.body == BodyKind::statements && frames_.size() > deepest) {
    frame.passed = last.damaged = true;
    diagnostics_.add({.kind = Kind::nested_too_deep,
                      .message = fmt::format("blocks are nested more than {} deep", deepest),
                      .where = last.keyword.where});
  }
  frame.statement = std::move(last);
  frames_.push_back(std::move(frame));
}

void Layout::close() {
  Frame frame = std::move(top());
  frames_.pop_back();
  Statement& statement = frame.statement;
  if (frame.body == BodyKind::script) {
    const auto first = std::find_if(frame.lines.begin(), frame.lines.end(), [&](Span line) {
      const auto text = std::string_view(source_.text).substr(line.begin - source_.base, line.end - line.begin);
      return text.find_first_not_of(" \t") != std::string_view::npos;
    });
    frame.lines.erase(frame.lines.begin(), first);
    statement.script = without_common_indentation(source_, frame.lines);
  } else if (frame.body == BodyKind::text) {
    const std::vector<ScriptLine> lines = without_common_indentation(source_, frame.lines);
    statement.text = joined(lines);
    for (const ScriptLine& line : lines) statement.text_where = cover(statement.text_where, line.where);
  }
  top().statement.block.push_back(std::move(statement));
}

std::vector<Statement> Layout::finish() {
  while (frames_.size() > 1) close();
  return std::move(top().statement.block);
}

}  // namespace envc
