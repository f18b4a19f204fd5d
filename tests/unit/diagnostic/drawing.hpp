// A source and diagnostics about it, for tests of how they are drawn.
#pragma once

#include "diagnostic/render.hpp"

#include <string>
#include <string_view>

namespace envc::testing {

struct Page {
  explicit Page(std::string text) : source(sources.add("project.env", std::move(text))) {}

  /// The first place of `words` in the source.
  [[nodiscard]] Span at(std::string_view words) const {
    const std::size_t begin = source.text.find(words);
    return source.span(begin, begin + words.size());
  }
  [[nodiscard]] std::string draw(const Diagnostic& d) const { return as_text(d, sources, Color::no); }

  Sources sources;
  const Source& source;
};

}  // namespace envc::testing
