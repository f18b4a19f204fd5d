// The real disk.
#pragma once

#include "files/files.hpp"

#include <functional>

namespace envc {

class DiskFiles : public Files {
 public:
  /// Called before each change to the disk with what is about to happen (`write`, `commit`, `rename` …), so that a test
  /// can fail or kill the process exactly there.
  using Watch = std::function<void(std::string_view)>;

  DiskFiles() = default;
  explicit DiskFiles(Watch watch) : watch_(std::move(watch)) {}

  [[nodiscard]] FileKind kind(const std::string& path) const override;
  [[nodiscard]] std::optional<std::string> read_start(const std::string& path, std::size_t limit) const override;
  [[nodiscard]] std::string digest(const std::string& path) const override;
  [[nodiscard]] std::vector<std::string> list(const std::string& path) const override;
  [[nodiscard]] unsigned mode(const std::string& path) const override;
  [[nodiscard]] std::optional<std::string> link(const std::string& path) const override;
  [[nodiscard]] std::optional<std::string> real(const std::string& path) const override;
  void write_set(const std::vector<FileToWrite>& set) override;
  void recover(const std::string& folder) override;

 private:
  Watch watch_ = [](std::string_view) {};
};

}  // namespace envc
