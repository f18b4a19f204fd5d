#include "layer/jobs.hpp"

#include <algorithm>
#include <tuple>

namespace envc::scheduling {
namespace {

/// Below this a chance of change counts as this much: the index of a layer that never changes stays a number.
constexpr double least_change = 1e-6;
/// Above this many jobs, edges that follow from others are left in: finding them would cost more than they do.
constexpr std::size_t most_for_reduction = 1024;

/// A set of jobs, a bit each.
using Bits = std::vector<std::uint64_t>;

/// Leaves out the edges that follow from two others, so that the only way between two jobs shows as one edge.
void drop_implied_edges(Jobs& jobs, const Order& topological) {
  std::vector<Bits> above(jobs.size(), Bits(jobs.size() / 64 + 1));  // all that must come before
  Bits implied(jobs.size() / 64 + 1);
  for (const std::uint32_t j : topological) {
    std::fill(implied.begin(), implied.end(), 0);
    for (const std::uint32_t i : jobs[j].before) {
      for (std::size_t w = 0; w < implied.size(); ++w) implied[w] |= above[i][w];
    }
    std::erase_if(jobs[j].before, [&](std::uint32_t i) { return (implied[i / 64] >> i % 64 & 1) != 0; });
    above[j] = implied;
    for (const std::uint32_t i : jobs[j].before) above[j][i / 64] |= std::uint64_t{1} << i % 64;
    jobs[j].after.clear();
  }
  for (std::uint32_t j = 0; j < jobs.size(); ++j) {
    for (const std::uint32_t i : jobs[j].before) jobs[i].after.push_back(j);
  }
}

Order topological_order(const Jobs& jobs) {
  Order done;
  done.reserve(jobs.size());
  std::vector<std::size_t> waits(jobs.size());
  for (std::uint32_t j = 0; j < jobs.size(); ++j) {
    waits[j] = jobs[j].before.size();
    if (waits[j] == 0) done.push_back(j);
  }
  for (std::size_t next = 0; next < done.size(); ++next) {
    for (const std::uint32_t j : jobs[done[next]].after) {
      if (--waits[j] == 0) done.push_back(j);
    }
  }
  return done;
}

bool continues_path(const Jobs& jobs, std::uint32_t j) {
  return jobs[j].before.size() == 1 && jobs[jobs[j].before.front()].after.size() == 1;
}

/// The jobs of the path that begins with `head`.
Order path_from(const Jobs& jobs, std::uint32_t head) {
  Order path = {head};
  while (jobs[path.back()].after.size() == 1 && continues_path(jobs, jobs[path.back()].after.front())) {
    path.push_back(jobs[path.back()].after.front());
  }
  return path;
}

/// A stretch of a path, up to but without `end`.
struct Stretch {
  double gain = 0;
  double keep = 1;
  std::size_t end = 0;
};

double index(double gain, double keep) {
  return gain / (1 - std::min(keep, 1 - least_change));
}

/// The path cut where the index falls: joined from the left, a stretch takes in the next while that has no less.
std::vector<Stretch> stretches_of(const Jobs& jobs, const Order& path) {
  std::vector<Stretch> stretches;
  for (std::size_t k = 0; k < path.size(); ++k) {
    Stretch last{jobs[path[k]].gain, jobs[path[k]].keep, k + 1};
    while (!stretches.empty() && index(last.gain, last.keep) >= index(stretches.back().gain, stretches.back().keep)) {
      const Stretch before = stretches.back();
      stretches.pop_back();
      last = {before.gain + before.keep * last.gain, before.keep * last.keep, last.end};
    }
    stretches.push_back(last);
  }
  return stretches;
}

}  // namespace

double index(const Job& job) {
  return index(job.gain, job.keep);
}

bool comes_first(const Graph& graph, const Job& a, const Job& b) {
  const Layer& first = graph[a.layers.front()];
  const Layer& second = graph[b.layers.front()];
  return std::tie(first.kind, first.name) < std::tie(second.kind, second.name);
}

Jobs jobs_of(const Graph& graph, const std::vector<LayerId>& part) {
  constexpr std::uint32_t outside = UINT32_MAX;
  std::vector<std::uint32_t> place(graph.layers.size(), outside);
  for (std::uint32_t j = 0; j < part.size(); ++j) place[static_cast<std::uint32_t>(part[j])] = j;
  Jobs jobs(part.size());
  for (std::uint32_t j = 0; j < part.size(); ++j) {
    const Layer& layer = graph[part[j]];
    Job& job = jobs[j];
    job.layers = {part[j]};
    job.keep = 1 - std::clamp(layer.change, least_change, 1.0);
    job.gain = layer.seconds * job.keep;
    for (const LayerId id : layer.requires_) {
      const std::uint32_t i = place[static_cast<std::uint32_t>(id)];
      if (i != outside) job.before.push_back(i);
    }
    std::sort(job.before.begin(), job.before.end());
    job.before.erase(std::unique(job.before.begin(), job.before.end()), job.before.end());
    for (const std::uint32_t i : job.before) jobs[i].after.push_back(j);
  }
  if (jobs.size() <= most_for_reduction) drop_implied_edges(jobs, topological_order(jobs));
  return jobs;
}

Jobs with_strings_joined(const Jobs& jobs) {
  Jobs joined;
  std::vector<std::uint32_t> place(jobs.size());  // job → the string it went into
  for (std::uint32_t head = 0; head < jobs.size(); ++head) {
    if (continues_path(jobs, head)) continue;
    const Order path = path_from(jobs, head);
    std::size_t begin = 0;
    for (const Stretch& stretch : stretches_of(jobs, path)) {
      Job string{.layers = {},
                 .gain = stretch.gain,
                 .keep = stretch.keep,
                 .before = jobs[path[begin]].before,
                 .after = jobs[path[stretch.end - 1]].after};
      for (; begin < stretch.end; ++begin) {
        const Job& job = jobs[path[begin]];
        string.layers.insert(string.layers.end(), job.layers.begin(), job.layers.end());
        place[path[begin]] = static_cast<std::uint32_t>(joined.size());
      }
      joined.push_back(std::move(string));
    }
  }
  for (Job& string : joined) {
    for (std::uint32_t& j : string.before) j = place[j];
    for (std::uint32_t& j : string.after) j = place[j];
  }
  return joined;
}

double value(const Jobs& jobs, const Order& order) {
  double total = 0;
  for (auto j = order.rbegin(); j != order.rend(); ++j) total = jobs[*j].gain + jobs[*j].keep * total;
  return total;
}

}  // namespace envc::scheduling
