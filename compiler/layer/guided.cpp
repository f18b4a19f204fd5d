// A good order of any number of jobs, and how far from the best it can be.
#include "layer/relaxation.hpp"
#include "layer/search.hpp"

namespace envc::scheduling {
namespace {

constexpr int rounds = 5;

/// The jobs as proposed, each preceded by what it still waits for, that in the proposed order, too.
Order allowed(const Jobs& jobs, const Order& proposed) {
  Order order;
  std::vector<char> placed(jobs.size());
  std::vector<std::uint32_t> rank(jobs.size());
  for (std::uint32_t k = 0; k < proposed.size(); ++k) rank[proposed[k]] = k;
  std::vector<std::uint32_t> waiting;
  for (const std::uint32_t job : proposed) {
    waiting.push_back(job);
    while (!waiting.empty()) {
      const std::uint32_t next = waiting.back();
      std::uint32_t missing = next;
      for (const std::uint32_t i : jobs[next].before) {
        if (placed[i] == 0 && (missing == next || rank[i] < rank[missing])) missing = i;
      }
      if (missing != next) {
        waiting.push_back(missing);
        continue;
      }
      waiting.pop_back();
      if (placed[next] == 0) order.push_back(next);
      placed[next] = 1;
    }
  }
  return order;
}

double cost_of(const Jobs& jobs, const Order& order) {
  Worth all;
  for (const std::uint32_t j : order) all = then(all, jobs[j].worth);
  return all.cost;
}

}  // namespace

Found guided(const Jobs& jobs) {
  Found found;
  found.order = topological_order(jobs);
  double best = cost_of(jobs, found.order);
  Relaxation relaxation(jobs, found.order);
  const std::vector<char> nothing(jobs.size());
  for (int round = 0; round < rounds; ++round) {
    relaxation.lay(nothing);
    Order order = allowed(jobs, relaxation.order());
    const double cost = cost_of(jobs, order);
    relaxation.keep_later_of(order);
    if (cost >= best) continue;
    best = cost;
    found.order = std::move(order);
  }
  relaxation.find_prices(best);
  relaxation.lay_with_prices(nothing);
  found.bound = relaxation.whole().cost;
  found.relaxed = relaxation.strings();
  found.proven = found.bound >= best * (1 - 1e-13);
  return found;
}

}  // namespace envc::scheduling
