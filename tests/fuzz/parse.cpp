// Any bytes through the parser and the drawing of its diagnostics.
#include "syntax/parse.hpp"
#include "diagnostic/render.hpp"

#include <cstddef>
#include <cstdint>
#include <string>

namespace {

using namespace envc;

constexpr Shape shapes[] = {
    {"apt", BodyKind::items},        {"check", BodyKind::script, true}, {"cuda", BodyKind::none},
    {"file", BodyKind::text},        {"git", BodyKind::script},         {"place", BodyKind::statements},
    {"run", BodyKind::script, true},
};

/// A failed condition must end the process as a crash, not with an exit code.
void hold(bool condition) {
  if (!condition) __builtin_trap();
}

void check_word(const Word& word, const Sources& sources) {
  hold(sources.find(word.where) != nullptr);
  for (const Hole& hole : word.holes) {
    hold(hole.end <= word.text.size());
    hold(word.text.substr(hole.begin, hole.end - hole.begin) == "{" + hole.name + "}");
    hold(sources.text(hole.where) == "{" + hole.name + "}");
  }
}

void check(const std::vector<Statement>& statements, const Sources& sources, bool any_error) {
  for (const Statement& statement : statements) {
    hold(!statement.damaged || any_error);
    hold(statement.damaged || sources.find(statement.where) != nullptr);
    hold(statement.damaged || !statement.keyword.text.empty() || statement.keyword.quoted);
    for (const Word& word : statement.words) check_word(word, sources);
    for (const Word& word : statement.items) check_word(word, sources);
    for (const HowLine& how : statement.how)
      for (const Word& word : how.words) check_word(word, sources);
    for (const ScriptLine& line : statement.script) hold(sources.text(line.where) == line.text);
    hold(statement.text.empty() || (statement.text.ends_with('\n') && !statement.text.ends_with("\n\n")));
    check(statement.block, sources, any_error);
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string text(reinterpret_cast<const char*>(data), size);
  Sources sources;
  Diagnostics diagnostics;
  const Tree tree = parse(sources.add("project.env", text), shapes, diagnostics);

  std::string together;
  for (const Token& token : tree.tokens) {
    together += sources.text(token.before);
    together += sources.text(token.text);
  }
  hold(together == text);
  hold(!tree.statements.empty() || diagnostics.any_error());
  check(tree.statements, sources, diagnostics.any_error());
  for (const Diagnostic& d : diagnostics.all()) hold(sources.find(d.where) != nullptr && !d.message.empty());

  if (diagnostics.all().size() > 50) return 0;  // drawing more of them takes the time that the parser needs
  const std::string drawn = as_text(diagnostics, sources, Color::yes, "");
  hold(drawn.empty() == diagnostics.all().empty());
  hold(drawn.find('\r') == std::string::npos && drawn.find('\t') == std::string::npos);
  hold(!as_json(diagnostics, sources).empty());
  return 0;
}
