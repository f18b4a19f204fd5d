// Release numbers of the facts, and one view on what pip's and conda's specs admit.
#pragma once

#include "version/conda.hpp"
#include "version/pep440.hpp"

#include <compare>
#include <optional>
#include <string>
#include <string_view>
#include <variant>

namespace envc {

/// Numbers between dots compared as numbers: 1.9 < 1.10, 1.12 equals 1.12.0. A letter ends the comparison by numbers;
/// what follows it (`2.0rc1`, `3.13t`) sorts before the bare number and then by its bytes.
std::strong_ordering compare_versions(std::string_view a, std::string_view b);

/// `1.12.1` of `1.12.1+cu113`; the whole text when there is no local part.
std::string_view public_version(std::string_view version);
/// `cu113` of `1.12.1+cu113`; empty when there is none.
std::string_view local_version(std::string_view version);
/// The first `n` numbers: `11.3` of `11.3.1`. Shorter versions come back whole.
std::string_view leading(std::string_view version, std::size_t n);
/// How many numbers a version has: 3 for `11.3.1`.
std::size_t numbers(std::string_view version);
/// Whether `version` is `prefix` or begins with it and a dot: 11.3.1 is within 11.3, 11.30 is not.
bool within(std::string_view version, std::string_view prefix);

/// Which versions a spec admits, whichever manager's it is.
class VersionRange {
 public:
  VersionRange() = default;
  explicit VersionRange(SpecifierSet specifiers);
  explicit VersionRange(CondaSpec spec);
  /// What follows the name in a pip requirement: `==1.12.1`, `>=2,<3`, `~=2.1`, `==2.1.*`. nullopt: not understood.
  static std::optional<VersionRange> of_pip(std::string_view text);
  /// What follows the name in a conda spec, without the build: `=1.12`, `==1.12.1`, `>=2,<3`, `1.12.*|1.13.*`.
  static std::optional<VersionRange> of_conda(std::string_view text);

  /// By the rules of the manager. A local part such as that of `1.12.1+cu113` counts for conda only where the spec has
  /// one: its builds tell by their build string what wheels tell by a local part.
  [[nodiscard]] bool admits(std::string_view version) const;
  /// The version it names, if it is one: 3.10 of conda's `=3.10`, which admits all within it, as of `==3.10`.
  [[nodiscard]] std::optional<std::string> named() const;
  /// The same, if it leaves nothing open: `==1.12.1`, conda's `=1.12.1` too, but not its `=1.12`.
  [[nodiscard]] std::optional<std::string> pinned() const;
  /// Every version is admitted.
  [[nodiscard]] bool any() const { return std::holds_alternative<std::monostate>(rules_); }

 private:
  std::variant<std::monostate, SpecifierSet, CondaSpec> rules_;
  bool names_local_ = false;

  [[nodiscard]] bool open() const;
};

}  // namespace envc
