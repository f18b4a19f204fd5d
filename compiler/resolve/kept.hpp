// What an earlier run chose for what the file leaves open.
#pragma once

#include <map>
#include <set>
#include <string>

namespace envc {

struct Kept {
  /// Decision::subject → Decision::value of an earlier run. What is still open takes the same value again where that
  /// can hold; what the file says by now wins.
  std::map<std::string, std::string, std::less<>> decisions = {};
  /// What was installed, said or not: `pip open3d==0.17`. Bounds that the tables learned since do not bind these.
  std::set<std::string, std::less<>> packages = {};
  /// Decision::subject → Decision::reason.
  std::map<std::string, std::string, std::less<>> reasons = {};
};

}  // namespace envc
