// What the grammar's actions do: words, statements and tokens out of the pieces that its rules match.
#pragma once

#include "expected.hpp"
#include "syntax/layout.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace envc {

class Reader {
 public:
  Reader(const Source& source, Shapes shapes, Diagnostics& diagnostics);

  // What the grammar asks.
  [[nodiscard]] bool line_is(grammar::LineKind kind) const { return layout_.kind() == kind; }
  [[nodiscard]] bool in_head_of_body() const { return layout_.in_head_of_body(); }
  [[nodiscard]] bool takes_whole_line() const;
  [[nodiscard]] bool line_goes_on() const;

  // Pieces of a word. `text` is always a part of the source.
  void append(std::string_view text) { word_.text += text; }
  void open_quote(std::string_view quote);
  void hole(std::string_view braces);
  void smart_quote(std::string_view text);
  void control_character(std::string_view text);

  // Between words.
  void odd_space(std::string_view text);
  void blanks_after_backslash(std::string_view text);
  void separator(std::string_view text);
  void separator_in_list(std::string_view text);
  void dropped_separator(std::string_view text) { token(span(text)); }

  // Words and lines.
  void keyword(std::string_view text);
  void word(std::string_view text);
  void rest(std::string_view text);
  void end_statement();
  void end_statement_line() { layout_.add_statements(std::move(line_)); }
  void item(std::string_view text) { layout_.add_item(take_word(text)); }
  void how_keyword(std::string_view text) { how_ = {take_word(text), {}}; }
  void how_word(std::string_view text) { how_.words.push_back(take_word(text)); }
  void end_how_line() { layout_.add_how(std::move(how_)); }
  void late_how_name(std::string_view text);
  void late_how_line(std::string_view text) { token(span(text)); }
  void body_line(std::string_view text);
  void skipped_line(std::string_view text);
  void begin_line(std::string_view indent);
  void begin_comment(std::string_view indent) { layout_.begin_comment(span(indent)); }
  void empty_line(std::string_view text);

  /// A `must` failed at `rest`, which goes to the file's end.
  void fail(const grammar::Expected& expected, std::string_view rest);

  Tree finish();

 private:
  const Source& source_;
  Diagnostics& diagnostics_;
  Slips slips_;
  Layout layout_;
  std::vector<Token> tokens_;
  std::size_t line_tokens_ = 0;   ///< tokens in front of this line
  std::vector<Statement> line_;   ///< the statements of this line
  bool in_statement_ = false;     ///< the last of them goes on
  char separator_ = 0;            ///< in front of the next statement of this line
  bool reported_ = false;         ///< this statement, or this line of a list, has an error
  std::uint32_t slips_from_ = 0;  ///< slips in front of it are reported: rules may match a piece twice
  Word word_;
  std::string_view open_quote_;
  HowLine how_;

  [[nodiscard]] Span span(std::string_view text) const;
  void token(Span text);
  Word take_word(std::string_view text);
  void slip(Kind kind, std::string_view where, std::string message, std::string help);
  void damage();
  void slip_smart_quote(std::string_view text);
  void slip_in_command(std::string_view control);
  /// An error inside a statement with an unknown name is not worth its own message: the name is.
  [[nodiscard]] bool in_unknown_statement() const;
  /// The assignment to the line's end, if the quote stands in a line of a dotenv file; else nothing.
  [[nodiscard]] std::string_view dotenv_line(std::string_view quote) const;
};

}  // namespace envc
