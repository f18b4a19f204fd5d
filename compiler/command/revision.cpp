#include "command/revision.hpp"

#include "text/digest.hpp"
#include "text/nearest.hpp"
#include "text/presume.hpp"

#include <fmt/format.h>
#include <algorithm>
#include <filesystem>
#include <set>

namespace envc {
namespace {

std::string without_line_end(std::string text) {
  while (text.ends_with('\n')) text.pop_back();
  return text;
}

/// `./a/../b/` is `b`, the top is nothing.
std::string normal(const std::filesystem::path& path) {
  std::string text = path.lexically_normal().string();
  while (text.ends_with('/')) text.pop_back();
  return text == "." ? "" : text;
}

Finished run_git(const Terminal& terminal, const std::string& folder, const std::vector<std::string>& arguments) {
  std::vector<std::string> command{"git", "-C", folder};
  command.insert(command.end(), arguments.begin(), arguments.end());
  Finished outcome = terminal.run ? terminal.run(command) : Finished{};
  if (!outcome.started) throw MachineError{"cannot run `git`: there is no such program", "install git"};
  return outcome;
}

}  // namespace

Repository::Repository(const Terminal& terminal, const std::string& folder) : terminal_(terminal), folder_(folder) {
  prefix_ = without_line_end(git({"rev-parse", "--show-prefix"}));
}

std::string Repository::git(const std::vector<std::string>& arguments) const {
  Finished outcome = run_git(terminal_, folder_, arguments);
  if (outcome.status != 0) throw MachineError{fmt::format("git says: {}", without_line_end(outcome.err))};
  return std::move(outcome.out);
}

std::optional<std::string> Repository::ask(const std::vector<std::string>& arguments) const {
  Finished outcome = run_git(terminal_, folder_, arguments);
  if (outcome.status != 0) return std::nullopt;
  return std::move(outcome.out);
}

std::optional<std::string> Repository::commit(const std::string& revision) const {
  if (revision.starts_with('-')) return std::nullopt;
  auto hash = ask({"rev-parse", "--verify", "--quiet", revision + "^{commit}"});
  return hash ? std::optional(without_line_end(*hash)) : std::nullopt;
}

RevisionFiles::RevisionFiles(const Repository& repository, const std::string& commit) : repository_(repository) {
  // MODE TYPE HASH<tab>PATH<NUL>
  const std::string tree = repository.git({"ls-tree", "-r", "-z", "--full-tree", commit});
  for (std::size_t at = 0; at < tree.size();) {
    const std::size_t end = std::min(tree.find('\0', at), tree.size());
    const std::size_t tab = tree.find('\t', at);
    const std::size_t type = tree.find(' ', at);
    const std::size_t hash = tree.find(' ', type + 1);
    presume(tab < end && hash < tab, "git ls-tree prints another form");
    entries_[tree.substr(tab + 1, end - tab - 1)] = {tree.substr(at, type - at), tree.substr(hash + 1, tab - hash - 1)};
    at = end + 1;
  }
}

const RevisionFiles::Entry* RevisionFiles::entry(const std::string& plain) const {
  const auto found = entries_.find(plain);
  return found == entries_.end() ? nullptr : &found->second;
}

bool RevisionFiles::is_folder(const std::string& plain) const {
  if (plain.empty()) return true;
  const auto first = entries_.lower_bound(plain + "/");
  return first != entries_.end() && first->first.starts_with(plain + "/");
}

std::optional<std::string> RevisionFiles::followed(const std::string& path) const {
  constexpr int most_links = 40;  // as Linux
  std::string plain = normal(path);
  for (int links = 0; links < most_links; ++links) {
    // The first part of the path that is a link, if one is.
    std::size_t end = 0;
    const Entry* found = nullptr;
    while (end < plain.size() && (found == nullptr || found->mode != "120000")) {
      end = std::min(plain.find('/', end + 1), plain.size());
      found = entry(plain.substr(0, end));
    }
    if (found == nullptr || found->mode != "120000")
      return entry(plain) != nullptr || is_folder(plain) ? std::optional(plain) : std::nullopt;
    const std::filesystem::path here = std::filesystem::path(plain.substr(0, end)).parent_path();
    plain = normal((here / blob(found->hash)).string() + plain.substr(end));
    if (plain.starts_with('/') || plain == ".." || plain.starts_with("../")) return std::nullopt;
  }
  return std::nullopt;
}

const std::string& RevisionFiles::blob(const std::string& hash) const {
  const auto [place, fresh] = blobs_.try_emplace(hash);
  if (fresh) place->second = repository_.git({"cat-file", "blob", hash});
  return place->second;
}

FileKind RevisionFiles::kind(const std::string& path) const {
  const auto plain = followed(path);
  if (!plain) return FileKind::missing;
  const Entry* const found = entry(*plain);
  if (found == nullptr) return FileKind::directory;
  return found->mode == "160000" ? FileKind::other : FileKind::regular;  // a submodule's commit is not here
}

std::optional<std::string> RevisionFiles::read_start(const std::string& path, std::size_t limit) const {
  if (kind(path) != FileKind::regular) return std::nullopt;
  return blob(entry(*followed(path))->hash).substr(0, limit);
}

std::string RevisionFiles::digest(const std::string& path) const {
  const auto bytes = read(path);
  if (!bytes) throw MachineError{fmt::format("cannot read {}: no such file in the revision", envc::quoted(path))};
  return sha256(*bytes);
}

std::vector<std::string> RevisionFiles::list(const std::string& path) const {
  const auto plain = followed(path);
  if (!plain) return {};
  const std::string below = plain->empty() ? "" : *plain + "/";
  std::set<std::string> names;
  for (auto each = entries_.lower_bound(below); each != entries_.end() && each->first.starts_with(below); ++each) {
    names.insert(each->first.substr(below.size(), each->first.find('/', below.size()) - below.size()));
  }
  return {names.begin(), names.end()};
}

unsigned RevisionFiles::mode(const std::string& path) const {
  const auto plain = followed(path);
  if (!plain) return 0;
  const Entry* const found = entry(*plain);
  return found == nullptr || found->mode == "100755" ? 0755 : 0644;
}

std::optional<std::string> RevisionFiles::link(const std::string& path) const {
  const std::string plain = normal(path);
  const auto folder = followed(std::filesystem::path(plain).parent_path().string());
  if (!folder) return std::nullopt;
  const Entry* const found = entry(normal(std::filesystem::path(*folder) / std::filesystem::path(plain).filename()));
  return found != nullptr && found->mode == "120000" ? std::optional(blob(found->hash)) : std::nullopt;
}

std::optional<std::string> RevisionFiles::real(const std::string& path) const {
  const auto plain = followed(path);
  return plain ? std::optional("/" + *plain) : std::nullopt;
}

void RevisionFiles::write_set(const std::vector<FileToWrite>& set) {
  presume(set.empty(), "a revision cannot be written to");
}

void RevisionFiles::recover(const std::string& folder) {
  presume(folder.empty(), "a revision cannot be written to");
}

}  // namespace envc
