// What `apt`, `conda` and `pip` have in common: a pasted install line becomes a package statement.
#pragma once

#include "statement/checking.hpp"
#include "statement/flags.hpp"
#include "text/word_fault.hpp"

#include <span>
#include <string>
#include <string_view>

namespace envc {

/// What one manager knows.
struct ManagerForm {
  Manager manager;
  std::span<const Flag> flags;
  Kind fault;  ///< of a word that is no package
  /// A flag that is neither dropped nor passed on.
  void (*take_flag)(const GivenFlag&, PackageStatement&, Checking&);
  /// A word that is no flag; `statement.remove` tells whether it is taken out.
  void (*take_word)(const PackageWord&, PackageStatement&, Checking&);
  /// What to write instead of a command such as `apt update`.
  std::string_view (*instead_of)(std::string_view verb);
};

void check_packages(const Statement&, Checking&, const ManagerForm&);
void check_apt(const Statement&, Checking&);
void check_conda(const Statement&, Checking&);
void check_pip(const Statement&, Checking&);

/// Adds the package unless it was said before (then that is reported). `variation`: what makes two of one name differ,
/// such as extras.
void add_package(Package, std::string_view variation, PackageStatement&, Checking&);

/// Reports a fault inside a word.
void report_fault(const WordFault&, const Said<std::string>& word, Kind, std::string_view keyword, Checking&);

}  // namespace envc
