// Source texts and the way from a byte offset to a line and column.
#pragma once

#include "text/span.hpp"

#include <cstdint>
#include <memory>
#include <string_view>
#include <vector>

namespace envc {

/// One text: the name people know it by (as typed on the command line; `<stdin>` for standard input).
struct Source {
  std::string name;
  std::string text;
  std::uint32_t base = 1;                  ///< offset of text[0] in the address space of spans (never 0)
  std::vector<std::uint32_t> line_starts;  ///< offsets within text; line 1 first

  /// The span of text[begin, end), in the address space of `Sources`.
  [[nodiscard]] Span span(std::size_t begin, std::size_t end) const {
    return {base + static_cast<std::uint32_t>(begin), base + static_cast<std::uint32_t>(end)};
  }
};

/// A position a person can use: both count from 1; the column counts bytes.
struct Position {
  std::uint32_t line = 1;
  std::uint32_t column = 1;
};

/// All texts of one run. References stay valid as long as the Sources lives.
class Sources {
 public:
  const Source& add(std::string name, std::string text);
  /// The source that holds the span, or nullptr for a nowhere-span.
  [[nodiscard]] const Source* find(Span) const;
  [[nodiscard]] Position position(std::uint32_t offset) const;
  /// The text of the span; empty for a nowhere-span.
  [[nodiscard]] std::string_view text(Span) const;
  /// The text of a line (counted from 1) without its line end.
  [[nodiscard]] static std::string_view line(const Source&, std::uint32_t line);

 private:
  std::vector<std::unique_ptr<Source>> all_;
};

}  // namespace envc
