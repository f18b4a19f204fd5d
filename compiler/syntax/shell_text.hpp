// The rest of a verbatim statement's line (`run`, `check`), as the shell sees it.
#pragma once

#include "diagnostic/kind.hpp"

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace envc {

struct ShellText {
  struct Fault {
    Kind kind;
    std::size_t begin;  ///< offsets within the raw text
    std::size_t end;
  };

  /// Lines that `\` continues are joined where that is plainly what the shell does. Where it may not be (inside single
  /// quotes, or a substitution in double quotes) the `\` and the newline stay for the shell to judge.
  std::string text;
  std::size_t end = 0;  ///< of the raw text without trailing blanks
  std::optional<Fault> fault = {};
};

/// `raw` is everything after the keyword and the blanks behind it, up to the line end that no `\` continues.
ShellText shell_text(std::string_view raw);

}  // namespace envc
