// What a wheel's file name says of what it was made for.
#pragma once

#include "facts/facts.hpp"

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace envc {

/// NAME-VERSION[-BUILD]-PYTHON-ABI-PLATFORM.whl (the wheel format, PEP 427).
struct WheelName {
  std::string name;                    ///< as the index spells it: `flash-attn`
  std::string version;                 ///< without a local part
  std::string local;                   ///< `cu12torch2.6cxx11abiFALSE`; empty: none
  std::string python;                  ///< `3.10` of cp310; empty: several, or any
  std::string glibc;                   ///< `2.28` of manylinux_2_28_x86_64; empty: not said
  std::vector<std::string> platforms;  ///< `linux_x86_64`
};
/// nullopt: the address is not that of a wheel.
std::optional<WheelName> wheel_of(std::string_view address);

/// What its local version says.
struct MadeFor {
  std::string framework;  ///< `2.6`; empty: not said
  std::string cuda;       ///< `12`, `12.2`; empty: not said
  std::string abi;        ///< `true`, `false`; empty: not said
};
MadeFor made_for(const Facts&, const WheelName&);

/// The platform that it is for, where no image is of it: `Windows`; empty: it fits, or is not known.
std::string_view other_platform(const Facts&, const WheelName&);

/// The ABI of the framework's own wheel; empty: not known.
std::string_view abi_of(const Facts&, const FrameworkBuild&);

/// The CUDA of `12`, `118` or `92`: a major version that the tables have, else the last digit is the minor one.
std::string cuda_of_digits(const Facts&, std::string_view digits);

}  // namespace envc
