// The one door to the disk.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace envc {

/// Why the machine refused (exit code 3), in a person's words: "cannot write `x/Dockerfile`: No space left on device".
struct MachineError {
  std::string message;
  std::string help = {};  ///< what to do about it; may be empty
};

enum class FileKind : unsigned char { missing, regular, directory, other };

/// A file that a set writes: its bytes, and whether it may be executed.
struct FileToWrite {
  std::string path;
  std::string bytes;
  bool executable = false;
};

/// Names of files that envc itself leaves for a moment (or after a kill) begin with this.
inline constexpr std::string_view temporary_prefix = ".envc-tmp.";

/// Relative paths start at the current folder. Links are followed except where it says otherwise.
struct Files {
  virtual ~Files() = default;
  [[nodiscard]] virtual FileKind kind(const std::string& path) const = 0;
  /// At most `limit` bytes from the file's start. nullopt: no such file. Throws MachineError when it is there but
  /// cannot be read. Pipes and devices can be read too.
  [[nodiscard]] virtual std::optional<std::string> read_start(const std::string& path, std::size_t limit) const = 0;
  /// The whole file; otherwise as read_start.
  [[nodiscard]] std::optional<std::string> read(const std::string& path) const {
    return read_start(path, std::size_t(-1));
  }
  /// SHA-256 of the bytes of a file of any size, as 64 digits. Throws MachineError, also when it is missing.
  [[nodiscard]] virtual std::string digest(const std::string& path) const = 0;
  /// Names in a directory (no `.` and `..`), sorted by bytes; empty if it is none.
  [[nodiscard]] virtual std::vector<std::string> list(const std::string& path) const = 0;
  /// 0755 for directories and what its owner may execute, else 0644: what version control keeps, so that a hash over
  /// it is the same on every machine. 0 if missing.
  [[nodiscard]] virtual unsigned mode(const std::string& path) const = 0;
  /// Where a symbolic link leads, as written in it; nullopt if it is none.
  [[nodiscard]] virtual std::optional<std::string> link(const std::string& path) const = 0;
  /// The absolute path without links, `.` and `..`; nullopt: no such file.
  [[nodiscard]] virtual std::optional<std::string> real(const std::string& path) const = 0;
  /// All of them or none as far as one process can promise: all content is on disk under temporary names before the
  /// first rename; the first file of the list is renamed first. All lie in the folder of the first or below it. Files
  /// whose bytes and mode would not change are not touched. Missing directories are made. A link is followed inside
  /// that folder and refused out of it. Throws MachineError; then no file of the set has changed.
  virtual void write_set(const std::vector<FileToWrite>& set) = 0;
  /// Completes or undoes a write_set into this folder that was killed. Throws MachineError.
  virtual void recover(const std::string& folder) = 0;
};

}  // namespace envc
