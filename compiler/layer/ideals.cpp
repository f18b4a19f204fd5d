// The exact order, by dynamic programming over order ideals: the sets of jobs that can stand first.
#include "layer/jobs.hpp"
#include "text/presume.hpp"

#include <algorithm>

namespace envc::scheduling {
namespace {

/// Values this near count as equal, so that rounding decides no tie.
constexpr double tolerance = 1e-12;

}  // namespace

Order best_order(const Graph& graph, const Jobs& jobs, const Order& members, double rest) {
  presume(members.size() <= most_jobs, "the exact order is asked for too many jobs");
  Order sorted = members;
  std::sort(sorted.begin(), sorted.end(),
            [&](std::uint32_t a, std::uint32_t b) { return comes_first(graph, jobs[a], jobs[b]); });
  const std::size_t n = sorted.size();
  // Bit k of a set stands for sorted[k], so the lowest ready bit is the first by kind and name.
  std::vector<std::uint32_t> before(n);
  for (std::size_t k = 0; k < n; ++k) {
    for (const std::uint32_t job : jobs[sorted[k]].before) {
      const auto found = std::find(sorted.begin(), sorted.end(), job);
      if (found != sorted.end()) before[k] |= 1U << (found - sorted.begin());
    }
  }
  const auto ready = [&](std::uint32_t placed, std::size_t k) {
    return (placed >> k & 1U) == 0 && (before[k] & ~placed) == 0;
  };
  const std::uint32_t all = n == 0 ? 0 : (1U << n) - 1;
  // best[S]: value of the best order of all jobs outside S. Sets that cannot stand first are filled too, and never
  // asked for.
  std::vector<double> best(std::size_t{all} + 1, 0);
  best[all] = rest;
  const auto then = [&](std::uint32_t placed, std::size_t k) {
    const Job& job = jobs[sorted[k]];
    return job.gain + job.keep * best[placed | 1U << k];
  };
  for (std::uint32_t placed = all; placed-- > 0;) {
    for (std::size_t k = 0; k < n; ++k) {
      if (ready(placed, k)) best[placed] = std::max(best[placed], then(placed, k));
    }
  }
  Order order;
  for (std::uint32_t placed = 0; placed != all;) {
    std::size_t next = n;
    for (std::size_t k = 0; k < n && next == n; ++k) {
      if (ready(placed, k) && then(placed, k) >= best[placed] * (1 - tolerance)) next = k;
    }
    presume(next < n, "the layer graph has a cycle");
    order.push_back(sorted[next]);
    placed |= 1U << next;
  }
  return order;
}

Order best_order(const Graph& graph, const Jobs& jobs) {
  Order all(jobs.size());
  for (std::uint32_t j = 0; j < all.size(); ++j) all[j] = j;
  return best_order(graph, jobs, all, 0);
}

}  // namespace envc::scheduling
