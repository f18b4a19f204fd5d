#include "layer/laying.hpp"

#include "layer/relaxation.hpp"
#include "layer/search.hpp"

#include <algorithm>
#include <utility>

namespace envc::scheduling {
namespace {

/// With more nodes parts are not looked for: their table would be too large.
constexpr std::size_t most_for_parts = 4096;

/// Jobs and requirements that searches may look at, in all: what bounds the time. About a second.
constexpr std::size_t most_effort = 20000000;

using Bits = std::vector<std::uint64_t>;
using Part = std::vector<std::uint32_t>;  ///< nodes, in a topological order

bool has(const Bits& bits, std::uint32_t k) {
  return (bits[k / 64] >> k % 64 & 1U) != 0;
}

/// Everything after the one is after the other, too.
Laid in_series(Laid a, Laid b) {
  const Worth first = worth(a.chain);
  const Worth second = worth(b.chain);
  Laid both;
  both.bound = a.bound + first.change * second.seconds + (1 - first.change) * b.bound;
  both.proven = a.proven && b.proven;
  if (!both.proven) {
    both.relaxed = in_series(a.relaxed ? *std::move(a.relaxed) : a.chain, b.relaxed ? *std::move(b.relaxed) : b.chain);
    both.bound = std::max(both.bound, worth(*both.relaxed).cost);
  }
  both.chain = in_series(std::move(a.chain), std::move(b.chain));
  return both;
}

Laid in_parallel(Laid a, Laid b) {
  Laid both;
  both.proven = a.proven && b.proven;
  if (!both.proven) {
    both.relaxed =
        in_parallel(a.relaxed ? *std::move(a.relaxed) : a.chain, b.relaxed ? *std::move(b.relaxed) : b.chain);
  }
  both.chain = in_parallel(std::move(a.chain), std::move(b.chain));
  both.bound = worth(both.proven ? both.chain : *both.relaxed).cost;
  return both;
}

class Laying {
 public:
  explicit Laying(Nodes nodes) : nodes_(std::move(nodes)) {}

  Laid run() {
    const Part all = topological();
    if (nodes_.size() == 1) return of_one(all.front());
    if (nodes_.size() > most_for_parts) return searched(all);
    above_.assign(nodes_.size(), Bits(nodes_.size() / 64 + 1));
    for (const std::uint32_t k : all) {
      for (const std::uint32_t i : nodes_[k].before) {
        for (std::size_t w = 0; w < above_[k].size(); ++w) above_[k][w] |= above_[i][w];
        above_[k][i / 64] |= std::uint64_t{1} << i % 64;
      }
    }
    return laid(all);
  }

 private:
  Part topological() const {
    Jobs jobs(nodes_.size());
    for (std::size_t k = 0; k < nodes_.size(); ++k) {
      jobs[k].before = nodes_[k].before;
      jobs[k].after = nodes_[k].after;
    }
    return topological_order(jobs);
  }

  Laid of_one(std::uint32_t k) {
    Laid laid{.chain = std::move(nodes_[k].chain), .bound = 0, .proven = true, .relaxed = {}};
    laid.bound = worth(laid.chain).cost;
    return laid;
  }

  Laid laid(const Part& part) {
    if (part.size() == 1) return of_one(part.front());
    std::vector<Part> parts = side_by_side(part);
    const bool parallel = parts.size() > 1;
    if (!parallel) parts = one_after_the_other(part);
    if (parts.size() == 1) return searched(part);
    Laid all = laid(parts.front());
    for (std::size_t p = 1; p < parts.size(); ++p) {
      Laid next = laid(parts[p]);
      all = parallel ? in_parallel(std::move(all), std::move(next)) : in_series(std::move(all), std::move(next));
    }
    return all;
  }

  /// Parts that do not know each other.
  std::vector<Part> side_by_side(const Part& part) const {
    constexpr std::uint32_t outside = UINT32_MAX;
    constexpr std::uint32_t open = outside - 1;
    std::vector<std::uint32_t> group(nodes_.size(), outside);
    for (const std::uint32_t k : part) group[k] = open;
    std::uint32_t groups = 0;
    for (const std::uint32_t first : part) {
      if (group[first] != open) continue;
      group[first] = groups;
      std::vector<std::uint32_t> found = {first};
      for (std::size_t next = 0; next < found.size(); ++next) {
        for (const auto* side : {&nodes_[found[next]].before, &nodes_[found[next]].after}) {
          for (const std::uint32_t k : *side) {
            if (group[k] == open) found.push_back(k);
            if (group[k] == open) group[k] = groups;
          }
        }
      }
      ++groups;
    }
    std::vector<Part> parts(groups);
    for (const std::uint32_t k : part) parts[group[k]].push_back(k);
    return parts;
  }

