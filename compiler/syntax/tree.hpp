// The lossless syntax tree. It knows words, lines and depths, not what a statement means.
#pragma once

#include "text/span.hpp"

#include <cstdint>
#include <string>
#include <vector>

namespace envc {

/// `{NAME}` or `{fact.name}` in a word, outside single quotes, not after `$`.
struct Hole {
  std::uint32_t begin = 0;  ///< offsets of `{` and past `}` in Word::text
  std::uint32_t end = 0;
  std::string name;  ///< without braces
  Span where;        ///< with braces
};

/// One word, quotes taken off. Holes are still `{NAME}` in the text; `check` puts the values in.
struct Word {
  std::string text;
  Span where;  ///< as written, quotes included
  std::vector<Hole> holes = {};
  bool quoted = false;  ///< some part stood in quotes
};

/// A leading line of a list's or script's body that says how: `after torch`, `with MAX_JOBS=8`, `user root` …
struct HowLine {
  Word keyword;  ///< one of after before with secret user only
  std::vector<Word> words;
};

/// One line of a script, exactly as written but for the common indentation.
struct ScriptLine {
  std::string text;
  Span where;
};

struct Statement {
  Word keyword;
  std::vector<Word> words;  ///< rest of the header, cut into words (empty if verbatim)
  std::string rest;         ///< verbatim statements: the rest of the line, trimmed
  Span rest_where;
  Span where;                      ///< header: keyword to last word
  std::vector<HowLine> how;        ///< leading lines of the body
  std::vector<Word> items;         ///< body of kind items
  std::vector<ScriptLine> script;  ///< body of kind script; header's `rest` is not repeated here
  std::string text;                ///< body of kind text
  Span text_where;
  std::vector<Statement> block;  ///< body of kind statements
  bool after_comma = false;      ///< the separator before it on the line was `,` (slips: `apt git, wget`)
  bool damaged = false;          ///< a syntax error was reported for it: later stages keep quiet about it
};

/// What stands before a token (blanks, comments, line ends) and the token. Concatenated they are the file, byte for
/// byte.
struct Token {
  Span before;
  Span text;
};

struct Tree {
  std::vector<Statement> statements;
  std::vector<Token> tokens;
};

}  // namespace envc
