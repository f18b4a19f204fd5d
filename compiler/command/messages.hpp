// How a run tells what it found: text on the error stream, or one JSON value on the output.
#pragma once

#include "command/command.hpp"
#include "command/options.hpp"
#include "diagnostic/render.hpp"

#include <nlohmann/json.hpp>
#include <string_view>

namespace envc {

class Messages {
 public:
  /// Throws UsageError for a `--format` that is none.
  Messages(const Options&, Terminal&);

  [[nodiscard]] bool json() const { return json_; }
  [[nodiscard]] Color color() const { return terminal_.color ? Color::yes : Color::no; }
  /// `tail` follows the counts. As JSON: {"diagnostics":[…]} and the members of `results`.
  void tell(const Diagnostics&, const Sources&, std::string_view tail,
            const nlohmann::ordered_json& results = {}) const;

 private:
  Terminal& terminal_;
  bool json_ = false;
};

/// The row of `--format`.
Option format_option();

}  // namespace envc
