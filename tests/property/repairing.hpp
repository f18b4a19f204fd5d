// What resolve answers to a file, and whether what it offers helps.
#pragma once

#include "diagnostic/diagnostic.hpp"
#include "random_file.hpp"

namespace envc::testing {

/// The errors of the file.
std::vector<Diagnostic> errors(const Lines&, const Facts&);
/// `kind: message; help`, a line each.
std::string messages(const std::vector<Diagnostic>&);

struct Tried {
  std::size_t wrong = 0;
  std::size_t without_help = 0;
  std::size_t repaired = 0;
};

/// Every way of taking one repair of each of the file's errors, up to nine of them: the file then has no error.
void try_repairs(const Lines&, const std::vector<Diagnostic>& all, const Facts&, Tried&);
inline void try_repairs(const Lines& lines, const Facts& facts, Tried& tried) {
  try_repairs(lines, errors(lines, facts), facts, tried);
}

}  // namespace envc::testing
