// Files in memory for tests: they record what was read and written.
#pragma once

#include "files/files.hpp"

#include <map>
#include <set>

namespace envc {

class MemoryFiles : public Files {
 public:
  struct File {
    std::string bytes;
    bool executable = false;
    std::optional<std::string> link = {};  ///< a symbolic link, and where it leads
  };

  std::map<std::string, File> files;   ///< by normal path: no `./`, no `//`; folders are implied
  std::set<std::string> unreadable;    ///< these throw MachineError when read
  std::optional<MachineError> refuse;  ///< write_set throws this
  mutable std::vector<std::string> reads;
  std::vector<std::string> written;  ///< what write_set really changed, in order

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
  [[nodiscard]] std::optional<std::string> resolved(const std::string& path) const;
};

}  // namespace envc
