// A good order of many jobs. Not exact; `best_order` is.
#include "layer/jobs.hpp"
#include "text/presume.hpp"

#include <algorithm>
#include <set>

namespace envc::scheduling {
namespace {

constexpr std::size_t window = 10;
/// Above this many jobs the greedy order stands as it is.
constexpr std::size_t most_for_windows = 400;
constexpr int most_rounds = 20;

Order in_order_of_waiting(const Jobs& jobs, const auto& first) {
  std::set<std::uint32_t, std::remove_cvref_t<decltype(first)>> ready(first);
  std::vector<std::size_t> waits(jobs.size());
  for (std::uint32_t j = 0; j < jobs.size(); ++j) {
    waits[j] = jobs[j].before.size();
    if (waits[j] == 0) ready.insert(j);
  }
  Order order;
  while (!ready.empty()) {
    const std::uint32_t next = *ready.begin();
    ready.erase(ready.begin());
    order.push_back(next);
    for (const std::uint32_t j : jobs[next].after) {
      if (--waits[j] == 0) ready.insert(j);
    }
  }
  presume(order.size() == jobs.size(), "the layer graph has a cycle");
  return order;
}

/// The index of a job together with the best string of jobs it opens, going to one job after it at a time.
std::vector<double> opening_indexes(const Jobs& jobs, const Order& topological) {
  std::vector<Job> string(jobs.size());
  std::vector<double> indexes(jobs.size());
  for (auto j = topological.rbegin(); j != topological.rend(); ++j) {
    string[*j].gain = jobs[*j].gain;
    string[*j].keep = jobs[*j].keep;
    indexes[*j] = index(string[*j]);
    const std::uint32_t* follower = nullptr;
    for (const std::uint32_t& k : jobs[*j].after) {
      if (follower == nullptr || indexes[k] > indexes[*follower]) follower = &k;
    }
    if (follower == nullptr || indexes[*follower] <= indexes[*j]) continue;
    string[*j].gain += string[*j].keep * string[*follower].gain;
    string[*j].keep *= string[*follower].keep;
    indexes[*j] = index(string[*j]);
  }
  return indexes;
}

/// Lays each run of `window` jobs anew while that helps.
void improve(const Graph& graph, const Jobs& jobs, Order& order) {
  for (int round = 0; round < most_rounds; ++round) {
    const double before = value(jobs, order);
    // From the end, so that the value of what follows a window is at hand.
    std::size_t end = order.size();
    double rest = 0;
    while (end >= 2) {
      const std::size_t begin = end > window ? end - window : 0;
      const auto at = [&](std::size_t i) { return order.begin() + static_cast<std::ptrdiff_t>(i); };
      const Order laid = best_order(graph, jobs, Order(at(begin), at(end)), rest);
      std::copy(laid.begin(), laid.end(), at(begin));
      const std::size_t next_end = end - std::min(end - begin, window / 2);
      for (std::size_t i = end; i-- > next_end;) rest = jobs[order[i]].gain + jobs[order[i]].keep * rest;
      end = next_end;
    }
    if (value(jobs, order) <= before * (1 + 1e-12)) break;
  }
}

}  // namespace

Order good_order(const Graph& graph, const Jobs& jobs) {
  const Order as_given = in_order_of_waiting(jobs, std::less<std::uint32_t>{});
  const std::vector<double> indexes = opening_indexes(jobs, as_given);
  Order order = in_order_of_waiting(jobs, [&](std::uint32_t a, std::uint32_t b) {
    if (indexes[a] != indexes[b]) return indexes[a] > indexes[b];
    if (comes_first(graph, jobs[a], jobs[b])) return true;
    return !comes_first(graph, jobs[b], jobs[a]) && a < b;
  });
  if (value(jobs, as_given) > value(jobs, order)) order = as_given;
  if (jobs.size() <= most_for_windows) improve(graph, jobs, order);
  return order;
}

}  // namespace envc::scheduling
