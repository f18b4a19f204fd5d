// The facts of one subject as a table of texts: what `envc list` prints.
#pragma once

#include "facts/facts.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace envc {

struct Listing {
  struct Column {
    std::string name;
    bool list = false;  ///< its cells are words separated by spaces
  };
  std::vector<Column> columns;
  std::vector<std::vector<std::string>> rows;  ///< newest first; an empty cell is not known, or none
};

/// What the rows must go with; empty: anything. What is not known of a row does not exclude it.
struct ListFilter {
  std::string cuda;    ///< `11.3`
  std::string python;  ///< `3.10`
  std::string ubuntu;  ///< release of the distribution of the CUDA images: `22.04`
  bool all = false;    ///< also what is gone or does not exist, and a row for each build
};

/// `subject`: `cuda`, a distribution, the interpreter, or a package of the catalogue as pip or conda calls it; nullopt:
/// no facts have this name.
std::optional<Listing> listing_of(const Facts&, std::string_view subject, const ListFilter&);

/// Every name that listing_of() knows, sorted.
std::vector<std::string_view> listed_subjects(const Facts&);

}  // namespace envc
