// What the parts of resolve work on together.
#pragma once

#include "diagnostic/diagnostic.hpp"
#include "facts/facts.hpp"
#include "facts/words.hpp"
#include "model/model.hpp"
#include "resolve/kept.hpp"
#include "resolve/resolution.hpp"

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace envc {

struct Resolving {
  const Model& model;
  const Facts& facts;
  const Kept& kept;
  Diagnostics& diagnostics;
  Resolution& out;

  void decide(std::string subject, std::string value, std::string reason) const {
    out.decisions.push_back({std::move(subject), std::move(value), std::move(reason)});
  }
  /// The index of each statement that installs with this manager.
  [[nodiscard]] std::vector<std::size_t> statements(Manager manager) const {
    std::vector<std::size_t> found;
    for (std::size_t i = 0; i < model.packages.size(); ++i) {
      if (model.packages[i].manager == manager && !model.packages[i].remove) found.push_back(i);
    }
    return found;
  }
};

/// Whether pip is told to leave what its packages need to the rest of the file (`--no-deps`).
bool goes_alone(const PackageStatement&);

/// "a", "a and b", "a, b and c"
std::string list_of(const std::vector<std::string>& things);

/// `Ubuntu`, `Ubuntu 20.04`
std::string shown(std::string_view distribution);
std::string shown(const Os&);

/// The row of this distribution; nullptr: not in the tables.
const Distribution* distribution_of(const Facts&, const Os&);

}  // namespace envc
