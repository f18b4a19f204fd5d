#include "files/descriptor.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>
#include <cerrno>
#include <cstring>

namespace envc {

void refuse(std::string_view verb, std::string_view path, int error) {
  throw MachineError{fmt::format("cannot {} `{}`: {}", verb, path, std::strerror(error))};
}

Descriptor::Descriptor(const std::string& path, int flags, unsigned mode) {
  do {
    number_ = ::open(path.c_str(), flags | O_CLOEXEC, mode);
  } while (number_ < 0 && errno == EINTR);
}

Descriptor::~Descriptor() {
  close();
}

int Descriptor::close() {
  if (number_ < 0) return 0;
  const int result = ::close(std::exchange(number_, -1));
  return result == 0 || errno == EINTR ? 0 : errno;
}

int write_all(int descriptor, std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t n = ::write(descriptor, bytes.data(), bytes.size());
    if (n < 0 && errno == EINTR) continue;
    if (n < 0) return errno;
    bytes.remove_prefix(static_cast<std::size_t>(n));
  }
  return 0;
}

}  // namespace envc
