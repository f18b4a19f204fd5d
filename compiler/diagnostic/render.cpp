#include "diagnostic/render.hpp"

#include "diagnostic/excerpt.hpp"
#include "text/display.hpp"
#include "text/nearest.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <nlohmann/json.hpp>
#include <optional>
#include <set>
#include <tuple>

namespace envc {
namespace {

enum class Style : unsigned char { error, warning, note, label, strong };

std::string styled(std::string_view text, Style style, Color color) {
  if (color == Color::no) return std::string(text);
  const char* code = "1";
  switch (style) {
    case Style::error:
      code = "1;31";
      break;
    case Style::warning:
      code = "1;33";
      break;
    case Style::note:
      code = "1;36";
      break;
    case Style::label:
      code = "34";
      break;
    case Style::strong:
      break;
  }
  return fmt::format("\x1b[{}m{}\x1b[0m", code, text);
}

std::string_view severity_name(Severity severity) {
  switch (severity) {
    case Severity::error:
      return "error";
    case Severity::warning:
      return "warning";
    case Severity::note:
      break;
  }
  return "note";
}

Style style_of(Severity severity) {
  switch (severity) {
    case Severity::error:
      return Style::error;
    case Severity::warning:
      return Style::warning;
    case Severity::note:
      break;
  }
  return Style::note;
}

std::string location(const Source& source, Position position) {
  return fmt::format("{}:{}:{}", visible(source.name), position.line, position.column);
}

/// One underlining with its words.
struct Mark {
  const Source* source;
  Span span;
  std::uint32_t line;
  std::string_view text;
  bool primary;
};

/// The marks in the order they are drawn: the file of the fault first, then by place.
std::vector<Mark> marks_of(const Diagnostic& d, const Sources& sources) {
  std::vector<Mark> marks;
  const auto add = [&](Span span, std::string_view text, bool primary) {
    if (const Source* source = sources.find(span))
      marks.push_back({source, span, sources.position(span.begin).line, text, primary});
  };
  add(d.where, d.here, true);
  for (const Label& label : d.labels) add(label.where, label.text, false);
  const Source* home = marks.empty() ? nullptr : marks.front().source;
  std::stable_sort(marks.begin(), marks.end(), [&](const Mark& a, const Mark& b) {
    return std::tuple(a.source != home, a.span.begin) < std::tuple(b.source != home, b.span.begin);
  });
  return marks;
}

void draw_marks(std::string& out, const std::vector<Mark>& marks, const Sources& sources, Style primary,
                std::size_t gutter, Color color) {
  const Source* file = marks.empty() ? nullptr : marks.front().source;
  std::string shown;  // the source line above the marks
  std::uint32_t shown_line = 0;
  for (const Mark& mark : marks) {
    if (mark.source != file) {
      file = mark.source;
      shown_line = 0;
      out += fmt::format("{:>{}} {}\n", "", gutter, "in " + location(*file, sources.position(mark.span.begin)));
    }
    const Excerpt line = excerpt(*mark.source, sources, mark.span);
    // A long line is cut around each of its marks, so it may have to be shown again.
    if (mark.line != shown_line || line.text != shown) {
      out += line.text.empty() ? fmt::format("{:>{}} |\n", mark.line, gutter)
                               : fmt::format("{:>{}} | {}\n", mark.line, gutter, line.text);
      shown_line = mark.line;
      shown = line.text;
    }
    std::string under(line.width, mark.primary ? '^' : '-');
    if (!mark.text.empty()) under += " " + visible(mark.text);
    out += fmt::format("{:>{}} | {:>{}}{}\n", "", gutter, "", line.column,
                       styled(under, mark.primary ? primary : Style::label, color));
  }
}

void draw_help(std::string& out, std::string_view help, std::size_t gutter, Color color) {
  constexpr std::string_view title = "= help: ";
  std::string_view lead = title;
  while (!help.empty()) {
    const auto end = std::min(help.find('\n'), help.size());
    const bool first = lead == title;
    out += fmt::format("{:>{}} {}{}\n", "", gutter,
                       first ? styled("= help:", Style::strong, color) + " " : std::string(lead),
                       visible(help.substr(0, end)));
    help.remove_prefix(std::min(end + 1, help.size()));
    lead = "        ";
  }
}

/// The diagnostics sorted, without those that say the same of the same place.
std::vector<const Diagnostic*> in_order(const Diagnostics& diagnostics) {
  std::set<std::tuple<Kind, Span, std::string_view>> seen;
  std::vector<const Diagnostic*> sorted;
  for (const Diagnostic& d : diagnostics.all())
    if (!d.where || seen.emplace(d.kind, d.where, d.message).second) sorted.push_back(&d);
  std::stable_sort(sorted.begin(), sorted.end(),
                   [](const Diagnostic* a, const Diagnostic* b) { return a->where.begin < b->where.begin; });
  return sorted;
}

using Json = nlohmann::ordered_json;

void put_place(Json& json, Span span, const Sources& sources) {
  const Source* source = sources.find(span);
  const auto put = [&](const char* line, const char* column, std::uint32_t offset) {
    const Position position = sources.position(offset);
    json[line] = source != nullptr ? Json(position.line) : Json();
    json[column] = source != nullptr ? Json(position.column) : Json();
  };
  json["file"] = source != nullptr ? Json(source->name) : Json();
  put("line", "column", span.begin);
  put("end_line", "end_column", span.end);
}

}  // namespace

std::string as_text(const Diagnostic& d, const Sources& sources, Color color) {
  std::string out;
  if (const Source* source = sources.find(d.where))
    out += styled(location(*source, sources.position(d.where.begin)) + ":", Style::strong, color) + " ";
  const std::string head = fmt::format("{}[{}]", severity_name(d.severity), name(d.kind));
  out += fmt::format("{}: {}\n", styled(head, style_of(d.severity), color), visible(d.message));
  const std::vector<Mark> marks = marks_of(d, sources);
  std::uint32_t last = 1;
  for (const Mark& mark : marks) last = std::max(last, mark.line);
  const std::size_t gutter = fmt::formatted_size("{}", last);
  draw_marks(out, marks, sources, style_of(d.severity), gutter, color);
  draw_help(out, d.help, gutter, color);
  return out;
}

std::string as_text(const Diagnostics& diagnostics, const Sources& sources, Color color, std::string_view tail) {
  std::string out;
  std::size_t errors = 0;
  std::size_t warnings = 0;
  std::size_t notes = 0;
  for (const Diagnostic* d : in_order(diagnostics)) {
    out += as_text(*d, sources, color);
    ++(d->severity == Severity::error ? errors : d->severity == Severity::warning ? warnings : notes);
  }
  if (out.empty()) return out;
  std::string counts;
  const auto put = [&](std::size_t n, std::string_view noun) {
    if (n != 0) counts += (counts.empty() ? "" : ", ") + count(n, noun);
  };
  put(errors, "error");
  put(warnings, "warning");
  put(notes, "note");
  return out + counts + (tail.empty() ? "" : fmt::format("; {}", tail)) + "\n";
}

std::string as_json(const Diagnostics& diagnostics, const Sources& sources) {
  Json all = Json::array();
  for (const Diagnostic* d : in_order(diagnostics)) {
    Json json;
    json["severity"] = severity_name(d->severity);
    json["name"] = name(d->kind);
    json["message"] = d->message;
    put_place(json, d->where, sources);
    json["here"] = d->here;
    json["labels"] = Json::array();
    for (const Label& label : d->labels) {
      Json place;
      put_place(place, label.where, sources);
      place["text"] = label.text;
      json["labels"].push_back(std::move(place));
    }
    json["help"] = d->help;
    all.push_back(std::move(json));
  }
  Json root;
  root["diagnostics"] = std::move(all);
  return root.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

}  // namespace envc
