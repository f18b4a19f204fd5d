// What is left when no part is built in series or parallel: branch and bound over the sets that can stand first.
#pragma once

#include "layer/job_set.hpp"
#include "layer/jobs.hpp"

#include <vector>

namespace envc::scheduling {

struct Found {
  Order order;
  double bound = 0;            ///< no order costs less
  bool proven = false;         ///< the order costs as much
  std::vector<Worth> relaxed;  ///< strings of falling index of a problem that is never dearer, whatever stands between
};

/// The best order of the jobs. Exact for up to `always_exact` jobs; for more the work is bounded: `effort` is how many
/// jobs and requirements may be looked at, about.
[[nodiscard]] Found search(const Jobs&, std::size_t effort);

inline constexpr std::size_t always_exact = 24;

/// For any number of jobs: the order that the relaxation proposes, each job preceded by what it still waits for.
[[nodiscard]] Found guided(const Jobs&);

}  // namespace envc::scheduling
