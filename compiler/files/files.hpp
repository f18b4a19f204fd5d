// The one door to the disk.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace envc {

/// Why the machine refused (exit code 3), in a person's words: "cannot write `x/Dockerfile`: No space left on device".
struct MachineError {
  std::string message;
};

enum class FileKind : unsigned char { missing, regular, directory, other };

/// A file that a set writes: its bytes, and whether it may be executed.
struct FileToWrite {
  std::string path;
  std::string bytes;
  bool executable = false;
};

struct Files {
  virtual ~Files() = default;
  [[nodiscard]] virtual FileKind kind(const std::string& path) const = 0;
  /// nullopt: no such file. Throws MachineError when it is there but cannot be read.
  [[nodiscard]] virtual std::optional<std::string> read(const std::string& path) const = 0;
  /// Names in a directory (no `.` and `..`), sorted by bytes; empty if it is none.
  [[nodiscard]] virtual std::vector<std::string> list(const std::string& path) const = 0;
  /// The permission bits that a container sees (0644, 0755 …); 0 if missing.
  [[nodiscard]] virtual unsigned mode(const std::string& path) const = 0;
  /// All of them or none as far as one process can promise: all content is on disk under temporary names before the
  /// first rename; the first file of the list is renamed first. Files whose bytes and mode would not change are not
  /// touched. Missing directories are made. Throws MachineError; then no file of the set has changed.
  virtual void write_set(const std::vector<FileToWrite>& set) = 0;
};

}  // namespace envc
