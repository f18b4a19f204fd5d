#include "layer/safe_requirements.hpp"

#include <algorithm>
#include <functional>

namespace envc::scheduling {
namespace {

/// With more jobs they are not looked for: the tables would be too large.
constexpr std::size_t most_jobs = 1024;

using Bits = std::vector<std::uint64_t>;

bool has(const Bits& bits, std::uint32_t j) {
  return (bits[j / 64] >> j % 64 & 1U) != 0;
}

bool holds(const Bits& all, const Bits& some) {
  return std::equal(all.begin(), all.end(), some.begin(),
                    [](std::uint64_t a, std::uint64_t b) { return (b & ~a) == 0; });
}

/// Of each job all that it reaches over `next`; `order`: what it reaches comes first.
std::vector<Bits> reached(const Jobs& jobs, const Order& order, std::vector<std::uint32_t> Job::*next) {
  std::vector<Bits> reached(jobs.size(), Bits(jobs.size() / 64 + 1));
  for (const std::uint32_t j : order) {
    for (const std::uint32_t i : jobs[j].*next) {
      std::transform(reached[j].begin(), reached[j].end(), reached[i].begin(), reached[j].begin(), std::bit_or<>());
      reached[j][i / 64] |= std::uint64_t{1} << i % 64;
    }
  }
  return reached;
}

bool add_round(Jobs& jobs, const std::vector<double>& indexes) {
  Order order = topological_order(jobs);
  const std::vector<Bits> above = reached(jobs, order, &Job::before);
  std::reverse(order.begin(), order.end());
  const std::vector<Bits> below = reached(jobs, order, &Job::after);
  bool added = false;
  for (std::uint32_t i = 0; i < jobs.size(); ++i) {
    for (std::uint32_t k = 0; k < jobs.size(); ++k) {
      const bool no_lower = indexes[i] > indexes[k] || (indexes[i] == indexes[k] && i < k);
      if (!no_lower || has(above[i], k) || has(below[i], k)) continue;
      if (!holds(above[k], above[i]) || !holds(below[i], below[k])) continue;
      jobs[k].before.push_back(i);
      jobs[i].after.push_back(k);
      added = true;
    }
  }
  return added;
}

}  // namespace

// In k B i nothing of B waits for k (it would wait for i as well), and i waits for nothing of B. If the index of B is
// no lower than that of k, B i k costs no more; else i k B does not.
bool add_safe_requirements(Jobs& jobs) {
  if (jobs.size() > most_jobs) return false;
  std::vector<double> indexes;
  for (const Job& job : jobs) indexes.push_back(index(job.worth));
  bool any = false;
  while (add_round(jobs, indexes)) any = true;
  for (Job& job : jobs) {
    std::sort(job.before.begin(), job.before.end());
    std::sort(job.after.begin(), job.after.end());
  }
  return any;
}

}  // namespace envc::scheduling
