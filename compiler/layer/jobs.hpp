// The ordering problem by itself: jobs with a gain, a chance to stay unchanged, and a partial order.
//
// An order's expected rebuild seconds are Σ c_j (1 − Π_{i≤j} q_i) with q = 1 − change, so the best order has the
// largest Σ c_j Π_{i≤j} q_i. Of a string of layers only two numbers matter: gain = Σ c_j Π_{i≤j} q_i inside it, and
// keep = Π q_i. Value of "this string, then the rest" = gain + keep · value of the rest. Two strings that may
// change places stand best by descending index gain / (1 − keep).
#pragma once

#include "layer/layer.hpp"

#include <cstdint>
#include <vector>

namespace envc::scheduling {

struct Job {
  std::vector<LayerId> layers;        ///< one layer, or a string of them that stays together
  double gain = 0;                    ///< seconds that stay unspent if nothing before it changes
  double keep = 1;                    ///< chance that none of its layers changes
  std::vector<std::uint32_t> before;  ///< jobs that must come before it
  std::vector<std::uint32_t> after;   ///< jobs it must come before
};
using Jobs = std::vector<Job>;
using Order = std::vector<std::uint32_t>;

[[nodiscard]] double index(const Job&);
/// Ties: by kind, then by name, of the first layer.
[[nodiscard]] bool comes_first(const Graph&, const Job& a, const Job& b);

/// The jobs of some layers of the graph; requirements on other layers are taken as met. In the order of `part`.
[[nodiscard]] Jobs jobs_of(const Graph&, const std::vector<LayerId>& part);

/// Joins what an optimal order keeps together: on a path where u is all that v waits for and v is all that waits for u,
/// they stand side by side if index(v) ≥ index(u) (whatever stands between could go before u or after v without loss).
[[nodiscard]] Jobs with_strings_joined(const Jobs&);

/// Σ gain · Π keep of the jobs before: larger is better.
[[nodiscard]] double value(const Jobs&, const Order&);

/// Up to this many jobs `best_order` is used.
inline constexpr std::size_t most_jobs = 20;
/// The order of largest value, by dynamic programming over the sets that can stand first (order ideals). Of equally
/// good ones the first by `comes_first`.
[[nodiscard]] Order best_order(const Graph&, const Jobs&);
/// A good order of any number of jobs: greedy by index, then improved window by window.
[[nodiscard]] Order good_order(const Graph&, const Jobs&);

/// One window of an order: the best order of `members` when `rest` is the value of all that follows them.
[[nodiscard]] Order best_order(const Graph&, const Jobs&, const Order& members, double rest);

}  // namespace envc::scheduling
