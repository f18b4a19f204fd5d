// SHA-256 (FIPS 180-4), by libnettle.
#pragma once

#include <string>
#include <string_view>

namespace envc {

/// 64 lower-case hexadecimal digits.
std::string sha256(std::string_view bytes);

}  // namespace envc
