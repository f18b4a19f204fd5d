#include "text/digest.hpp"

#include <fmt/format.h>
#include <nettle/sha2.h>

#include <array>
#include <cstdint>

namespace envc {

std::string sha256(std::string_view bytes) {
  sha256_ctx context;
  sha256_init(&context);
  // nettle's bytes are unsigned; aliasing by unsigned char is allowed.
  sha256_update(&context, bytes.size(), reinterpret_cast<const std::uint8_t*>(bytes.data()));
  std::array<std::uint8_t, SHA256_DIGEST_SIZE> digest{};
  sha256_digest(&context, digest.size(), digest.data());
  std::string out;
  out.reserve(2 * digest.size());
  for (const std::uint8_t byte : digest) out += fmt::format("{:02x}", byte);
  return out;
}

std::string checksum_line(std::string_view sha256, std::string_view path) {
  std::string name;
  for (const char c : path) name += c == '\\' ? std::string("\\\\") : std::string(1, c);
  return fmt::format("{}{}  {}", name == path ? "" : "\\", sha256, name);
}

}  // namespace envc
