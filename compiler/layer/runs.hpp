// Runs: jobs laid one by one though each was ready when the first was. What are they for?
#pragma once

#include "layer/job_set.hpp"
#include "layer/jobs.hpp"

#include <vector>

namespace envc::scheduling {

class Runs {
 public:
  /// All three must outlive it: of each job, what it waits for, and its index.
  Runs(const Jobs& jobs, const std::vector<JobSet>& before, const std::vector<double>& index)
      : jobs_(jobs), before_(before), index_(index) {}

  /// A run goes on, with what was ready at its start, until it opens something. False: whatever that is, some order is
  /// better. `run` by falling index; `placed`: all that stands first, the run included.
  [[nodiscard]] bool has_purpose(const std::vector<std::uint32_t>& run, const JobSet& start,
                                 const JobSet& placed) const;

 private:
  [[nodiscard]] bool is_opened_by(const std::vector<std::uint32_t>& run, const JobSet& start, const JobSet& placed,
                                  std::uint32_t target) const;

  const Jobs& jobs_;
  const std::vector<JobSet>& before_;
  const std::vector<double>& index_;
};

}  // namespace envc::scheduling
