// One real conflict, told in this language: what envc says of it, and what it does by itself.
//
//   [[case]]
//   id, source, date   where it happened: owner/repository#number, and when, where the thread was read for it
//   env                one or more texts of a project.env; the answer holds for each of them
//   files              files of the project, path = text
//   verdict            error: refused · warning: compiled and warned of · fine: compiled, and right without being told
//   kind               the diagnostic that says it; none where the verdict is fine
//   also               other warnings that are right here
//   names              what the answer must name: in the messages, or, where the verdict is fine, in the files
//   absent             what must stand in none of the files
//   because            why the verdict is not the one that the thread's own build had
//   pending            what is still missing: the case is reported, not checked
#pragma once

#include <map>
#include <string>
#include <vector>

namespace envc {

struct Situation {
  std::string id = {};
  std::string source = {};
  std::string date = {};
  std::vector<std::string> env = {};
  std::map<std::string, std::string> files = {};
  std::string verdict = {};
  std::string kind = {};
  std::vector<std::string> also = {};
  std::vector<std::string> names = {};
  std::vector<std::string> absent = {};
  std::string because = {};
  std::string pending = {};
  std::string file = {};  ///< the TOML it stands in
};

/// All cases of tests/situations/*.toml, in the order of the files. Throws std::runtime_error with the place of a
/// fault.
std::vector<Situation> situations(const std::string& folder);

struct Outcome {
  int status = 0;
  std::string messages;
  std::string files;  ///< all that was written, one after the other

  /// All of it, for a failure that can be read.
  [[nodiscard]] std::string shown() const;
};

/// `envc compile` of one text, in memory.
Outcome outcome_of(const Situation&, const std::string& env);

/// What is not as the situation says, a sentence each; empty: it passes.
std::vector<std::string> faults(const Situation&, const Outcome&);

}  // namespace envc
