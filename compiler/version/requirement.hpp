// Python requirements: PEP 508, with the versions of PEP 440.
#pragma once

#include "text/word_fault.hpp"
#include "version/pep440.hpp"

#include <string>
#include <string_view>

namespace envc {

struct Requirement {
  std::string name;        ///< as written
  std::string head;        ///< name and extras, as written
  std::string extras;      ///< `a,b`: canonical names, sorted, without brackets
  std::string specifiers;  ///< `>=1,<2`, as written
  SpecifierSet versions;   ///< the same, understood
  std::string url;         ///< of `NAME @ URL`
  std::string marker;      ///< as written, without `;`
};

/// `torch`, `jax[cuda12]>=0.4`, `tomli; python_version<"3.11"`, `apex @ git+https://…`
ReadWord<Requirement> read_requirement(std::string_view text);

/// Versions alone, as they follow the name: `>=1,<2`, `(>=1,<2)`, or nothing.
ReadWord<SpecifierSet> read_specifiers(std::string_view text);

/// PEP 503: lower case, runs of `-`, `_` and `.` are one `-`.
std::string canonical_pip_name(std::string_view name);

}  // namespace envc
