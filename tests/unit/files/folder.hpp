// A temporary folder of a test's own, and what stands in it.
#pragma once

#include <sys/mount.h>
#include <unistd.h>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <string>

namespace envc {

class Folder {
 public:
  Folder() {
    std::string name = (std::filesystem::temp_directory_path() / "envc-files-XXXXXX").string();
    path_ = ::mkdtemp(name.data());
  }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;
  ~Folder() {
    if (mounted_) ::umount2(path_.c_str(), MNT_DETACH);
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
  }

  /// A disk of its own, so that it can be full or read-only even for root. False: this user may not mount.
  bool mount(const char* options) {
    mounted_ = ::mount("none", path_.c_str(), "tmpfs", 0, options) == 0;
    return mounted_;
  }
  bool make_read_only() { return ::mount("none", path_.c_str(), "tmpfs", MS_REMOUNT | MS_RDONLY, nullptr) == 0; }

  [[nodiscard]] std::string operator/(const std::string& name) const { return path_ + "/" + name; }
  [[nodiscard]] const std::string& path() const { return path_; }

  void put(const std::string& name, const std::string& bytes) const {
    std::filesystem::create_directories(std::filesystem::path(*this / name).parent_path());
    std::ofstream(*this / name, std::ios::binary) << bytes;
  }

  /// Every file below the folder and its bytes; links as `-> target`.
  [[nodiscard]] std::map<std::string, std::string> all() const {
    std::map<std::string, std::string> result;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(path_)) {
      const std::string name = entry.path().lexically_relative(path_).string();
      if (entry.is_symlink()) {
        result[name] = "-> " + std::filesystem::read_symlink(entry.path()).string();
      } else if (entry.is_regular_file()) {
        std::ifstream file(entry.path(), std::ios::binary);
        result[name] = {std::istreambuf_iterator<char>(file), {}};
      }
    }
    return result;
  }

 private:
  std::string path_;
  bool mounted_ = false;
};

}  // namespace envc
