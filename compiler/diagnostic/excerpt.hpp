// A source line as a terminal shows it, with the columns to underline.
#pragma once

#include "text/source.hpp"
#include "text/span.hpp"

#include <cstddef>
#include <string>

namespace envc {

struct Excerpt {
  std::string text;        ///< tabs expanded, unprintable characters escaped, cut with `…` where the line is long
  std::size_t column = 0;  ///< display columns in front of the span
  std::size_t width = 1;   ///< display columns of the span, at least 1
};

/// The line on which `span` begins; a span over several lines is drawn to the end of the first. Takes the same time
/// however long the line is.
Excerpt excerpt(const Source& source, const Sources& sources, Span span);

}  // namespace envc
