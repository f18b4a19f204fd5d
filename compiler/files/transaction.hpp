// A set of files written whole or not at all, also when the process is killed in between.
//
// 1. `.envc-tmp.journal` lists the targets. 2. Every content stands in `.envc-tmp.new.NAME` beside its target, on the
// disk. 3. The journal is renamed to `.envc-tmp.commit`: from here on the set counts as written. 4. Each content is
// renamed to its target; the old file stays as `.envc-tmp.old.NAME` until all are there. 5. What is left over goes.
// A run killed before 3 is undone by the next one, a run killed after it is completed.
#pragma once

#include "files/disk.hpp"

#include <string>
#include <vector>

namespace envc {

/// The folder that a path lies in; `.` for a bare name.
std::string folder_of(const std::string& path);

class Transaction {
 public:
  Transaction(const Files& files, const DiskFiles::Watch& watch, std::string folder)
      : files_(files), watch_(watch), folder_(std::move(folder)) {}

  void write(const std::vector<FileToWrite>& set);
  void recover();

 private:
  /// One file that really changes. Paths are relative to the folder, links are followed already.
  struct Change {
    std::string target;
    std::string old_digest;  ///< empty: there was no file
    const FileToWrite* file = nullptr;
    unsigned mode = 0;  ///< of the old file; 0: there was none
    unsigned owner = 0;
    unsigned group = 0;
    bool renamed = false;
    bool kept_old = false;
  };

  [[nodiscard]] std::string path(const std::string& target) const { return folder_ + "/" + target; }
  [[nodiscard]] std::string beside(const std::string& target, std::string_view role) const;
  [[nodiscard]] std::string journal() const;
  [[nodiscard]] std::string commit() const;

  [[nodiscard]] std::vector<Change> changes(const std::vector<FileToWrite>& set) const;
  [[nodiscard]] std::string target_of(const FileToWrite& file) const;
  void make_folders(const std::string& path);
  void write_journal(const std::vector<Change>& changes);
  void prepare(const std::vector<Change>& changes);
  void rename_all(std::vector<Change>& changes);
  void undo(const std::vector<Change>& changes) noexcept;
  void clean(const std::vector<Change>& changes) noexcept;
  void recover_locked();
  [[nodiscard]] std::vector<Change> read_journal(const std::string& path) const;
  [[nodiscard]] bool inside(const std::string& path) const;

  const Files& files_;
  const DiskFiles::Watch& watch_;
  std::string folder_;
  std::vector<std::string> made_folders_;
};

}  // namespace envc
