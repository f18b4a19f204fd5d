#include "reading.hpp"

#include "diagnostic/render.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace envc::testing {
namespace {

constexpr std::array all_shapes{
    Shape{"apt", BodyKind::items},   Shape{"check", BodyKind::script, true}, Shape{"conda", BodyKind::items},
    Shape{"cuda", BodyKind::none},   Shape{"env", BodyKind::items},          Shape{"file", BodyKind::text},
    Shape{"git", BodyKind::script},  Shape{"job", BodyKind::statements},     Shape{"mount", BodyKind::none},
    Shape{"pip", BodyKind::items},   Shape{"place", BodyKind::statements},   Shape{"run", BodyKind::script, true},
    Shape{"ubuntu", BodyKind::none},
};

std::string one_line(std::string text) {
  std::replace(text.begin(), text.end(), '\n', '/');
  return text;
}

std::string words(const std::vector<Word>& all) {
  std::string out;
  for (const Word& word : all) out += fmt::format(" [{}]", word.text);
  return out;
}

std::string text_of(const std::vector<Statement>& all) {
  std::string out;
  for (const Statement& s : all) {
    if (!out.empty()) out += "; ";
    out += fmt::format("{}{}{}{}", s.after_comma ? "," : "", s.keyword.text, s.damaged ? "!" : "", words(s.words));
    if (!s.rest.empty()) out += fmt::format(" <{}>", one_line(s.rest));
    for (const HowLine& how : s.how) out += fmt::format(" ({}{})", how.keyword.text, words(how.words));
    if (!s.items.empty()) out += " -" + words(s.items);
    if (!s.script.empty()) out += " $ ";
    for (const ScriptLine& line : s.script) out += line.text + "/";
    if (!s.text.empty()) out += fmt::format(" \"{}\"", one_line(s.text));
    if (!s.block.empty()) out += fmt::format(" {{ {} }}", text_of(s.block));
  }
  return out;
}

}  // namespace

Shapes shapes() {
  return all_shapes;
}

Reading::Reading(std::string text) : tree(parse(sources.add("project.env", std::move(text)), shapes(), diagnostics)) {}

std::string Reading::statements() const {
  return text_of(tree.statements);
}

std::string Reading::faults() const {
  std::vector<const Diagnostic*> sorted;
  for (const Diagnostic& d : diagnostics.all()) sorted.push_back(&d);
  std::stable_sort(sorted.begin(), sorted.end(),
                   [](const Diagnostic* a, const Diagnostic* b) { return a->where.begin < b->where.begin; });
  std::string out;
  for (const Diagnostic* d : sorted) {
    const Position at = sources.position(d->where.begin);
    out += fmt::format("{}{}:{} {}", out.empty() ? "" : "; ", at.line, at.column, name(d->kind));
  }
  return out;
}

std::string Reading::together() const {
  std::string out;
  for (const Token& token : tree.tokens) {
    out += sources.text(token.before);
    out += sources.text(token.text);
  }
  return out;
}

std::string read(const std::string& text) {
  const Reading reading(text);
  const std::string bad = reading.faults();
  return (bad.empty() ? "" : "FAULT " + bad + " IN ") + reading.statements();
}

std::string faults(const std::string& text) {
  return Reading(text).faults();
}

std::string drawn(const std::string& text) {
  const Reading reading(text);
  return as_text(reading.diagnostics, reading.sources, Color::no, "nothing was written");
}

}  // namespace envc::testing
