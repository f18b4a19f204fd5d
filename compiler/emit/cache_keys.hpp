// What a builder's cache goes by: which instructions of a Dockerfile it runs again, known before the build.
//
// BuildKit keeps the result of FROM, RUN, COPY, ADD and WORKDIR. The key of a result is made of the result before it,
// of the instruction, and of what it sees: a RUN of ENV, of every ARG declared so far, of SHELL, USER and WORKDIR; a
// COPY or a bind mount of the bytes of its files; all of them of the variables that stand in them. Times do not count,
// nor do cache mounts.
#pragma once

#include "layer/plan.hpp"

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace envc {

/// Files of the build context → a hash of what a copy of them takes over.
using Contents = std::map<std::string, std::string, std::less<>>;

/// The plan's inputs, and the bashrc that it makes.
Contents contents_of(const Plan&);

/// An instruction whose result is kept.
struct BuildStep {
  std::string text;                ///< as it stands in the Dockerfile
  std::vector<std::string> reads;  ///< files of the build context, sorted
  std::string key;                 ///< equal keys: the result is there already
};

/// Reads a Dockerfile of one stage in pieces, from its top.
class CacheKeys {
 public:
  explicit CacheKeys(Contents contents) : contents_(std::move(contents)) {}

  /// The kept instructions of the next piece. Comments count for nothing.
  std::vector<BuildStep> next(std::string_view dockerfile);

 private:
  void take(const std::string& instruction, std::vector<BuildStep>& steps);

  Contents contents_;
  std::string before_;     ///< key of the result so far
  std::string variables_;  ///< ENV and ARG so far
  std::string shell_;
  std::string user_;
  std::string workdir_;
};

}  // namespace envc
