// Rows of stdlib/wheels.toml: what names of wheels say of what they were made for.
#pragma once

#include <string_view>

namespace envc {

/// With which ABI of the C++ library the framework's own wheels are made.
struct WheelAbi {
  std::string_view from;   ///< from this release on
  std::string_view below;  ///< empty: the newest, too
  std::string_view build;  ///< `cu126`; empty: all
  std::string_view abi;    ///< `true`: the newer one; `false`
};

/// Addresses of indexes whose wheels are each made for one release of the framework and one of its builds.
struct WheelIndex {
  std::string_view packages;
  std::string_view pattern;
  std::string_view flag;  ///< how it is said to pip
};

/// A platform that no image has, by its tag; empty: any beginning, any end.
struct WheelPlatform {
  std::string_view begins;
  std::string_view ends;
  std::string_view shown;  ///< `Windows`
};

}  // namespace envc
