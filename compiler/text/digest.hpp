// SHA-256 (FIPS 180-4), by libnettle.
#pragma once

#include <string>
#include <string_view>

namespace envc {

/// 64 lower-case hexadecimal digits.
std::string sha256(std::string_view bytes);

/// A line as sha256sum prints it, without its end: a name with a backslash is escaped and the line marked.
std::string checksum_line(std::string_view sha256, std::string_view path);

}  // namespace envc
