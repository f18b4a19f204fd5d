// The one value that all emitters share.
#pragma once

#include "layer/layer.hpp"
#include "layer/order.hpp"
#include "model/model.hpp"
#include "resolve/learned.hpp"
#include "resolve/resolution.hpp"

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace envc {

/// A file or folder of the project that the build reads, and the hash of its bytes (of a folder: of every file's path,
/// mode and bytes below it).
struct Input {
  std::string path;  ///< relative to the project's folder, `/`-separated, no `./`
  bool directory = false;
  bool executable = false;  ///< a file that its owner may execute: copied, it stays so
  std::string sha256;
  /// Of a folder: what `find FOLDER -type f -print0 | LC_ALL=C sort -z | xargs -0 sha256sum` prints, so that make can
  /// look whether it changed.
  std::string listing = {};
};

/// The file beside project.env that adds to the tables of facts.
inline constexpr std::string_view own_facts_name = "envc.toml";

struct Plan {
  Model model;
  Resolution resolution;
  Graph graph;
  Sequence sequence;
  std::vector<Input> inputs;  ///< sorted by path
  /// What was compiled, no part of the content tag: project.env first, then own_facts_name if there is one.
  std::vector<Input> sources = {};
  std::size_t sealed = 0;                ///< how many leading layers of the sequence were built at least once
  std::vector<std::string> built = {};   ///< the instructions of leading layers that stand as they were built
  double rent = 0;                       ///< seconds that an edit costs more than in the order laid anew
  double regret = 0;                     ///< what edits have cost so since all was laid anew
  Learned learned = {};                  ///< what the estimates of the graph follow
  std::vector<std::string> merged = {};  ///< managers whose packages are not split, sorted
};

}  // namespace envc
