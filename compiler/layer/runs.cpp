#include "layer/runs.hpp"

#include <algorithm>

namespace envc::scheduling {

bool Runs::has_purpose(const std::vector<std::uint32_t>& run, const JobSet& start, const JobSet& placed) const {
  bool any_closed = false;
  for (std::uint32_t target = 0; target < jobs_.size(); ++target) {
    if (placed.has(target) || start.holds(before_[target])) continue;
    any_closed = true;
    if (is_opened_by(run, start, placed, target)) return true;
  }
  return !any_closed;
}

/// Whether the run may go on to `target`, and nothing in it would better stand behind that.
bool Runs::is_opened_by(const std::vector<std::uint32_t>& run, const JobSet& start, const JobSet& placed,
                        std::uint32_t target) const {
  std::vector<std::uint32_t> missing;
  for (const std::uint32_t j : jobs_[target].before) {
    if (placed.has(j)) continue;
    if (!start.holds(before_[j]) || index_[j] > index_[run.back()]) return false;
    missing.push_back(j);
  }
  std::sort(missing.begin(), missing.end(), [&](std::uint32_t a, std::uint32_t b) { return index_[a] < index_[b]; });
  // From behind: the target, and what it still waits for before it.
  std::vector<Worth> tails = {jobs_[target].worth};
  for (const std::uint32_t j : missing) tails.push_back(then(jobs_[j].worth, tails.back()));
  for (std::uint32_t j = 0; j < jobs_.size(); ++j) {
    // Others may join the run if the tail behind them is worth no more than they are. Which of them do is not looked
    // into.
    if (placed.has(j) || !start.holds(before_[j]) || index_[j] > index_[run.back()]) continue;
    if (before_[target].has(j)) continue;
    for (std::size_t k = 0; k < tails.size(); ++k) {
      const bool is_behind = k == 0 || index_[missing[k - 1]] <= index_[j];
      const bool is_all = k == missing.size() || index_[missing[k]] >= index_[j];
      if (is_behind && is_all && index_[j] >= index(tails[k])) return true;
    }
  }
  Worth tail = tails.back();
  for (auto j = run.rbegin(); j != run.rend(); ++j) {
    if (!before_[target].has(*j) && index(tail) > index_[*j]) return false;
    tail = then(jobs_[*j].worth, tail);
  }
  return true;
}

}  // namespace envc::scheduling
