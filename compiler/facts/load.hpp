// Facts read at run time: TOML in the place of built-in tables, and a project's own rows beside them.
#pragma once

#include "facts/facts.hpp"

#include <cstddef>
#include <cstdint>
#include <deque>
#include <span>
#include <string>
#include <vector>

namespace envc {

/// A TOML as it was read; `name` without its folder.
struct FactsFile {
  std::string name;
  std::string text;
};

/// What is wrong with one, and where: counted from 1, the columns in characters. `width` 0: to the end of the line.
struct FactsFault {
  const FactsFile* file = nullptr;
  std::uint32_t line = 1;
  std::uint32_t column = 1;
  std::uint32_t width = 0;
  std::string sentence;
};

/// One row of a project's own facts, in words.
struct OwnFact {
  std::string about;  ///< `gpus.gpu Lab Card`
  std::string says;   ///< `capability 8.6`
};

/// Facts that own the rows that are not built in. It can be moved; views of its rows stay valid.
class LoadedFacts {
 public:
  /// `overriding`: files of the stdlib's form; those of one subject together stand in the place of its built-in tables.
  /// `project`: a project's own (envc.toml), nullptr: none. A file with a fault counts for nothing; all faults are
  /// said.
  LoadedFacts(std::span<const FactsFile> overriding, const FactsFile* project, std::vector<FactsFault>& faults);
  LoadedFacts(const LoadedFacts&) = delete;
  LoadedFacts& operator=(const LoadedFacts&) = delete;
  LoadedFacts(LoadedFacts&&) = default;
  LoadedFacts& operator=(LoadedFacts&&) = default;
  ~LoadedFacts() = default;

  [[nodiscard]] const Facts& facts() const { return facts_; }
  /// What the project's file says, in its order.
  [[nodiscard]] const std::vector<OwnFact>& own() const { return own_; }

  /// The vectors behind the tables that were read; empty ones are not in use.
  struct Rows {
#define FACTS(file, array, type, table, columns, sorted_by, ignored) std::vector<type> table;
#include "facts/tables.def"
#undef FACTS
  };

 private:
  std::deque<std::string> texts_;
  Rows rows_;
  std::vector<OwnFact> own_;
  Facts facts_;
};

}  // namespace envc
