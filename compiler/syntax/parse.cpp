#include "syntax/parse.hpp"

#include "env.hpp"
#include "syntax/actions.hpp"
#include "syntax/reader.hpp"
#include "syntax/slips.hpp"
#include "text/presume.hpp"

namespace envc {

Tree parse(const Source& source, Shapes shapes, Diagnostics& diagnostics) {
  const std::size_t errors = diagnostics.errors();
  Reader reader(source, shapes, diagnostics);
  if (const auto start = check_bytes(source, diagnostics)) {
    namespace peg = tao::pegtl;
    // Lazy: positions are byte offsets here; a line and column are looked up when a diagnostic is drawn.
    using Input = peg::memory_input<peg::tracking_mode::lazy, peg::eol::lf_crlf, const char*>;
    const char* text = source.text.data();
    Input in(text + *start, text + source.text.size(), "");
    const bool whole = peg::parse<grammar::file, Action, Control>(in, reader);
    presume(whole, "the grammar takes every text");
  }
  Tree tree = reader.finish();
  if (tree.statements.empty() && diagnostics.errors() == errors)
    diagnostics.add({.kind = Kind::empty_file,
                     .message = "nothing to build: the file has no statement",
                     .where = source.span(0, 0),
                     .help = "begin with a line such as `apt git`"});
  return tree;
}

}  // namespace envc
