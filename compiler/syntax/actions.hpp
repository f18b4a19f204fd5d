// Which rule of the grammar calls what of the Reader.
#pragma once

#include "expected.hpp"
#include "syntax/reader.hpp"

#include <string_view>

namespace envc {

template<typename Rule>
struct Action : tao::pegtl::nothing<Rule> {};

/// A rule hands the text it matched to one function of the Reader.
template<void (Reader::*take)(std::string_view)>
struct Hand {
  template<typename In>
  static void apply(const In& in, Reader& reader) {
    (reader.*take)({in.begin(), static_cast<std::size_t>(in.end() - in.begin())});
  }
};

template<void (Reader::*end)()>
struct Tell {
  static void apply0(Reader& reader) { (reader.*end)(); }
};

// clang-format off
template<> struct Action<grammar::plain_text> : Hand<&Reader::append> {};
template<> struct Action<grammar::single_text> : Hand<&Reader::append> {};
template<> struct Action<grammar::double_text> : Hand<&Reader::append> {};
template<> struct Action<grammar::backslash> : Hand<&Reader::append> {};
template<> struct Action<grammar::inner_backslash> : Hand<&Reader::append> {};
template<> struct Action<grammar::inner_separators> : Hand<&Reader::append> {};
template<> struct Action<grammar::dollar> : Hand<&Reader::append> {};
template<> struct Action<grammar::open_brace> : Hand<&Reader::append> {};
template<> struct Action<grammar::escaped_character> : Hand<&Reader::append> {};
template<> struct Action<grammar::hole> : Hand<&Reader::hole> {};
template<> struct Action<grammar::open_single> : Hand<&Reader::open_quote> {};
template<> struct Action<grammar::open_double> : Hand<&Reader::open_quote> {};
template<> struct Action<grammar::smart_quote> : Hand<&Reader::smart_quote> {};
template<> struct Action<grammar::stray_control> : Hand<&Reader::control_character> {};

template<> struct Action<grammar::odd_space> : Hand<&Reader::odd_space> {};
template<> struct Action<grammar::blanks_after_backslash> : Hand<&Reader::blanks_after_backslash> {};
template<> struct Action<grammar::separator> : Hand<&Reader::separator> {};
template<> struct Action<grammar::stray_separators> : Hand<&Reader::separator_in_list> {};
template<> struct Action<grammar::dropped_separator> : Hand<&Reader::dropped_separator> {};

template<> struct Action<grammar::keyword> : Hand<&Reader::keyword> {};
template<> struct Action<grammar::word> : Hand<&Reader::word> {};
template<> struct Action<grammar::shell_text> : Hand<&Reader::rest> {};
template<> struct Action<grammar::statement> : Tell<&Reader::end_statement> {};
template<> struct Action<grammar::statement_line> : Tell<&Reader::end_statement_line> {};
template<> struct Action<grammar::item> : Hand<&Reader::item> {};
template<> struct Action<grammar::how_keyword> : Hand<&Reader::how_keyword> {};
template<> struct Action<grammar::how_word> : Hand<&Reader::how_word> {};
template<> struct Action<grammar::how_line> : Tell<&Reader::end_how_line> {};
template<> struct Action<grammar::late_how_name> : Hand<&Reader::late_how_name> {};
template<> struct Action<grammar::late_how_line> : Hand<&Reader::late_how_line> {};
template<> struct Action<grammar::script_line> : Hand<&Reader::body_line> {};
template<> struct Action<grammar::text_line> : Hand<&Reader::body_line> {};
template<> struct Action<grammar::skipped_line> : Hand<&Reader::skipped_line> {};
template<> struct Action<grammar::indentation> : Hand<&Reader::begin_line> {};
template<> struct Action<grammar::before_comment> : Hand<&Reader::begin_comment> {};
template<> struct Action<grammar::empty_line> : Hand<&Reader::empty_line> {};
// clang-format on

/// A failed `must` is reported by the Reader; the grammar then goes on with the next line.
template<typename Rule>
struct Control : tao::pegtl::normal<Rule> {
  template<typename In>
  [[noreturn]] static void raise(const In& in, Reader& reader) {
    static_assert(grammar::expected<Rule>.sentence != nullptr, "give this rule a row in expected.hpp");
    reader.fail(grammar::expected<Rule>, {in.current(), static_cast<std::size_t>(in.end() - in.current())});
    throw grammar::Abandon{};
  }
};

}  // namespace envc
