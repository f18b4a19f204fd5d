// An open file that closes itself, and errors of the system in a person's words.
#pragma once

#include "files/files.hpp"

#include <string>
#include <string_view>
#include <utility>

namespace envc {

/// "cannot write `x`: No space left on device"; `error` is an errno.
[[noreturn]] void refuse(std::string_view verb, std::string_view path, int error);

class Descriptor {
 public:
  Descriptor() = default;
  /// As open(2) with O_CLOEXEC; -1 in number() when it failed, errno says why.
  Descriptor(const std::string& path, int flags, unsigned mode = 0);
  Descriptor(Descriptor&& other) noexcept : number_(std::exchange(other.number_, -1)) {}
  Descriptor& operator=(Descriptor&& other) noexcept {
    std::swap(number_, other.number_);
    return *this;
  }
  ~Descriptor();

  [[nodiscard]] int number() const { return number_; }
  [[nodiscard]] bool open() const { return number_ >= 0; }
  /// 0, or the errno of a write that failed; network disks tell of a full one only here.
  int close();

 private:
  int number_ = -1;
};

/// Writes all bytes; 0 or an errno.
int write_all(int descriptor, std::string_view bytes);

}  // namespace envc
