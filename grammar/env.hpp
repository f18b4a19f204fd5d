// The grammar of project.env: rules only. What a rule does is in compiler/syntax/actions.hpp, what is said when a
// `must` fails is in expected.hpp.
#pragma once

#include <tao/pegtl.hpp>
#include <tao/pegtl/contrib/analyze_traits.hpp>

namespace envc::grammar {

namespace peg = tao::pegtl;
using peg::any;
using peg::at;
using peg::eof;
using peg::eol;
using peg::eolf;
using peg::must;
using peg::not_at;
using peg::not_one;
using peg::one;
using peg::opt;
using peg::plus;
using peg::range;
using peg::ranges;
using peg::seq;
using peg::sor;
using peg::star;
using peg::until;

// ---- Questions to the layout. How a line is read depends on the lines above it: on depths and on the body that is
// open. No grammar without context can know that, so it asks the state; an answer takes nothing from the input.

template<typename Question>
struct ask {
  using rule_t = ask;
  using subs_t = peg::type_list<>;
  template<peg::apply_mode, peg::rewind_mode, template<typename...> class, template<typename...> class, typename In,
           typename State>
  static bool match(In& /*unused*/, State& state) {
    return Question::holds(state);
  }
};

enum class LineKind : unsigned char { comment, statements, items, script, text, passed };

/// In which kind of body does this line stand?
template<LineKind kind>
struct stands_in : ask<stands_in<kind>> {
  static bool holds(const auto& state) { return state.line_is(kind); }
};
/// Is this still the head of a list's or script's body, where lines say how?
struct in_head_of_body : ask<in_head_of_body> {
  static bool holds(const auto& state) { return state.in_head_of_body(); }
};
/// Does the statement just named take the whole rest of the line?
struct takes_whole_line : ask<takes_whole_line> {
  static bool holds(const auto& state) { return state.takes_whole_line(); }
};
/// May another statement follow on this line? Not after a block's header.
struct line_goes_on : ask<line_goes_on> {
  static bool holds(const auto& state) { return state.line_goes_on(); }
};

// ---- Characters

struct blank : one<' ', '\t'> {};
/// Characters that look like a blank, or like nothing: each is a slip.
struct looks_blank
    : sor<peg::utf8::one<0xA0, 0x1680, 0x202F, 0x205F, 0x2060, 0x3000, 0xFEFF>, peg::utf8::range<0x2000, 0x200B>> {};
struct odd_space : looks_blank {};
struct smart_quote : peg::utf8::one<0x2018, 0x2019, 0x201A, 0x201C, 0x201D, 0x201E> {};
struct control_character : sor<range<'\x00', '\x08'>, range<'\x0B', '\x1F'>, one<'\x7F'>> {};

/// `\` before the line's end is a space.
struct continuation : seq<one<'\\'>, eolf> {};
struct blanks_after_backslash : seq<one<'\\'>, plus<blank>, eolf> {};
struct gap : plus<sor<plus<blank>, continuation, blanks_after_backslash, odd_space>> {};
struct comment : seq<one<'#'>, until<at<eolf>>> {};

/// `,` or `;` ends a statement only before white space or the line's end.
struct separator_mark : one<',', ';'> {};
struct after_separator : sor<blank, eolf, continuation, odd_space> {};
struct separator : seq<separator_mark, at<star<separator_mark>, after_separator>> {};

// ---- Words, quoted as in the shell

struct identifier : peg::identifier {};
struct hole : seq<one<'{'>, identifier, star<one<'.'>, identifier>, one<'}'>> {};
/// `${` opens no hole.
struct dollar : seq<one<'$'>, opt<one<'{'>>> {};
struct open_brace : one<'{'> {};

struct open_single : one<'\''> {};
struct close_single : one<'\''> {};
struct single_text : plus<not_at<eol>, not_one<'\''>> {};
struct single_quoted : seq<open_single, opt<single_text>, must<close_single>> {};

struct open_double : one<'"'> {};
struct close_double : one<'"'> {};
struct escaped_character : one<'"', '\\'> {};
struct escaped : seq<one<'\\'>, escaped_character> {};
struct double_text : plus<not_at<eol>, not_one<'"', '\\', '{', '$'>> {};
struct backslash : one<'\\'> {};
struct double_quoted
    : seq<open_double, star<sor<double_text, escaped, backslash, hole, dollar, open_brace>>, must<close_double>> {};

/// Printable ASCII but for  "  $  '  ,  ;  \  {
struct plain_ascii : ranges<'!', '!', '#', '#', '%', '&', '(', '+', '-', ':', '<', '[', ']', 'z', '|', '~'> {};
struct plain_other : seq<not_at<sor<odd_space, smart_quote>>, range<'\x80', '\xFF'>> {};
struct plain_text : plus<sor<plus<plain_ascii>, plain_other>> {};
struct inner_separators : seq<plus<separator_mark>, not_at<after_separator>> {};
struct inner_backslash : seq<one<'\\'>, not_at<star<blank>, eolf>> {};
struct stray_control : seq<not_at<eol>, control_character> {};
struct word_text
    : seq<not_at<one<'#'>>, plus<sor<plain_text, single_quoted, double_quoted, inner_separators, inner_backslash, hole,
                                     dollar, open_brace, smart_quote, stray_control>>> {};

// ---- Statements

struct keyword : word_text {};
struct word : word_text {};
/// The rest of a line as the shell would read it: a line goes on after an odd number of `\`.
struct shell_text
    : plus<sor<seq<one<'\\'>, eol>, seq<one<'\\'>, not_at<eol>, any>, one<'\\'>, seq<not_at<eol>, not_one<'\\'>>>> {};
struct shell_rest : opt<gap, opt<shell_text>> {};
struct statement : seq<keyword, sor<seq<takes_whole_line, shell_rest>, star<gap, word>>> {};

struct line_end : seq<opt<gap>, opt<comment>, eolf> {};
struct next_statement : seq<opt<gap>, separator, opt<gap>, not_at<line_end>, must<line_goes_on>, must<statement>> {};
/// A separator before the line's end is dropped.
struct last_separator : seq<opt<gap>, separator> {};
struct statement_line : sor<seq<gap, line_end>,
                            seq<opt<gap>, must<statement>, star<next_statement>, opt<last_separator>, must<line_end>>> {
};

// ---- Bodies of lists and scripts

struct how_name : sor<TAO_PEGTL_KEYWORD("after"), TAO_PEGTL_KEYWORD("before"), TAO_PEGTL_KEYWORD("with"),
                      TAO_PEGTL_KEYWORD("secret"), TAO_PEGTL_KEYWORD("user"), TAO_PEGTL_KEYWORD("only")> {};
struct says_how : seq<how_name, sor<blank, eolf, continuation, odd_space>> {};

struct stray_separators : seq<plus<separator_mark>, at<after_separator>> {};
struct dropped_separator : seq<separator_mark, at<line_end>> {};

struct item : word_text {};
struct item_line
    : sor<seq<gap, line_end>, seq<opt<gap>, sor<item, stray_separators>,
                                  star<sor<item, gap, dropped_separator, stray_separators>>, must<line_end>>> {};
struct how_keyword : word_text {};
struct how_word : word_text {};
struct how_line : seq<how_keyword, star<sor<how_word, gap, dropped_separator, stray_separators>>, must<line_end>> {};
struct late_how_name : how_name {};
struct late_how_line : seq<at<says_how>, late_how_name, until<at<eolf>>> {};

// ---- Lines

struct rest_of_line : seq<any, until<at<eolf>>> {};
struct script_line : rest_of_line {};
struct text_line : rest_of_line {};
/// A line with an error, or below a bad header: with the lines it would have gone on to.
struct skipped_line : plus<sor<seq<one<'\\'>, eol>, seq<not_at<eol>, any>>> {};

struct Abandon {};  ///< thrown when a line's error has been reported
template<typename Line>
struct recover : peg::try_catch_type<Abandon, Line> {};

struct white : sor<blank, looks_blank> {};
struct empty_line : sor<seq<star<white>, eol>, seq<plus<white>, eof>> {};
struct before_comment : seq<star<blank>, at<one<'#'>>> {};
struct comment_line : seq<before_comment, stands_in<LineKind::comment>, comment, eolf> {};
struct indentation : star<white> {};
struct body_line
    : seq<indentation, sor<seq<stands_in<LineKind::statements>, recover<statement_line>>,
                           seq<in_head_of_body, at<says_how>, recover<how_line>>,
                           seq<stands_in<LineKind::items>, sor<seq<late_how_line, eolf>, recover<item_line>>>,
                           seq<stands_in<LineKind::script>, script_line, eolf>,
                           seq<stands_in<LineKind::text>, text_line, eolf>, seq<skipped_line, eolf>>> {};
struct file : until<eof, sor<empty_line, comment_line, body_line>> {};

}  // namespace envc::grammar

template<typename Name, typename Question>
struct tao::pegtl::analyze_traits<Name, envc::grammar::ask<Question>> : tao::pegtl::analyze_opt_traits<> {};
