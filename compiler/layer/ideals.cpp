// The exact order, by dynamic programming over order ideals: the sets of jobs that can stand first.
#include "layer/jobs.hpp"
#include "text/presume.hpp"

#include <algorithm>

namespace envc::scheduling {
namespace {

/// Values this near count as equal, so that rounding decides no tie.
constexpr double tolerance = 1e-12;

using Set = std::uint32_t;

/// The best orders of some jobs. Bit k of a set stands for the k-th of them, in a topological order: a set that holds
/// one more job is a greater number.
class Ideals {
 public:
  Ideals(const Jobs& jobs, const Order& members, double rest) : jobs_(jobs), members_(topological(jobs, members)) {
    const std::size_t n = members_.size();
    before_.resize(n);
    for (std::size_t k = 0; k < n; ++k) {
      for (const std::uint32_t job : jobs_[members_[k]].before) {
        const auto found = std::find(members_.begin(), members_.end(), job);
        if (found != members_.end()) before_[k] |= Set{1} << (found - members_.begin());
      }
    }
    all_ = n == 0 ? 0 : (Set{1} << n) - 1;
    best_.resize(std::size_t{all_} + 1);
    best_[all_] = rest;
    if (n > 0) fill(n, 0, 0);
  }

  /// Of equally good jobs the first of `preferred`, bits.
  [[nodiscard]] Order order(const std::vector<std::size_t>& preferred) const {
    Order order;
    for (Set placed = 0; placed != all_;) {
      const auto next = std::find_if(preferred.begin(), preferred.end(), [&](std::size_t k) {
        return is_ready(placed, k) && then(placed, k) >= best_[placed] * (1 - tolerance);
      });
      presume(next != preferred.end(), "no job is the best next one");
      order.push_back(members_[*next]);
      placed |= Set{1} << *next;
    }
    return order;
  }

  [[nodiscard]] const Order& members() const { return members_; }

 private:
  static Order topological(const Jobs& jobs, const Order& members) {
    Order sorted;
    std::vector<bool> waiting(jobs.size());
    for (const std::uint32_t j : members) waiting[j] = true;
    for (std::size_t left = members.size(); left > 0; --left) {
      const auto ready = std::find_if(members.begin(), members.end(), [&](std::uint32_t j) {
        const auto& needs = jobs[j].before;
        return waiting[j] && std::none_of(needs.begin(), needs.end(), [&](std::uint32_t i) { return waiting[i]; });
      });
      presume(ready != members.end(), "the layer graph has a cycle");
      waiting[*ready] = false;
      sorted.push_back(*ready);
    }
    return sorted;
  }

  [[nodiscard]] bool is_ready(Set placed, std::size_t k) const {
    return (placed >> k & 1U) == 0 && (before_[k] & ~placed) == 0;
  }

  /// The value of what is not placed yet, if k comes next.
  [[nodiscard]] double then(Set placed, std::size_t k) const {
    const Job& job = jobs_[members_[k]];
    return job.gain + job.keep * best_[placed | Set{1} << k];
  }

  /// Fills `best_` for each set that can stand first, from the greatest down: bits from `bit` on are decided, and what
  /// they need must be in.
  void fill(std::size_t bit, Set decided, Set needed) {
    if (bit == 0) {
      if (decided == all_) return;
      for (std::size_t k = 0; k < members_.size(); ++k) {
        if (is_ready(decided, k)) best_[decided] = std::max(best_[decided], then(decided, k));
      }
      return;
    }
    --bit;
    fill(bit, decided | Set{1} << bit, needed | before_[bit]);
    if ((needed >> bit & 1U) == 0) fill(bit, decided, needed);
  }

  const Jobs& jobs_;
  Order members_;
  std::vector<Set> before_;  ///< of each, those that it waits for
  Set all_ = 0;
  std::vector<double> best_;  ///< set that stands first → value of the best order of the others
};

}  // namespace

Order best_order(const Graph& graph, const Jobs& jobs, const Order& members, double rest) {
  presume(members.size() <= most_jobs, "the exact order is asked for too many jobs");
  const Ideals ideals(jobs, members, rest);
  std::vector<std::size_t> preferred(members.size());
  for (std::size_t k = 0; k < preferred.size(); ++k) preferred[k] = k;
  std::sort(preferred.begin(), preferred.end(), [&](std::size_t a, std::size_t b) {
    return comes_first(graph, jobs[ideals.members()[a]], jobs[ideals.members()[b]]);
  });
  return ideals.order(preferred);
}

Order best_order(const Graph& graph, const Jobs& jobs) {
  Order all(jobs.size());
  for (std::uint32_t j = 0; j < all.size(); ++j) all[j] = j;
  return best_order(graph, jobs, all, 0);
}

}  // namespace envc::scheduling
