// What is wrong, as a value. Words are made where the fault is found, drawn in render.hpp.
#pragma once

#include "diagnostic/kind.hpp"
#include "text/span.hpp"

#include <string>
#include <vector>

namespace envc {

enum class Severity : unsigned char { error, warning, note };

/// A second place that explains the first, drawn with `-`.
struct Label {
  Span where;
  std::string text;
};

struct Diagnostic {
  Kind kind;
  Severity severity = Severity::error;
  std::string message;    ///< one sentence that can stand alone; lower case, no full stop, code in backticks
  Span where;             ///< the narrowest span that is wrong; {0,0}: the run as a whole
  std::string here = {};  ///< a few words drawn under the caret
  std::vector<Label> labels = {};
  std::string help = {};  ///< text that can be pasted, or a command to type
};

/// Collects diagnostics in the order they are found; drawn sorted by place.
class Diagnostics {
 public:
  void add(Diagnostic d) {
    if (d.severity == Severity::error) ++errors_;
    all_.push_back(std::move(d));
  }
  [[nodiscard]] bool any_error() const { return errors_ != 0; }
  [[nodiscard]] std::size_t errors() const { return errors_; }
  [[nodiscard]] const std::vector<Diagnostic>& all() const { return all_; }

 private:
  std::vector<Diagnostic> all_;
  std::size_t errors_ = 0;
};

}  // namespace envc
