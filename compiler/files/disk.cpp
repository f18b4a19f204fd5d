#include "files/disk.hpp"

#include "files/descriptor.hpp"
#include "files/transaction.hpp"

#include <dirent.h>
#include <fcntl.h>
#include <nettle/sha2.h>
#include <sys/stat.h>
#include <unistd.h>
#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdlib>
#include <memory>

namespace envc {
namespace {

bool is_missing(int error) {
  return error == ENOENT || error == ENOTDIR;
}

/// Hands the file to `take` piece by piece until the end or until `take` says false. False: no such file.
template<typename Take>
bool read_pieces(const std::string& path, Take take) {
  const Descriptor file(path, O_RDONLY);
  if (!file.open()) {
    if (is_missing(errno)) return false;
    refuse("read", path, errno);
  }
  std::array<char, 65536> buffer;  // NOLINT(cppcoreguidelines-pro-type-member-init)
  while (true) {
    const ssize_t n = ::read(file.number(), buffer.data(), buffer.size());
    if (n < 0 && errno == EINTR) continue;
    if (n < 0) refuse("read", path, errno);
    if (n == 0 || !take(std::string_view(buffer.data(), static_cast<std::size_t>(n)))) return true;
  }
}

}  // namespace

FileKind DiskFiles::kind(const std::string& path) const {
  struct stat info {};
  if (::stat(path.c_str(), &info) != 0) {
    if (is_missing(errno) || errno == ELOOP) return FileKind::missing;
    refuse("read", path, errno);
  }
  if (S_ISREG(info.st_mode)) return FileKind::regular;
  return S_ISDIR(info.st_mode) ? FileKind::directory : FileKind::other;
}

std::optional<std::string> DiskFiles::read_start(const std::string& path, std::size_t limit) const {
  std::string bytes;
  const bool found = read_pieces(path, [&](std::string_view piece) {
    bytes.append(piece.substr(0, limit - bytes.size()));
    return bytes.size() < limit;
  });
  return found ? std::optional(std::move(bytes)) : std::nullopt;
}

std::string DiskFiles::digest(const std::string& path) const {
  sha256_ctx context;
  sha256_init(&context);
  const bool found = read_pieces(path, [&](std::string_view piece) {
    sha256_update(&context, piece.size(), reinterpret_cast<const std::uint8_t*>(piece.data()));
    return true;
  });
  if (!found) refuse("read", path, ENOENT);
  std::array<std::uint8_t, SHA256_DIGEST_SIZE> raw{};
  sha256_digest(&context, raw.size(), raw.data());
  std::string text;
  for (const std::uint8_t byte : raw) {
    text += "0123456789abcdef"[byte >> 4];
    text += "0123456789abcdef"[byte & 15];
  }
  return text;
}

std::vector<std::string> DiskFiles::list(const std::string& path) const {
  const std::unique_ptr<DIR, int (*)(DIR*)> folder(::opendir(path.c_str()), &::closedir);
  if (!folder) {
    if (is_missing(errno)) return {};
    refuse("read", path, errno);
  }
  std::vector<std::string> names;
  errno = 0;
  while (const dirent* entry = ::readdir(folder.get())) {
    const std::string_view name(static_cast<const char*>(entry->d_name));
    if (name != "." && name != "..") names.emplace_back(name);
    errno = 0;
  }
  if (errno != 0) refuse("read", path, errno);
  std::sort(names.begin(), names.end());
  return names;
}

unsigned DiskFiles::mode(const std::string& path) const {
  struct stat info {};
  if (::stat(path.c_str(), &info) != 0) return 0;
  return S_ISDIR(info.st_mode) || (info.st_mode & S_IXUSR) != 0 ? 0755 : 0644;
}

std::optional<std::string> DiskFiles::link(const std::string& path) const {
  std::array<char, 4096> target{};
  const ssize_t n = ::readlink(path.c_str(), target.data(), target.size());
  if (n < 0) return std::nullopt;
  return std::string(target.data(), static_cast<std::size_t>(n));
}

std::optional<std::string> DiskFiles::real(const std::string& path) const {
  const std::unique_ptr<char, void (*)(void*)> found(::realpath(path.empty() ? "." : path.c_str(), nullptr),
                                                     &std::free);
  if (!found) return std::nullopt;
  return std::string(found.get());
}

void DiskFiles::write_set(const std::vector<FileToWrite>& set) {
  if (!set.empty()) Transaction(*this, watch_, folder_of(set.front().path)).write(set);
}

void DiskFiles::recover(const std::string& folder) {
  Transaction(*this, watch_, folder).recover();
}

}  // namespace envc
