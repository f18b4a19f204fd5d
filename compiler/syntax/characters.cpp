#include "syntax/characters.hpp"

#include "env.hpp"

namespace envc {
namespace {

/// Length of what the rule matches at the beginning of the text.
template<typename Rule>
std::size_t matched(std::string_view text) {
  namespace peg = tao::pegtl;
  peg::memory_input<peg::tracking_mode::lazy, peg::eol::lf_crlf, const char*> in(text.data(), text.data() + text.size(),
                                                                                 "");
  return peg::parse<Rule>(in) ? static_cast<std::size_t>(in.current() - text.data()) : 0;
}

bool ascii(std::string_view text) {
  return text.empty() || static_cast<unsigned char>(text.front()) < 0x80;
}

}  // namespace

bool is_control(char c) {
  return (static_cast<unsigned char>(c) < 0x20 && c != '\t') || c == '\x7F';
}

std::size_t smart_quote(std::string_view text) {
  return ascii(text) ? 0 : matched<grammar::smart_quote>(text);
}

std::size_t odd_space(std::string_view text) {
  return ascii(text) ? 0 : matched<grammar::odd_space>(text);
}

}  // namespace envc
