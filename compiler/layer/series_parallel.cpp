#include "layer/series_parallel.hpp"

#include <algorithm>
#include <map>
#include <queue>
#include <set>
#include <utility>

namespace envc::scheduling {
namespace {

/// With more nodes, edges that follow from more than two others stay: finding them all would cost too much.
constexpr std::size_t most_for_reduction = 4096;

using Set = std::set<std::uint32_t>;

/// A number per node, so that the sum over a set tells sets apart (they are compared in full before it counts).
std::uint64_t mark(std::uint32_t node) {
  std::uint64_t x = node + 0x9e3779b97f4a7c15U;  // the finalizer of splitmix64
  x = (x ^ (x >> 30U)) * 0xbf58476d1ce4e5b9U;
  x = (x ^ (x >> 27U)) * 0x94d049bb133111ebU;
  return x ^ (x >> 31U);
}

class Neighbours {
 public:
  void add(std::uint32_t node) {
    if (set_.insert(node).second) sum_ += mark(node);
  }
  void remove(std::uint32_t node) {
    if (set_.erase(node) != 0) sum_ -= mark(node);
  }
  [[nodiscard]] bool has(std::uint32_t node) const { return set_.contains(node); }
  [[nodiscard]] std::size_t size() const { return set_.size(); }
  [[nodiscard]] const Set& all() const { return set_; }
  [[nodiscard]] std::uint32_t only() const { return *set_.begin(); }
  [[nodiscard]] std::uint64_t sum() const { return sum_; }

 private:
  Set set_;
  std::uint64_t sum_ = 0;
};

class Contraction {
 public:
  /// `short_cuts`: edges may follow from others.
  Contraction(Nodes nodes, bool short_cuts) : parts_(nodes.size()), left_(nodes.size()) {
    const std::vector<std::uint32_t> order = topological_order(nodes);
    for (std::uint32_t j = 0; j < nodes.size(); ++j) {
      parts_[j].chain = std::move(nodes[j].chain);
      for (const std::uint32_t i : nodes[j].before) parts_[j].before.add(i);
      for (const std::uint32_t i : nodes[j].after) parts_[j].after.add(i);
    }
    short_cuts_ = short_cuts;
    for (const std::uint32_t j : order) look_again(j, true);
  }

  Nodes run() {
    contract();
    return nodes();
  }

 private:
  struct Part {
    Chain chain;
    Neighbours before;
    Neighbours after;
    bool gone = false;
    bool waits = false;  ///< in the queue
    bool edges = false;  ///< an edge to it may have come to follow from two others
  };

  void look_again(std::uint32_t node, bool edges) {
    Part& part = parts_[node];
    part.edges = part.edges || edges;
    if (!part.waits) queue_.push(node);
    part.waits = true;
  }

  void contract() {
    while (!queue_.empty()) {
      const std::uint32_t node = queue_.front();
      queue_.pop();
      parts_[node].waits = false;
      if (parts_[node].gone) continue;
      if (short_cuts_ && parts_[node].edges) drop_short_cuts(node);
      parts_[node].edges = false;
      if (join_in_series(node)) continue;
      join_in_parallel(node);
    }
  }

  void remove_edge(std::uint32_t from, std::uint32_t to) {
    parts_[from].after.remove(to);
    parts_[to].before.remove(from);
    look_again(from, false);
    look_again(to, false);
  }

  /// Edges to the node that follow from two others.
  void drop_short_cuts(std::uint32_t node) {
    const Neighbours& before = parts_[node].before;
    if (before.size() < 2) return;
    Set found;
    for (const std::uint32_t middle : before.all()) {
      const Neighbours& further = parts_[middle].before;
      const Neighbours& few = further.size() < before.size() ? further : before;
      const Neighbours& many = &few == &before ? further : before;
      for (const std::uint32_t first : few.all()) {
        if (many.has(first)) found.insert(first);
      }
    }
    for (const std::uint32_t first : found) remove_edge(first, node);
  }

  bool is_link(std::uint32_t first, std::uint32_t second) const {
    return parts_[first].after.size() == 1 && parts_[second].before.size() == 1;
  }

  bool join_in_series(std::uint32_t node) {
    const Part& part = parts_[node];
    if (part.before.size() == 1 && is_link(part.before.only(), node)) {
      join_in_series(part.before.only(), node);
      return true;
    }
    if (part.after.size() == 1 && is_link(node, part.after.only())) {
      join_in_series(node, part.after.only());
      return true;
    }
    return false;
  }

