// Faults that are said once for a whole file, however many lines have them.
#pragma once

#include "diagnostic/diagnostic.hpp"
#include "text/source.hpp"

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace envc {

/// What the bytes of the file say before any of it is read: encoding, line ends. Gives where the text begins (behind a
/// byte order mark), or nullopt if it is no text at all.
std::optional<std::size_t> check_bytes(const Source& source, Diagnostics& diagnostics);

/// `FOO=bar`: upper case, so that a forgotten `conda` in front of `python=3.10` is not taken for it.
bool is_dotenv(std::string_view text);

class Slips {
 public:
  explicit Slips(const Source& source) : source_(source) {}

  void tab(Span where) { note(tab_, where); }
  /// `where` is the assignment, `FOO=bar`.
  void dotenv(Span where) { note(dotenv_, where); }
  void conflict(Span where) { note(conflict_, where); }
  [[nodiscard]] bool any_tab() const { return tab_.lines != 0; }
  void report(Diagnostics& diagnostics) const;

 private:
  struct Seen {
    Span first;
    std::size_t lines = 0;
  };
  static void note(Seen& seen, Span where) {
    if (seen.lines++ == 0) seen.first = where;
  }

  const Source& source_;
  Seen tab_;
  Seen dotenv_;
  Seen conflict_;
};

}  // namespace envc
