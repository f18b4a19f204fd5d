// The ordering problem by itself: jobs with seconds, a chance to change, and a partial order.
//
// An order is expected to cost Σ c_j (1 − Π_{i≤j} q_i) seconds, q = 1 − change. Of a string of jobs that stay side by
// side three numbers matter: its seconds Σ c_j, its cost standing alone, and the chance that it changes at all. Two
// strings that may change places stand best by descending index (seconds − cost) / change. docs/ordering.md derives it
// all.
#pragma once

#include "layer/layer.hpp"
#include "text/presume.hpp"

#include <cstdint>
#include <span>
#include <vector>

namespace envc::scheduling {

/// What a job, or a string of jobs, brings to an order.
struct Worth {
  double seconds = 0;  ///< Σ c_j: what it costs once something before it has changed
  double cost = 0;     ///< what it is expected to cost if nothing before it changes
  double change = 0;   ///< chance that one of its jobs changes
};

/// The worth of a, then b.
[[nodiscard]] Worth then(const Worth& a, const Worth& b);
/// seconds / (odds of a change), rounded to 40 bits so that rounding errors decide no tie; infinite if it never
/// changes.
[[nodiscard]] double index(const Worth&);

struct Job {
  Worth worth;
  std::vector<std::uint32_t> before;  ///< jobs that must come before it, ascending
  std::vector<std::uint32_t> after;   ///< jobs it must come before, ascending
};
/// Jobs are numbered by kind, then name of their layers: the lower number breaks a tie, and nothing that follows
/// depends on how the layers were numbered.
using Jobs = std::vector<Job>;
using Order = std::vector<std::uint32_t>;

/// Layers in the order in which their jobs are numbered.
[[nodiscard]] std::vector<LayerId> by_kind_and_name(const Graph&, std::vector<LayerId>);
/// The jobs of these layers, numbered as they stand; requirements on other layers are taken as met.
[[nodiscard]] Jobs jobs_of(const Graph&, std::span<const LayerId>);

/// Some order that the requirements allow, of jobs or of whatever else knows what is before and after it; presumes
/// there is one.
template<typename T>
[[nodiscard]] Order topological_order(const std::vector<T>& parts) {
  Order done;
  done.reserve(parts.size());
  std::vector<std::size_t> waits(parts.size());
  for (std::uint32_t j = 0; j < parts.size(); ++j) {
    waits[j] = parts[j].before.size();
    if (waits[j] == 0) done.push_back(j);
  }
  for (std::size_t next = 0; next < done.size(); ++next) {
    for (const std::uint32_t j : parts[done[next]].after) {
      if (--waits[j] == 0) done.push_back(j);
    }
  }
  presume(done.size() == parts.size(), "the layer graph has a cycle");
  return done;
}

}  // namespace envc::scheduling
