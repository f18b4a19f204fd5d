#include "layer/laying.hpp"

#include "layer/safe_requirements.hpp"
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
  Laying(Nodes nodes, std::size_t effort) : nodes_(std::move(nodes)), effort_(effort) {}

  Laid run() {
    const Part all = topological_order(nodes_);
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

  /// The strings of these nodes as jobs: with requirements that cost nothing they may be in series and parallel after
  /// all, else they are searched.
  Laid searched(const Part& part) {
    std::vector<String> strings;
    Jobs jobs = jobs_of(part, strings);
    const std::size_t effort = effort_ * part.size() / nodes_.size();
    if (add_safe_requirements(jobs)) {
      Laid laid = Laying(contracted(jobs), effort).run();
      laid.chain = unpacked(laid.chain, strings);
      return laid;
    }
    const Found found = jobs.size() <= most_for_search ? search(jobs, effort) : guided(jobs);
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

  Jobs jobs_of(const Part& part, std::vector<String>& strings) {
    Jobs jobs;
    std::vector<std::uint32_t> first(nodes_.size(), UINT32_MAX);
    std::vector<std::uint32_t> last(nodes_.size(), UINT32_MAX);
    for (const std::uint32_t k : part) {
      Chain& chain = nodes_[k].chain;
      first[k] = static_cast<std::uint32_t>(jobs.size());
      while (!chain.empty()) {
        const auto j = static_cast<std::uint32_t>(jobs.size());
        strings.push_back(std::move(chain.extract(chain.begin()).value()));
        jobs.push_back({strings.back().worth, {}, {}});
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
    return jobs;
  }

  /// With the jobs of the strings in place of the strings.
  static Chain unpacked(const Chain& chain, std::vector<String>& strings) {
    Chain out;
    for (const String& string : chain) {
      String whole{string.worth, string.index, {}};
      for (const std::uint32_t j : string.jobs) whole.jobs.splice(whole.jobs.end(), strings[j].jobs);
      out.insert(std::move(whole));
    }
    return out;
  }

  Nodes nodes_;
  std::size_t effort_;       ///< jobs and requirements that searches may look at
  std::vector<Bits> above_;  ///< of each node, all that must come before it
};

}  // namespace

Laid lay(Nodes nodes) {
  if (nodes.empty()) return {.chain = {}, .bound = 0, .proven = true, .relaxed = {}};
  return Laying(std::move(nodes), most_effort).run();
}

}  // namespace envc::scheduling
