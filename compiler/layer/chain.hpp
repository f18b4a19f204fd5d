// The best order of a part of the jobs, cut into strings of falling index: all that the jobs around it need to know.
#pragma once

#include "layer/jobs.hpp"

#include <list>
#include <set>

namespace envc::scheduling {

/// Jobs that stay side by side.
struct String {
  Worth worth;
  double index = 0;
  std::list<std::uint32_t> jobs;
};

struct ByIndex {
  bool operator()(const String& a, const String& b) const {
    return a.index != b.index ? a.index > b.index : a.jobs.front() < b.jobs.front();
  }
};
/// In the order they stand.
using Chain = std::multiset<String, ByIndex>;

[[nodiscard]] Chain chain_of(std::uint32_t job, const Worth&);
/// `a` before `b`: the strings where they meet are joined until the index falls.
[[nodiscard]] Chain in_series(Chain a, Chain b);
/// Nothing of the one waits for the other: by index.
[[nodiscard]] Chain in_parallel(Chain a, Chain b);

[[nodiscard]] Worth worth(const Chain&);

}  // namespace envc::scheduling
