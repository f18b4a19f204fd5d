// A project as a git revision has it.
#pragma once

#include "command/command.hpp"

#include <map>
#include <memory>
#include <string>
#include <vector>

namespace envc {

/// A repository, as git tells of it.
class Repository {
 public:
  /// The one that holds the folder. Throws MachineError where git is missing or the folder is in none.
  Repository(const Terminal&, const std::string& folder);

  /// What git prints; throws MachineError with git's own words where it fails.
  [[nodiscard]] std::string git(const std::vector<std::string>& arguments) const;
  /// The same, but a failure is nullopt.
  [[nodiscard]] std::optional<std::string> ask(const std::vector<std::string>& arguments) const;
  /// The commit that a revision names; nullopt: none.
  [[nodiscard]] std::optional<std::string> commit(const std::string& revision) const;
  /// From the repository's top to the folder: `lab/`, or nothing.
  [[nodiscard]] const std::string& prefix() const { return prefix_; }

 private:
  const Terminal& terminal_;
  std::string folder_;
  std::string prefix_;
};

/// The files of one commit, read as they are asked for. Paths start at the repository's top.
class RevisionFiles : public Files {
 public:
  RevisionFiles(const Repository&, const std::string& commit);

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
  struct Entry {
    std::string mode;
    std::string hash;
  };
  /// Where the path leads once its links are followed; nullopt: nowhere in the commit.
  [[nodiscard]] std::optional<std::string> followed(const std::string& path) const;
  [[nodiscard]] const Entry* entry(const std::string& plain) const;
  [[nodiscard]] bool is_folder(const std::string& plain) const;
  [[nodiscard]] const std::string& blob(const std::string& hash) const;

  const Repository& repository_;
  std::map<std::string, Entry> entries_;
  mutable std::map<std::string, std::string> blobs_;
};

}  // namespace envc
