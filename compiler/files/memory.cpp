#include "files/memory.hpp"

#include "text/digest.hpp"

#include <fmt/format.h>
#include <filesystem>

namespace envc {
namespace {

/// `./a//b/` → `a/b`; the current folder is the empty path.
std::string normal(const std::string& path) {
  std::string text = std::filesystem::path(path).lexically_normal().string();
  if (text.size() > 1 && text.ends_with('/')) text.pop_back();
  return text == "." ? "" : text;
}

}  // namespace

std::optional<std::string> MemoryFiles::resolved(const std::string& path) const {
  std::string at = normal(path);
  for (int links = 0; links < 40; ++links) {
    // The first component that is a link is replaced by where it leads.
    std::size_t end = 0;
    bool replaced = false;
    while (end != std::string::npos && !replaced) {
      end = at.find('/', end + 1);
      const std::string head = at.substr(0, end);
      const auto found = files.find(head);
      if (found == files.end() || !found->second.link) continue;
      const std::filesystem::path target(*found->second.link);
      const std::string tail = end == std::string::npos ? "" : at.substr(end + 1);
      at = normal((std::filesystem::path(head).parent_path() / target / tail).string());
      replaced = true;
    }
    if (!replaced) return at;
  }
  return std::nullopt;
}

FileKind MemoryFiles::kind(const std::string& path) const {
  const auto at = resolved(path);
  if (!at) return FileKind::missing;
  if (at->empty() || *at == "/") return FileKind::directory;
  if (files.contains(*at)) return FileKind::regular;
  const auto below = files.lower_bound(*at + "/");
  const bool folder = below != files.end() && below->first.starts_with(*at + "/");
  return folder ? FileKind::directory : FileKind::missing;
}

std::optional<std::string> MemoryFiles::read_start(const std::string& path, std::size_t limit) const {
  reads.push_back(normal(path));
  const auto at = resolved(path);
  if (at && unreadable.contains(*at)) throw MachineError{fmt::format("cannot read `{}`: Permission denied", path)};
  if (kind(path) == FileKind::directory) throw MachineError{fmt::format("cannot read `{}`: Is a directory", path)};
  if (!at || !files.contains(*at)) return std::nullopt;
  return files.at(*at).bytes.substr(0, limit);
}

std::string MemoryFiles::digest(const std::string& path) const {
  const auto bytes = read(path);
  if (!bytes) throw MachineError{fmt::format("cannot read `{}`: No such file or directory", path)};
  return sha256(*bytes);
}

std::vector<std::string> MemoryFiles::list(const std::string& path) const {
  const auto at = resolved(path);
  if (!at || kind(path) != FileKind::directory) return {};
  const std::string prefix = at->empty() || *at == "/" ? *at : *at + "/";
  std::set<std::string> names;
  for (auto file = files.lower_bound(prefix); file != files.end() && file->first.starts_with(prefix); ++file) {
    const std::string rest = file->first.substr(prefix.size());
    if (!rest.starts_with('/')) names.insert(rest.substr(0, rest.find('/')));
  }
  return {names.begin(), names.end()};
}

unsigned MemoryFiles::mode(const std::string& path) const {
  switch (kind(path)) {
    case FileKind::missing:
      return 0;
    case FileKind::directory:
      return 0755;
    default:
      return files.at(*resolved(path)).executable ? 0755 : 0644;
  }
}

std::optional<std::string> MemoryFiles::link(const std::string& path) const {
  const std::filesystem::path normal_path(normal(path));
  const auto parent = resolved(normal_path.parent_path().string());
  if (!parent) return std::nullopt;
  const auto found = files.find(normal((std::filesystem::path(*parent) / normal_path.filename()).string()));
  return found == files.end() ? std::nullopt : found->second.link;
}

std::optional<std::string> MemoryFiles::real(const std::string& path) const {
  if (kind(path) == FileKind::missing) return std::nullopt;
  const std::string at = *resolved(path);
  return at.starts_with('/') ? at : "/current" + (at.empty() ? "" : "/" + at);
}

void MemoryFiles::write_set(const std::vector<FileToWrite>& set) {
  if (refuse) throw MachineError(*refuse);
  for (const FileToWrite& file : set) {
    const std::string path = resolved(file.path).value_or(normal(file.path));
    const auto old = files.find(path);
    if (old != files.end() && old->second.bytes == file.bytes && old->second.executable == file.executable) continue;
    files[path] = {file.bytes, file.executable};
    written.push_back(path);
  }
}

void MemoryFiles::recover(const std::string& /*folder*/) {}

}  // namespace envc
