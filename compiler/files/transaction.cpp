#include "files/transaction.hpp"

#include "files/descriptor.hpp"
#include "text/presume.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>
#include <cerrno>

namespace envc {
namespace {

constexpr std::string_view journal_title = "envc journal 1";

/// Two runs in one folder (make -j) take turns. Disks that cannot lock go without.
Descriptor lock(const std::string& folder) {
  Descriptor descriptor(folder, O_RDONLY | O_DIRECTORY);
  if (descriptor.open()) {
    while (::flock(descriptor.number(), LOCK_EX) != 0 && errno == EINTR) {
    }
  }
  return descriptor;
}

void sync_folder(const std::string& folder) {
  const Descriptor descriptor(folder, O_RDONLY | O_DIRECTORY);
  if (descriptor.open()) ::fsync(descriptor.number());
}

/// A plain path that stays below the folder it is relative to.
bool plain(std::string_view path) {
  if (path.empty() || path.starts_with('/')) return false;
  const std::string wrapped = fmt::format("/{}/", path);
  return wrapped.find("/../") == std::string::npos && wrapped.find("/./") == std::string::npos;
}

}  // namespace

std::string folder_of(const std::string& path) {
  const std::size_t slash = path.rfind('/');
  if (slash == std::string::npos) return ".";
  return slash == 0 ? "/" : path.substr(0, slash);
}

std::string Transaction::beside(const std::string& target, std::string_view role) const {
  const std::size_t slash = target.rfind('/');
  const std::size_t name = slash == std::string::npos ? 0 : slash + 1;
  return path(fmt::format("{}{}{}.{}", target.substr(0, name), temporary_prefix, role, target.substr(name)));
}

std::string Transaction::journal() const {
  return path(fmt::format("{}journal", temporary_prefix));
}
std::string Transaction::commit() const {
  return path(fmt::format("{}commit", temporary_prefix));
}

void Transaction::write(const std::vector<FileToWrite>& set) {
  std::vector<Change> todo;
  try {
    make_folders(folder_);
    const Descriptor held = lock(folder_);
    recover_locked();
    todo = changes(set);
    if (todo.empty()) return;
    for (const Change& change : todo) make_folders(folder_of(path(change.target)));
    write_journal(todo);
    prepare(todo);
    watch_("commit");
    if (::rename(journal().c_str(), commit().c_str()) != 0) refuse("write", commit(), errno);
    sync_folder(folder_);
    rename_all(todo);
    watch_("clean");
    clean(todo);
  } catch (...) {
    undo(todo);
    throw;
  }
}

bool Transaction::inside(const std::string& path) const {
  const auto outer = files_.real(folder_);
  const auto inner = files_.real(path);
  return outer && inner && (*inner == *outer || inner->starts_with(*outer == "/" ? *outer : *outer + "/"));
}

/// The path, relative to the folder, of the file that is really written: a link is followed inside the folder.
std::string Transaction::target_of(const FileToWrite& file) const {
  const std::string prefix = folder_ == "/" ? folder_ : folder_ + "/";
  std::string target = file.path;
  if (target.starts_with(prefix)) target = target.substr(prefix.size());
  presume(plain(target), "a set of files lies in one folder");

  const bool folder_is_there = files_.kind(folder_of(path(target))) == FileKind::directory;
  if (folder_is_there && !inside(folder_of(path(target))))
    throw MachineError{fmt::format("cannot write `{}`: its folder is a link out of `{}`", file.path, folder_)};
  const auto link = files_.link(path(target));
  if (!link) return target;
  const auto real = files_.real(path(target));
  if (!real)
    throw MachineError{fmt::format("cannot write `{}`: it is a link to `{}`, which is no file", file.path, *link)};
  if (!inside(path(target)))
    throw MachineError{fmt::format("cannot write `{}`: it is a link to `{}`, outside its folder", file.path, *link)};
  const std::string root = *files_.real(folder_);
  return real->substr(root == "/" ? 1 : root.size() + 1);
}

std::vector<Transaction::Change> Transaction::changes(const std::vector<FileToWrite>& set) const {
  std::vector<Change> result;
  for (const FileToWrite& file : set) {
    Change change{.target = target_of(file), .old_digest = {}, .file = &file};
    const std::string where = path(change.target);
    struct stat info {};
    if (::lstat(where.c_str(), &info) == 0) {
      if (S_ISDIR(info.st_mode)) refuse("write", file.path, EISDIR);
      if (!S_ISREG(info.st_mode))
        throw MachineError{fmt::format("cannot write `{}`: it is no regular file", file.path)};
      const auto old = files_.read(where);
      if (old == file.bytes && ((info.st_mode & S_IXUSR) != 0) == file.executable) continue;
      change.old_digest = files_.digest(where);
      change.mode = info.st_mode & 0777;
      change.owner = info.st_uid;
      change.group = info.st_gid;
    } else if (errno != ENOENT) {
      refuse("write", file.path, errno);
    }
    result.push_back(std::move(change));
  }
  return result;
}

void Transaction::make_folders(const std::string& path) {
  if (path.empty() || files_.kind(path) == FileKind::directory) return;
  if (folder_of(path) != path) make_folders(folder_of(path));
  watch_("folder");
  if (::mkdir(path.c_str(), 0777) == 0)
    made_folders_.push_back(path);
  else if (errno != EEXIST)
    refuse("make the folder", path, errno);
  else if (files_.kind(path) != FileKind::directory)
    refuse("make the folder", path, ENOTDIR);
}

void Transaction::write_journal(const std::vector<Change>& changes) {
  std::string text = fmt::format("{}\n", journal_title);
  for (const Change& change : changes) {
    text.append(change.target).push_back('\0');
    text.append(change.old_digest).push_back('\0');
  }
  watch_("journal");
  ::unlink(journal().c_str());
  Descriptor file(journal(), O_WRONLY | O_CREAT | O_EXCL, 0666);
  if (!file.open()) refuse("write into", folder_, errno);
  if (const int error = write_all(file.number(), text)) refuse("write into", folder_, error);
  if (::fsync(file.number()) != 0) refuse("write into", folder_, errno);
  if (const int error = file.close()) refuse("write into", folder_, error);
}

void Transaction::prepare(const std::vector<Change>& changes) {
  std::vector<Descriptor> written;
  for (const Change& change : changes) {
    watch_("write");
    const std::string name = beside(change.target, "new");
    ::unlink(name.c_str());
    // A new file gets what the umask allows; an old one keeps its permissions but for the execute bits.
    Descriptor file(name, O_WRONLY | O_CREAT | O_EXCL, change.file->executable ? 0777 : 0666);
    if (!file.open()) refuse("write", change.file->path, errno);
    if (const int error = write_all(file.number(), change.file->bytes)) refuse("write", change.file->path, error);
    if (change.mode != 0) {
      const unsigned readable = (change.mode & 0444) >> 2;
      const unsigned mode = change.file->executable ? change.mode | readable : change.mode & ~0111U;
      // Only root can give files away; for others the owner is already right or cannot be helped.
      if (::geteuid() == 0) (void)!::fchown(file.number(), change.owner, change.group);
      if (::fchmod(file.number(), mode) != 0) refuse("write", change.file->path, errno);
    }
    written.push_back(std::move(file));
  }
  // All are written before the first is waited for: the disk is then waited for once.
  for (std::size_t i = 0; i < written.size(); ++i) {
    watch_("sync");
    if (::fsync(written[i].number()) != 0) refuse("write", changes[i].file->path, errno);
    if (const int error = written[i].close()) refuse("write", changes[i].file->path, error);
  }
}

void Transaction::rename_all(std::vector<Change>& changes) {
  for (Change& change : changes) {
    watch_("rename");
    const std::string where = path(change.target);
    if (!change.old_digest.empty()) {
      const std::string old = beside(change.target, "old");
      ::unlink(old.c_str());
      // Disks without hard links: the set is still renamed, but a failing rename could not be taken back.
      change.kept_old = ::link(where.c_str(), old.c_str()) == 0;
    }
    if (::rename(beside(change.target, "new").c_str(), where.c_str()) != 0) refuse("write", change.file->path, errno);
    change.renamed = true;
  }
}

void Transaction::undo(const std::vector<Change>& changes) noexcept {
  for (const Change& change : changes) {
    if (!change.renamed) continue;
    if (change.kept_old)
      ::rename(beside(change.target, "old").c_str(), path(change.target).c_str());
    else if (change.old_digest.empty())
      ::unlink(path(change.target).c_str());
  }
  clean(changes);
  for (auto made = made_folders_.rbegin(); made != made_folders_.rend(); ++made) ::rmdir(made->c_str());
}

void Transaction::clean(const std::vector<Change>& changes) noexcept {
  for (const Change& change : changes) {
    ::unlink(beside(change.target, "new").c_str());
    ::unlink(beside(change.target, "old").c_str());
  }
  // The journal last: as long as anything is left over, it says so.
  ::unlink(journal().c_str());
  ::unlink(commit().c_str());
}

void Transaction::recover() {
  if (files_.kind(folder_) == FileKind::directory && ::access(folder_.c_str(), X_OK) != 0)
    refuse("open", folder_, errno);
  if (files_.kind(journal()) == FileKind::missing && files_.kind(commit()) == FileKind::missing) return;
  const Descriptor held = lock(folder_);
  recover_locked();
}

void Transaction::recover_locked() {
  for (const bool committed : {true, false}) {
    const std::string journal_path = committed ? commit() : journal();
    if (files_.kind(journal_path) == FileKind::missing) continue;
    const std::vector<Change> left = read_journal(journal_path);
    for (const Change& change : left) {
      const std::string where = path(change.target);
      const bool there = files_.kind(where) != FileKind::missing;
      const bool same = there ? files_.digest(where) == change.old_digest : change.old_digest.empty();
      // A target that somebody has changed since is theirs: only the leftovers go.
      if (!committed || !same || files_.kind(beside(change.target, "new")) == FileKind::missing) continue;
      watch_("recover");
      if (::rename(beside(change.target, "new").c_str(), where.c_str()) != 0) refuse("write", where, errno);
    }
    clean(left);
    if (files_.kind(journal_path) != FileKind::missing) refuse("remove", journal_path, EACCES);
  }
}

/// The targets of a journal. It may come from a folder that somebody else packed: paths out of the folder are ignored.
std::vector<Transaction::Change> Transaction::read_journal(const std::string& journal_path) const {
  std::vector<Change> result;
  const std::string text = files_.read(journal_path).value_or("");
  const std::string title = fmt::format("{}\n", journal_title);
  std::vector<std::string> fields;
  if (text.starts_with(title)) {
    for (std::size_t at = title.size(); at < text.size();) {
      const std::size_t end = text.find('\0', at);
      if (end == std::string::npos) break;
      fields.push_back(text.substr(at, end - at));
      at = end + 1;
    }
  }
  for (std::size_t i = 0; i + 1 < fields.size(); i += 2) {
    if (plain(fields[i]) && inside(folder_of(path(fields[i]))))
      result.push_back({.target = fields[i], .old_digest = fields[i + 1]});
  }
  return result;
}

}  // namespace envc
