// What the parser must know of a statement before it can cut it into words: nothing of its meaning.
#pragma once

#include <span>
#include <string_view>

namespace envc {

enum class BodyKind : unsigned char {
  none,        ///< an indented body is an error
  items,       ///< more words of a list
  statements,  ///< a block (its header ends its line)
  script,      ///< shell lines
  text,        ///< text kept as it is, common indentation taken off
};

struct Shape {
  std::string_view keyword;
  BodyKind body = BodyKind::none;
  bool verbatim = false;  ///< the rest of the line is one text: `run`, `check`
};

using Shapes = std::span<const Shape>;

}  // namespace envc