  /// The one with fewer neighbours on its outer side is renamed.
  void join_in_series(std::uint32_t first, std::uint32_t second) {
    Part& a = parts_[first];
    Part& b = parts_[second];
    a.after.remove(second);
    b.before.remove(first);
    Chain chain = in_series(std::move(a.chain), std::move(b.chain));
    const bool keep_second = a.before.size() <= b.after.size();
    const std::uint32_t kept = keep_second ? second : first;
    const std::uint32_t gone = keep_second ? first : second;
    for (const std::uint32_t other : keep_second ? a.before.all() : b.after.all()) {
      Neighbours& seen = keep_second ? parts_[other].after : parts_[other].before;
      seen.remove(gone);
      seen.add(kept);
      (keep_second ? b.before : a.after).add(other);
      look_again(other, false);
    }
    parts_[kept].chain = std::move(chain);
    retire(gone);
    look_again(kept, true);
    for (const std::uint32_t other : parts_[kept].after.all()) {
      if (parts_[other].before.size() > 1) look_again(other, true);
    }
  }

  void join_in_parallel(std::uint32_t node) {
    const Part& part = parts_[node];
    const auto [place, fresh] = seen_.emplace(std::pair(part.before.sum(), part.after.sum()), node);
    if (fresh) return;
    const std::uint32_t twin = std::exchange(place->second, node);
    if (twin == node || parts_[twin].gone) return;
    if (parts_[twin].before.all() != part.before.all() || parts_[twin].after.all() != part.after.all()) return;
    parts_[node].chain = in_parallel(std::move(parts_[twin].chain), std::move(parts_[node].chain));
    for (const std::uint32_t other : parts_[twin].before.all()) {
      parts_[other].after.remove(twin);
      look_again(other, false);
    }
    for (const std::uint32_t other : parts_[twin].after.all()) {
      parts_[other].before.remove(twin);
      look_again(other, false);
    }
    retire(twin);
    look_again(node, false);
  }

  void retire(std::uint32_t node) {
    parts_[node] = Part{};
    parts_[node].gone = true;
    --left_;
  }

  /// What is left, numbered anew: by the first job, so that no number depends on what was joined when.
  std::vector<std::uint32_t> numbers() const {
    std::vector<std::uint32_t> left;
    for (std::uint32_t j = 0; j < parts_.size(); ++j) {
      if (!parts_[j].gone) left.push_back(j);
    }
    std::sort(left.begin(), left.end(), [&](std::uint32_t a, std::uint32_t b) {
      return parts_[a].chain.begin()->jobs.front() < parts_[b].chain.begin()->jobs.front();
    });
    return left;
  }

  Nodes nodes() {
    const std::vector<std::uint32_t> left = numbers();
    std::vector<std::uint32_t> number(parts_.size());
    for (std::uint32_t k = 0; k < left.size(); ++k) number[left[k]] = k;
    Nodes nodes;
    for (const std::uint32_t j : left) {
      Node node{.chain = std::move(parts_[j].chain), .before = {}, .after = {}};
      for (const std::uint32_t i : parts_[j].before.all()) node.before.push_back(number[i]);
      for (const std::uint32_t i : parts_[j].after.all()) node.after.push_back(number[i]);
      std::sort(node.before.begin(), node.before.end());
      std::sort(node.after.begin(), node.after.end());
      nodes.push_back(std::move(node));
    }
    return nodes;
  }

  std::vector<Part> parts_;
  std::size_t left_;
  bool short_cuts_ = false;
  std::queue<std::uint32_t> queue_;
  std::map<std::pair<std::uint64_t, std::uint64_t>, std::uint32_t>
      seen_;  ///< sums of neighbours → a node that has them
};

/// All edges that follow from others.
void drop_implied_edges(Nodes& nodes) {
  using Bits = std::vector<std::uint64_t>;
  std::vector<Bits> above(nodes.size(), Bits(nodes.size() / 64 + 1));  // all that must come before
  for (const std::uint32_t k : topological_order(nodes)) {
    Bits implied(above[k].size());
    for (const std::uint32_t i : nodes[k].before) {
      for (std::size_t w = 0; w < implied.size(); ++w) implied[w] |= above[i][w];
    }
    std::erase_if(nodes[k].before, [&](std::uint32_t i) { return (implied[i / 64] >> i % 64 & 1U) != 0; });
    above[k] = std::move(implied);
    for (const std::uint32_t i : nodes[k].before) above[k][i / 64] |= std::uint64_t{1} << i % 64;
  }
  for (Node& node : nodes) node.after.clear();
  for (std::uint32_t k = 0; k < nodes.size(); ++k) {
    for (const std::uint32_t i : nodes[k].before) nodes[i].after.push_back(k);
  }
}

}  // namespace

Nodes contracted(const Jobs& jobs) {
  Nodes nodes;
  for (std::uint32_t j = 0; j < jobs.size(); ++j) {
    nodes.push_back({.chain = chain_of(j, jobs[j].worth), .before = jobs[j].before, .after = jobs[j].after});
  }
  if (nodes.size() > most_for_reduction) nodes = Contraction(std::move(nodes), true).run();
  if (nodes.size() > most_for_reduction) return nodes;
  drop_implied_edges(nodes);
  return Contraction(std::move(nodes), false).run();
}

}  // namespace envc::scheduling
