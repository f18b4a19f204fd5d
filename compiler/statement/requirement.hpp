// Python requirements (PEP 508) with version specifiers (PEP 440), as far as their form goes.
#pragma once

#include "text/word_fault.hpp"

#include <string>
#include <string_view>

namespace envc {

struct Requirement {
  std::string name;        ///< as written
  std::string extras;      ///< `a,b`: canonical names, sorted, without brackets
  std::string specifiers;  ///< `>=1,<2`, as written
  std::string url;         ///< of `NAME @ URL`
  std::string marker;      ///< as written, without `;`
};

/// `torch`, `jax[cuda12]>=0.4`, `tomli; python_version<"3.11"`, `apex @ git+https://…`
ReadWord<Requirement> read_requirement(std::string_view text);

/// PEP 503: lower case, runs of `-`, `_` and `.` are one `-`.
std::string canonical_pip_name(std::string_view name);

/// A version of PEP 440, `1.0.dev1+cu118` and the like.
bool is_pep440_version(std::string_view text);

/// `python_version < "3.9" and sys_platform == "linux"`; a fault's offsets count from the marker's begin.
ReadWord<std::string> read_marker(std::string_view text);

}  // namespace envc
