#include "syntax/reader.hpp"

#include "syntax/characters.hpp"
#include "syntax/shell_text.hpp"
#include "text/display.hpp"
#include "text/nearest.hpp"
#include "text/presume.hpp"
#include "text/unicode.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace envc {
namespace {

using grammar::LineKind;

/// The mark of git at the beginning of a line.
bool is_conflict_mark(std::string_view word) {
  return word == "<<<<<<<" || word == "=======" || word == ">>>>>>>" || word == "|||||||";
}

std::string straight(std::string_view quote) {
  const auto number = code_point(quote);
  return number == 0x2018 || number == 0x2019 || number == 0x201A ? "'" : "\"";
}

std::string odd_space_message(std::string_view space) {
  const auto number = code_point(space);
  return number == 0xA0 ? "a non-breaking space (U+00A0) stands here, expected a blank"
                        : fmt::format("the character U+{:04X} looks like a blank and is none", number);
}

}  // namespace

Reader::Reader(const Source& source, Shapes shapes, Diagnostics& diagnostics)
    : source_(source), diagnostics_(diagnostics), slips_(source), layout_(source, shapes, slips_, diagnostics) {}

Span Reader::span(std::string_view text) const {
  const auto begin = static_cast<std::size_t>(text.data() - source_.text.data());
  return source_.span(begin, begin + text.size());
}

void Reader::token(Span text) {
  const std::uint32_t last = tokens_.empty() ? source_.base : tokens_.back().text.end;
  if (text.begin < last) return;  // a rule matched it twice
  tokens_.push_back({{last, text.begin}, text});
}

Word Reader::take_word(std::string_view text) {
  word_.where = span(text);
  token(word_.where);
  return std::exchange(word_, {});
}

bool Reader::takes_whole_line() const {
  const Shape* shape = layout_.shape(line_.back().keyword.text);
  return shape != nullptr && shape->verbatim;
}

bool Reader::line_goes_on() const {
  const Shape* shape = layout_.shape(line_.back().keyword.text);
  return shape == nullptr || shape->body != BodyKind::statements;
}

void Reader::open_quote(std::string_view quote) {
  open_quote_ = quote;
  word_.quoted = true;
}

void Reader::hole(std::string_view braces) {
  const auto begin = static_cast<std::uint32_t>(word_.text.size());
  word_.text += braces;
  word_.holes.push_back({begin, static_cast<std::uint32_t>(word_.text.size()),
                         std::string(braces.substr(1, braces.size() - 2)), span(braces)});
}

bool Reader::in_unknown_statement() const {
  return line_is(LineKind::statements) && in_statement_ && layout_.shape(line_.back().keyword.text) == nullptr;
}

void Reader::damage() {
  if (!line_is(LineKind::statements)) return layout_.damage_owner();
  if (in_statement_) line_.back().damaged = true;  // else the next keyword sees `reported_`
}

void Reader::slip(Kind kind, std::string_view where, std::string message, std::string help) {
  const Span at = span(where);
  if (at.begin < slips_from_ || reported_) return;
  slips_from_ = at.end;
  reported_ = true;
  if (in_unknown_statement()) return;
  damage();
  diagnostics_.add({.kind = kind, .message = std::move(message), .where = at, .help = std::move(help)});
}

void Reader::smart_quote(std::string_view text) {
  append(text);
  slip_smart_quote(text);
}

void Reader::slip_smart_quote(std::string_view text) {
  slip(Kind::smart_quote, text, fmt::format("`{}` is a typographic quote and quotes nothing", text),
       fmt::format("write `{}` in its place", straight(text)));
}

void Reader::control_character(std::string_view text) {
  append(text);
  slip(Kind::control_character, text, fmt::format("the control character {} stands outside quotes", quoted(text)),
       "take it out");
}

void Reader::slip_in_command(std::string_view control) {
  slip(Kind::control_character, control, fmt::format("the control character {} stands in a command", quoted(control)),
       fmt::format("write `$'{}'` in its place", visible(control)));
}

void Reader::odd_space(std::string_view text) {
  slip(Kind::odd_space, text, odd_space_message(text), "write a blank in its place");
}

void Reader::blanks_after_backslash(std::string_view text) {
  const auto blanks = text.substr(1, text.find_last_of(" \t"));
  slip(Kind::blanks_after_backslash, blanks, "blanks stand between `\\` and the line's end",
       "take them away, so that `\\` continues the line");
}

void Reader::separator(std::string_view text) {
  separator_ = text.front();
  reported_ = false;
  token(span(text));
}

void Reader::separator_in_list(std::string_view text) {
  slip(Kind::separator_in_list, text, fmt::format("{} ends a statement, and this is a list", quoted(text)),
       "take it out: the words of a list are separated by blanks");
}

void Reader::keyword(std::string_view text) {
  Statement statement;
  statement.keyword = take_word(text);
  statement.where = statement.keyword.where;
  statement.after_comma = separator_ == ',';
  statement.damaged = reported_;
  line_.push_back(std::move(statement));
  in_statement_ = true;
}

void Reader::word(std::string_view text) {
  Statement& statement = line_.back();
  statement.words.push_back(take_word(text));
  statement.where = cover(statement.where, statement.words.back().where);
}

