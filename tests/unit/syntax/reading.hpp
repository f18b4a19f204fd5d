// What the parser made of a text, on one line, so that a test is one line too.
#pragma once

#include "diagnostic/diagnostic.hpp"
#include "syntax/parse.hpp"
#include "text/source.hpp"

#include <string>

namespace envc::testing {

/// One statement of each shape, and a few that real files hold.
Shapes shapes();

struct Reading {
  explicit Reading(std::string text);
  Sources sources;
  Diagnostics diagnostics;
  Tree tree;

  /// `apt [git] [wget]; ,cuda [11.3]`: `,` after a comma, `!` damaged, `<…>` the rest of a line, `(how …)`, `- [item]`,
  /// `$ script line/`, `"text"`, `{ block }`. Newlines are `/`.
  [[nodiscard]] std::string statements() const;
  /// `2:5 unclosed-quote; 3:1 …`, by place.
  [[nodiscard]] std::string faults() const;
  /// The tokens put together again.
  [[nodiscard]] std::string together() const;
};

/// The statements of a text without fault (a fault is put in front of them).
std::string read(const std::string& text);
/// The faults of a text.
std::string faults(const std::string& text);
/// The diagnostics as a person sees them.
std::string drawn(const std::string& text);

}  // namespace envc::testing