  /// Cuts where all of the one side must come before all of the other.
  std::vector<Part> one_after_the_other(Part part) const {
    const auto count = [&](std::uint32_t k) {
      return std::count_if(part.begin(), part.end(), [&](std::uint32_t i) { return has(above_[k], i); });
    };
    std::vector<std::pair<std::ptrdiff_t, std::uint32_t>> by_count;
    for (const std::uint32_t k : part) by_count.emplace_back(count(k), k);
    std::sort(by_count.begin(), by_count.end());
    std::vector<Bits> common(part.size() + 1, Bits(nodes_.size() / 64 + 1, ~std::uint64_t{0}));  // above all from here
    for (std::size_t t = part.size(); t-- > 0;) {
      const Bits& above = above_[by_count[t].second];
      for (std::size_t w = 0; w < above.size(); ++w) common[t][w] = common[t + 1][w] & above[w];
    }
    std::vector<Part> parts;
    std::size_t begin = 0;
    for (std::size_t t = 1; t <= part.size(); ++t) {
      // All of the first t are above all others: enough to look at those since the last cut.
      bool cut = true;
      for (std::size_t k = begin; k < t && cut; ++k) cut = has(common[t], by_count[k].second);
      if (!cut) continue;
      Part& found = parts.emplace_back();
      for (; begin < t; ++begin) found.push_back(by_count[begin].second);
    }
    return parts;
  }

  /// The strings of these nodes as jobs.
  Laid searched(const Part& part) {
    Jobs jobs;
    std::vector<Chain::node_type> strings;
    std::vector<std::uint32_t> first(nodes_.size(), UINT32_MAX);
    std::vector<std::uint32_t> last(nodes_.size(), UINT32_MAX);
    for (const std::uint32_t k : part) {
      Chain& chain = nodes_[k].chain;
      first[k] = static_cast<std::uint32_t>(jobs.size());
      while (!chain.empty()) {
        strings.push_back(chain.extract(chain.begin()));
        const auto j = static_cast<std::uint32_t>(jobs.size());
        jobs.push_back({strings.back().value().worth, {}, {}});
        if (j > first[k]) jobs[j].before = {j - 1};
      }
      last[k] = static_cast<std::uint32_t>(jobs.size() - 1);
    }
    for (const std::uint32_t k : part) {
      for (const std::uint32_t i : nodes_[k].before) {
        if (last[i] != UINT32_MAX) jobs[first[k]].before.push_back(last[i]);
      }
      std::sort(jobs[first[k]].before.begin(), jobs[first[k]].before.end());
    }
    for (std::uint32_t j = 0; j < jobs.size(); ++j) {
      for (const std::uint32_t i : jobs[j].before) jobs[i].after.push_back(j);
    }
    Found found =
        jobs.size() <= most_for_search ? search(jobs, most_effort * part.size() / nodes_.size()) : guided(jobs);
    Laid laid{.chain = {}, .bound = found.bound, .proven = found.proven, .relaxed = {}};
    for (const std::uint32_t j : found.order) {
      Chain one;
      one.insert(std::move(strings[j]));
      laid.chain = in_series(std::move(laid.chain), std::move(one));
    }
    if (found.proven) return laid;
    laid.relaxed.emplace();
    std::uint32_t number = 0;
    for (const Worth& string : found.relaxed) laid.relaxed->insert({string, index(string), {number++}});
    return laid;
  }

  Nodes nodes_;
  std::vector<Bits> above_;  ///< of each node, all that must come before it
};

}  // namespace

Laid lay(Nodes nodes) {
  if (nodes.empty()) return {.chain = {}, .bound = 0, .proven = true, .relaxed = {}};
  return Laying(std::move(nodes)).run();
}

}  // namespace envc::scheduling
