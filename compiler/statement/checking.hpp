// What a statement's check may use: the model being filled, the values of words, and the way to report a fault.
#pragma once

#include "statement/names.hpp"
#include "statement/statement.hpp"
#include "text/source.hpp"

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace envc {

class Checking {
 public:
  Checking(const Sources& sources, const Settings& settings, Diagnostics& diagnostics)
      : diagnostics_(diagnostics), settings_(settings), sources_(sources) {}

  Model model;
  Place* place = nullptr;  ///< inside a `place` block
  Job* job = nullptr;      ///< inside a `job` block

  /// The word with its holes filled. An unknown or unset name is reported once, the hole left as text.
  std::string value(const Word&);
  /// Header words, then body items, each filled.
  std::vector<Said<std::string>> values(const Statement&);
  /// False if a word of the statement names something that has no value; that is on the list already, so the
  /// statement is passed over. `check_statements` asks before it calls a row's check.
  bool names_known(const Statement&);
  /// The leading lines of the body; reports `secret` and `only` as not supported yet. A statement that has such lines
  /// and whose check never asks for them is reported.
  How how(const Statement&);
  /// The header as written, blanks folded.
  [[nodiscard]] std::string quote(const Statement&) const;
  /// The source's own text of a span.
  [[nodiscard]] std::string_view written(Span where) const { return sources_.text(where); }
  /// The span of value[begin, end) of a word; the whole word where quotes or holes make the two texts differ.
  [[nodiscard]] Span within(const Said<std::string>& word, std::size_t begin, std::size_t end) const;
  /// Where `mount env port display gpus slurm user` go: the job's, the place's or the file's settings.
  RunSettings& settings();
  /// Order in the file, counting from 1.
  std::uint32_t next_position() { return ++position_; }
  /// True the first time this key is said; the second time reports `said-twice` with both places. Keys hold for the
  /// scope (file, place, job) they are said in.
  bool first_time(std::string_view key, Span where);

  /// `NAME=value` / `NAME+=value`; reports what is no assignment or no variable name. nullopt when reported.
  std::optional<EnvVar> assignment(const Said<std::string>& word, bool may_prepend);
  /// Reports `too-few-words` / `too-many-words` against the row's form; true if the count of header words and items is
  /// in [least, most].
  bool takes(const Statement&, std::size_t least, std::size_t most);
  /// Keeps the statement's text in `Model::quotes`, for statements that stand once.
  void keep_quote(const Statement&);
  /// Paths. Each reports and gives nullopt. `project_path`: relative, stays inside the project, normalised (`./a//b` →
  /// `a/b`, `.` stays).
  std::optional<std::string> project_path(const Said<std::string>&);
  std::optional<std::string> image_path(const Said<std::string>&);

  void error(Kind, Span, std::string message, std::string help = {}, std::string here = {});
  void warn(Kind, Span, std::string message, std::string help = {}, std::string here = {});
  void report(Diagnostic);

  /// First pass over the tree: `let`s and the facts that words may name.
  void define_names(const Tree&);

  [[nodiscard]] Scope scope() const { return scope_; }

 private:
  friend void check_statements(const std::vector<Statement>&, Scope, Checking&);
  void check_one(const Statement&);
  void report_how_without_use(const Statement&);

  Diagnostics& diagnostics_;
  const Settings& settings_;
  const Sources& sources_;
  Names names_;
  std::map<std::string, Span, std::less<>> said_;  ///< keys begin with the number of their block
  Scope scope_ = at_file;
  std::uint32_t block_ = 0;   ///< the block that is being checked; 0 is the file
  std::uint32_t blocks_ = 0;  ///< blocks begun so far
  std::uint32_t position_ = 0;
  bool how_used_ = false;
};

/// Checks statements one by one: looks the keyword up for the scope, reports unknown ones with the nearest name.
void check_statements(const std::vector<Statement>&, Scope, Checking&);

}  // namespace envc
