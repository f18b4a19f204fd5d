#include "layer/relaxation.hpp"

#include <algorithm>

namespace envc::scheduling {
namespace {

constexpr std::uint32_t none = UINT32_MAX;
/// Jobs and requirements looked at to find prices: what bounds the time.
constexpr std::size_t most_steps = 1000000;

/// A heap's order: highest index first, then the lower number.
bool is_after(const std::pair<double, std::uint32_t>& a, const std::pair<double, std::uint32_t>& b) {
  return a.first != b.first ? a.first < b.first : a.second > b.second;
}

}  // namespace

Relaxation::Relaxation(const Jobs& jobs, const Order& topological)
    : jobs_(jobs),
      rank_(jobs.size()),
      worth_(jobs.size()),
      parent_(jobs.size()),
      head_(jobs.size()),
      next_(jobs.size()),
      last_(jobs.size()),
      laid_(jobs.size()) {
  for (std::uint32_t j = 0; j < jobs.size(); ++j) {
    for (const std::uint32_t i : jobs[j].before) edges_.push_back({i, j});
  }
  keep_later_of(topological);
}

void Relaxation::keep_later_of(const Order& order) {
  for (std::uint32_t k = 0; k < order.size(); ++k) rank_[order[k]] = k;
}

void Relaxation::lay(std::span<const char> placed) {
  for (std::uint32_t j = 0; j < jobs_.size(); ++j) worth_[j] = jobs_[j].worth;
  lay_strings(placed);
}

// With x_j the chance that nothing up to and with j has changed, v after u means x before v ≤ x_u. The price λ turns
// the cost into cost − λ (x_u − x before v): of u, λ more on the seconds after it; of v, λ less on those before it.
void Relaxation::lay_with_prices(std::span<const char> placed) {
  for (std::uint32_t j = 0; j < jobs_.size(); ++j) worth_[j] = jobs_[j].worth;
  for (std::size_t e = 0; e < edges_.size(); ++e) {
    const auto [from, to] = edges_[e];
    if (placed[from] != 0) continue;
    worth_[from].seconds += prices_[e];
    worth_[from].cost += prices_[e] * worth_[from].change;
    worth_[to].seconds -= prices_[e];
  }
  lay_strings(placed);
}

void Relaxation::lay_strings(std::span<const char> placed) {
  heap_.clear();
  order_.clear();
  ends_.clear();
  strings_.clear();
  whole_ = {};
  for (std::uint32_t j = 0; j < jobs_.size(); ++j) {
    laid_[j] = placed[j];
    if (placed[j] != 0) continue;
    parent_[j] = none;
    for (const std::uint32_t i : jobs_[j].before) {
      if (placed[i] == 0 && (parent_[j] == none || rank_[i] > rank_[parent_[j]])) parent_[j] = i;
    }
    head_[j] = last_[j] = j;
    next_[j] = none;
    heap_.emplace_back(index(worth_[j]), j);
  }
  std::make_heap(heap_.begin(), heap_.end(), is_after);
  while (!heap_.empty()) {
    std::pop_heap(heap_.begin(), heap_.end(), is_after);
    const auto [highest, string] = heap_.back();
    heap_.pop_back();
    if (head_[string] != string || laid_[string] != 0) continue;  // glued or laid since
    std::uint32_t waits_for = parent_[string];
    if (waits_for != none && laid_[waits_for] == 0) {
      while (head_[waits_for] != waits_for) waits_for = head_[waits_for] = head_[head_[waits_for]];
      worth_[waits_for] = then(worth_[waits_for], worth_[string]);
      next_[last_[waits_for]] = string;
      last_[waits_for] = last_[string];
      head_[string] = waits_for;
      heap_.emplace_back(index(worth_[waits_for]), waits_for);
      std::push_heap(heap_.begin(), heap_.end(), is_after);
      continue;
    }
    for (std::uint32_t j = string; j != none; j = next_[j]) {
      laid_[j] = 1;
      order_.push_back(j);
    }
    ends_.push_back(static_cast<std::uint32_t>(order_.size()));
    strings_.push_back(worth_[string]);
    whole_ = then(whole_, worth_[string]);
  }
}

void Relaxation::find_prices(double known) {
  const std::size_t rounds = std::min<std::size_t>(300, most_steps / (jobs_.size() + edges_.size() + 1) + 1);
  constexpr int patience = 15;
  prices_.assign(edges_.size(), 0);
  const std::vector<char> nothing(jobs_.size());
  std::vector<double> best = prices_;
  std::vector<double> start(jobs_.size());   // chance that something before the job has changed
  std::vector<double> slack(edges_.size());  // of v: how much later than u it stands
  double bound = 0;
  double step = 1;
  int idle = 0;
  for (std::size_t round = 0; round < rounds; ++round) {
    lay_with_prices(nothing);
    if (whole_.cost > bound) {
      bound = whole_.cost;
      best = prices_;
      idle = 0;
    } else if (++idle > patience) {
      step /= 2;
      idle = 0;
    }
    double changed = 0;
    for (const std::uint32_t j : order_) {
      start[j] = changed;
      changed += (1 - changed) * jobs_[j].worth.change;
    }
    double length = 0;
    for (std::size_t e = 0; e < edges_.size(); ++e) {
      const auto [from, to] = edges_[e];
      slack[e] = start[to] - (start[from] + (1 - start[from]) * jobs_[from].worth.change);
      if (prices_[e] <= 0 && slack[e] > 0) slack[e] = 0;
      length += slack[e] * slack[e];
    }
    if (length <= 0 || whole_.cost >= known) break;
    const double stride = step * (known - whole_.cost) / length;
    for (std::size_t e = 0; e < edges_.size(); ++e) prices_[e] = std::max(0.0, prices_[e] - stride * slack[e]);
  }
  prices_ = std::move(best);
}

}  // namespace envc::scheduling
