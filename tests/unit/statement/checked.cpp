#include "checked.hpp"

#include "syntax/parse.hpp"
#include "text/source.hpp"

#include <doctest/doctest.h>
#include <fmt/format.h>

#include <algorithm>
#include <vector>

namespace envc {
namespace {

struct Checked {
  Sources sources;
  Diagnostics diagnostics;
  Model model;
};

void check_text(std::string_view text, const Settings& settings, Checked& checked) {
  const Source& source = checked.sources.add("project.env", std::string(text));
  const std::vector<Shape> shapes = statement_shapes();
  const Tree tree = parse(source, shapes, checked.diagnostics);
  checked.model = check(tree, checked.sources, settings, checked.diagnostics);
}

std::string place(Span where, const Sources& sources) {
  if (!where) return "";
  const Position begin = sources.position(where.begin);
  const Position end = sources.position(where.end);
  if (begin.line == end.line) return fmt::format("{}:{}-{} ", begin.line, begin.column, end.column);
  return fmt::format("{}:{}-{}:{} ", begin.line, begin.column, end.line, end.column);
}

std::string line(const Diagnostic& d, const Sources& sources) {
  std::string text = fmt::format("{}{}[{}] {}", place(d.where, sources),
                                 d.severity == Severity::error ? "error" : "warning", name(d.kind), d.message);
  if (!d.here.empty()) text += " < " + d.here;
  for (const Label& label : d.labels) text += fmt::format(" ; {}{}", place(label.where, sources), label.text);
  if (!d.help.empty()) text += " = " + d.help;
  return text;
}

std::string lines(const Checked& checked) {
  std::vector<const Diagnostic*> all;
  for (const Diagnostic& d : checked.diagnostics.all()) all.push_back(&d);
  std::stable_sort(all.begin(), all.end(), [](const auto* a, const auto* b) { return a->where < b->where; });
  std::string text;
  for (const Diagnostic* d : all) text += (text.empty() ? "" : "\n") + line(*d, checked.sources);
  return text;
}

}  // namespace

Model model_of(std::string_view text, const Settings& settings) {
  Checked checked;
  check_text(text, settings, checked);
  CHECK_MESSAGE(lines(checked).empty(), lines(checked));
  return std::move(checked.model);
}

std::string said_of(std::string_view text, const Settings& settings) {
  Checked checked;
  check_text(text, settings, checked);
  return lines(checked);
}

}  // namespace envc
