// Environment markers of PEP 508: where a requirement holds.
#pragma once

#include "text/word_fault.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace envc {

/// What markers ask for. Empty: not known.
struct MarkerEnvironment {
  std::string python_version;       ///< `3.10`
  std::string python_full_version;  ///< `3.10.4`
  std::string platform_machine = "x86_64";
  std::string os_name = "posix";
  std::string sys_platform = "linux";
  std::string platform_system = "Linux";
  std::string platform_release;
  std::string platform_version;
  std::string platform_python_implementation = "CPython";
  std::string implementation_name = "cpython";
  std::string extra;  ///< the extra that is asked for, empty for none
};

/// CPython on Linux. `python` is `3.10` or `3.10.4`, or empty if it is not known; `machine` `x86_64` or `aarch64`.
MarkerEnvironment on_linux(std::string_view python, std::string_view machine);

/// `python_version < "3.9" and sys_platform == "linux"`; a fault's offsets count from the marker's begin.
ReadWord<std::string> read_marker(std::string_view text);

/// Whether the marker holds. nullopt: it asks what is not known, compares what cannot be compared, or is no marker.
/// An empty marker holds always. Where only `python_version` is known, a bound on `python_full_version` that all its
/// releases keep, or none, is decided, too.
std::optional<bool> applies(std::string_view marker, const MarkerEnvironment&);

}  // namespace envc