void Reader::rest(std::string_view text) {
  Statement& statement = line_.back();
  ShellText shell = shell_text(text);
  statement.rest = std::move(shell.text);
  statement.rest_where = span(text.substr(0, shell.end));
  statement.where = cover(statement.where, statement.rest_where);
  token(statement.rest_where);
  if (!shell.fault) return;
  const std::string_view at = text.substr(shell.fault->begin, shell.fault->end - shell.fault->begin);
  switch (shell.fault->kind) {
    case Kind::smart_quote:
      slip_smart_quote(at);
      break;
    case Kind::odd_space:
      odd_space(at);
      break;
    case Kind::control_character:
      slip_in_command(at);
      break;
    default:
      slip(Kind::backslash_in_comment, at, "a comment ends with its line, so this `\\` continues nothing",
           "take the comment or the `\\` away");
  }
}

void Reader::end_statement() {
  Statement& statement = line_.back();
  in_statement_ = false;
  if (statement.damaged) return;
  const Word& keyword = statement.keyword;
  const bool first = line_.size() == 1;
  const bool exported = keyword.text == "export" && !statement.words.empty();
  const Word& assignment = exported ? statement.words.front() : keyword;
  if (first && is_dotenv(assignment.text)) {
    slips_.dotenv(assignment.where);
    statement.damaged = true;
  } else if (first && is_conflict_mark(keyword.text)) {
    slips_.conflict(keyword.where);
    statement.damaged = true;
  } else if (keyword.quoted && !statement.after_comma) {
    statement.damaged = true;
    diagnostics_.add({.kind = Kind::quoted_keyword,
                      .message = "a statement begins with its name, found a quoted word",
                      .where = keyword.where,
                      .help = fmt::format("write {}", envc::quoted(keyword.text))});
  }
}

void Reader::late_how_name(std::string_view text) {
  layout_.damage_owner();
  diagnostics_.add(
      {.kind = Kind::how_line_too_late,
       .message = fmt::format("a line with {} comes first in a body, found it after the list", quoted(text)),
       .where = span(text),
       .help = fmt::format("move it up; if it is a word of the list, write `'{}'`", text)});
}

void Reader::body_line(std::string_view text) {
  const Span where = span(text);
  token(where);
  layout_.add_body_line(where.end);
  const auto control = std::find_if(text.begin(), text.end(), is_control);
  if (line_is(LineKind::script) && control != text.end())
    slip_in_command(text.substr(static_cast<std::size_t>(control - text.begin()), 1));
}

void Reader::skipped_line(std::string_view text) {
  presume(line_is(LineKind::passed), "a line is passed over only for a reason that was reported");
  token(span(text));
}

void Reader::begin_line(std::string_view indent) {
  layout_.begin_line(span(indent));
  line_tokens_ = tokens_.size();
  line_.clear();
  in_statement_ = reported_ = false;
  separator_ = 0;
}

void Reader::empty_line(std::string_view text) {
  while (text.ends_with('\n') || text.ends_with('\r')) text.remove_suffix(1);
  layout_.add_empty_line(span(text));
}

std::string_view Reader::dotenv_line(std::string_view quote) const {
  const bool exported = in_statement_ && line_.back().keyword.text == "export" && line_.back().words.empty();
  if (!line_is(LineKind::statements) || line_.size() != (exported ? 1U : 0U)) return {};
  const auto at = static_cast<std::size_t>(quote.data() - source_.text.data());
  const std::size_t begin = source_.text.find_last_of(" \t\n", at) + 1;  // npos + 1 is the file's beginning
  const std::string_view rest = std::string_view(source_.text).substr(begin);
  return is_dotenv(rest) ? rest.substr(0, rest.find_first_of("\r\n")) : std::string_view();
}

void Reader::fail(const grammar::Expected& expected, std::string_view rest) {
  const bool quote = expected.kind == Kind::unclosed_quote;
  const bool header = expected.kind == Kind::text_after_block_header;
  const std::string_view word = rest.substr(0, rest.find_first_of(" \t\r\n"));
  const std::string_view where = quote ? open_quote_ : header ? word : word.substr(0, 1);
  const std::string_view dotenv = quote ? dotenv_line(open_quote_) : std::string_view();
  const bool unknown = in_unknown_statement() && dotenv.empty();
  if (!dotenv.empty()) {
    slips_.dotenv(span(dotenv));
  } else if (!reported_ && !unknown) {
    Diagnostic diagnostic{
        .kind = expected.kind,
        .message = fmt::format(fmt::runtime(expected.sentence), word.empty() ? "the end of the line" : quoted(word)),
        .where = span(where),
        .here = expected.here,
        .help = expected.help};
    if (header) diagnostic.labels = {{line_.back().where, "this begins a block"}};
    diagnostics_.add(std::move(diagnostic));
  }
  if (line_is(LineKind::statements) && !header && !unknown) {
    // A statement that has no name yet is kept too: else its body would be taken for something else.
    Statement& statement = in_statement_ ? line_.back() : line_.emplace_back();
    statement.damaged = true;
    statement.where = cover(statement.where, span(where));
  }
  if (line_is(LineKind::statements)) {
    layout_.add_statements(std::move(line_));
  } else {
    layout_.damage_owner();
  }
  layout_.pass();
  tokens_.resize(line_tokens_);
  word_ = {};
}

Tree Reader::finish() {
  Tree tree;
  tree.statements = layout_.finish();
  slips_.report(diagnostics_);
  const std::uint32_t end = source_.span(0, source_.text.size()).end;
  const std::uint32_t last = tokens_.empty() ? source_.base : tokens_.back().text.end;
  tokens_.push_back({{last, end}, {end, end}});
  tree.tokens = std::move(tokens_);
  return tree;
}

}  // namespace envc
