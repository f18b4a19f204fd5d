// What is said when a `must` of the grammar fails: one row each. A `must` without a row does not compile.
#pragma once

#include "diagnostic/kind.hpp"
#include "env.hpp"

namespace envc::grammar {

struct Expected {
  Kind kind;
  const char* sentence = nullptr;  ///< `{}` is what was found there
  const char* here = "";
  const char* help = "";
};

template<typename Rule>
inline constexpr Expected expected{};

template<>
inline constexpr Expected expected<close_single>{
    Kind::unclosed_quote, "the line ends inside a quoted word: expected a closing `'`", "the quote opens here",
    "an apostrophe stands in double quotes: \"it's\""};

template<>
inline constexpr Expected expected<close_double>{
    Kind::unclosed_quote, "the line ends inside a quoted word: expected a closing `\"`", "the quote opens here",
    "inside double quotes, `\\\"` is a quote that does not close"};

template<>
inline constexpr Expected expected<statement>{Kind::empty_statement, "expected a statement, found {}",
                                              "no statement stands in front of this",
                                              "take it out: one `,` or `;` ends a statement"};

template<>
inline constexpr Expected expected<line_goes_on>{Kind::text_after_block_header,
                                                 "expected the end of the line, found {}",
                                                 "a block's header ends its line", "write it on a line of its own"};

template<>
inline constexpr Expected expected<line_end>{Kind::empty_statement,
                                             "expected a blank or the end of the line, found {}"};

}  // namespace envc::grammar
