#include "layer/search.hpp"

#include "layer/relaxation.hpp"
#include "layer/runs.hpp"
#include "text/presume.hpp"

#include <algorithm>
#include <limits>
#include <unordered_map>

namespace envc::scheduling {
namespace {

/// Costs this near are one, so that rounding decides nothing.
constexpr double tolerance = 1e-13;

struct HashOfSet {
  std::size_t operator()(const JobSet& set) const { return set.hash(); }
};

/// A way to go on: from an earlier one, with these jobs.
struct Move {
  std::uint32_t from;
  std::uint32_t begin;  ///< of its jobs
  std::uint32_t end;
};

/// A set that stands first, in the best order found for it.
struct Open {
  JobSet placed;
  double cost = 0;
  double change = 0;
  double last_index = std::numeric_limits<double>::infinity();  ///< of what was placed last
  JobSet before_last;
  JobSet start;           ///< where the run began: what was placed since, one by one, was all ready there
  std::uint32_t run = 0;  ///< its length
  std::uint32_t move = 0;
  double bound = 0;
};

/// The sets of one size.
struct Level {
  std::vector<Open> open;
  std::unordered_map<JobSet, std::uint32_t, HashOfSet> places;  ///< looked up only: its order decides nothing
};

class Search {
 public:
  explicit Search(const Jobs& jobs)
      : jobs_(jobs),
        n_(jobs.size()),
        topological_(topological_order(jobs)),
        relaxation_(jobs, topological_),
        before_(n_),
        index_(n_),
        runs_(jobs, before_, index_),
        highest_(n_) {
    for (std::uint32_t j = 0; j < n_; ++j) {
      for (const std::uint32_t i : jobs[j].before) before_[j].add(i);
      index_[j] = index(jobs[j].worth);
    }
    for (auto j = topological_.rbegin(); j != topological_.rend(); ++j) {
      highest_[*j] = index_[*j];
      for (const std::uint32_t k : jobs[*j].after) highest_[*j] = std::max(highest_[*j], highest_[k]);
    }
  }

  Found run(std::size_t effort);

 private:
  void pass(std::size_t width);
  void look_at(Level&, std::size_t width);
  void expand(Open&);
  void narrow(std::vector<Open>&, std::size_t width);
  void branch(const Open&);
  [[nodiscard]] std::vector<std::uint32_t> run_of(const Open&) const;
  void follow(const Open&, std::span<const std::uint32_t> jobs, Open next);
  void finish(const Open&);
  double bound_of(const Open& open, const Worth& rest) const {
    return open.cost + open.change * rest.seconds + (1 - open.change) * rest.cost;
  }
  void unpack(const Open& open) {
    for (std::uint32_t j = 0; j < n_; ++j) placed_[j] = open.placed.has(j) ? 1 : 0;
  }

  const Jobs& jobs_;
  const std::size_t n_;
  const Order topological_;
  Relaxation relaxation_;
  std::vector<JobSet> before_;
  std::vector<double> index_;
  Runs runs_;
  std::vector<double> highest_;  ///< index of the job and of all that waits for it
  std::vector<char> placed_ = std::vector<char>(n_);

  Order best_order_;
  double best_ = std::numeric_limits<double>::infinity();
  double left_out_ = std::numeric_limits<double>::infinity();  ///< least bound of what was not looked at
  std::vector<Level> levels_;
  std::vector<Move> moves_;
  std::vector<std::uint32_t> moved_;
};

Found Search::run(std::size_t effort) {
  const std::size_t per_level = effort / (n_ * (n_ + relaxation_.edges()));
  const std::size_t all = std::numeric_limits<std::size_t>::max();
  Found found;
  for (const std::size_t width :
       {std::size_t{16}, n_ <= always_exact ? all : std::max<std::size_t>(per_level / 8, 16)}) {
    pass(width);
    found.proven = left_out_ >= best_ * (1 - tolerance);
    if (found.proven) break;
    relaxation_.keep_later_of(best_order_);
    if (!relaxation_.has_prices()) relaxation_.find_prices(best_);
  }
  found.order = best_order_;
  found.bound = found.proven ? best_ : left_out_;
  if (!found.proven) {
    relaxation_.lay_with_prices(std::vector<char>(n_));
    found.relaxed = relaxation_.strings();
  }
  return found;
}

void Search::pass(std::size_t width) {
  left_out_ = std::numeric_limits<double>::infinity();
  moves_.assign(1, {0, 0, 0});
  moved_.clear();
  levels_.assign(n_ + 1, {});
  levels_[0].open.push_back({});
  for (std::size_t size = 0; size <= n_; ++size) {
    look_at(levels_[size], width);
    levels_[size] = {};
  }
}

/// Leaves the `width` of least bound.
void Search::narrow(std::vector<Open>& open, std::size_t width) {
  if (open.size() <= width) return;
  const auto end = open.begin() + static_cast<std::ptrdiff_t>(width);
  std::nth_element(open.begin(), end, open.end(), [](const Open& a, const Open& b) {
    return a.bound != b.bound ? a.bound < b.bound : a.move < b.move;
  });
  left_out_ = std::min(left_out_, end->bound);
  open.erase(end, open.end());
}

void Search::look_at(Level& level, std::size_t width) {
  constexpr std::size_t candidates = 4;
  if (level.open.size() > width) {
    narrow(level.open, candidates * width);
    for (Open& open : level.open) {
      unpack(open);
      relaxation_.lay(placed_);
      open.bound = std::max(open.bound, bound_of(open, relaxation_.whole()));
      if (relaxation_.has_prices()) {
        relaxation_.lay_with_prices(placed_);
        open.bound = std::max(open.bound, bound_of(open, relaxation_.whole()));
      }
    }
    std::erase_if(level.open, [&](const Open& open) { return open.bound >= best_ * (1 - tolerance); });
    narrow(level.open, width);
  }
  for (Open& open : level.open) expand(open);
}

void Search::expand(Open& open) {
  unpack(open);
  relaxation_.lay(placed_);
  open.bound = std::max(open.bound, bound_of(open, relaxation_.whole()));
  if (open.bound >= best_ * (1 - tolerance)) return;
  // Strings of the relaxation that the requirements allow begin a best order.
  JobSet placed = open.placed;
  JobSet before_last = open.before_last;
  double last_index = open.last_index;
  std::size_t allowed = 0;
  const Order& order = relaxation_.order();
  std::size_t begin = 0;
  for (std::size_t s = 0; s < relaxation_.ends().size(); ++s) {
    const std::size_t end = relaxation_.ends()[s];
    JobSet with = placed;
    bool fits = true;
    for (std::size_t k = begin; k < end && fits; ++k) {
      fits = with.holds(before_[order[k]]);
      with.add(order[k]);
    }
    if (!fits) break;
    before_last = placed;
    last_index = index(relaxation_.strings()[s]);
    placed = with;
    allowed = begin = end;
  }
  if (allowed > 0) {
    Open next;
    next.last_index = last_index;
    next.before_last = before_last;
    next.start = placed;
    follow(open, std::span(order).first(allowed), next);
    return;
  }
  if (order.empty()) return finish(open);
  if (relaxation_.has_prices()) {
    relaxation_.lay_with_prices(placed_);
    open.bound = std::max(open.bound, bound_of(open, relaxation_.whole()));
    if (open.bound >= best_ * (1 - tolerance)) return;
  }
  branch(open);
}

void Search::branch(const Open& open) {
  std::vector<std::uint32_t> ready;
  double highest = -std::numeric_limits<double>::infinity();
  for (std::uint32_t j = 0; j < n_; ++j) {
    if (open.placed.has(j) || !open.placed.holds(before_[j])) continue;
    ready.push_back(j);
    highest = std::max(highest, index_[j]);
  }
  std::vector<std::uint32_t> run = run_of(open);
  for (const std::uint32_t j : ready) {
    if (highest_[j] < highest) continue;
    if (index_[j] > open.last_index && open.before_last.holds(before_[j])) continue;
    Open next;
    next.last_index = index_[j];
    next.before_last = open.placed;
    JobSet placed = open.placed;
    placed.add(j);
    if (open.start.holds(before_[j])) {
      run.push_back(j);
      const bool good = runs_.has_purpose(run, open.start, placed);
      run.pop_back();
      if (!good) continue;
      next.start = open.start;
      next.run = open.run + 1;
    } else {
      next.start = placed;
    }
    follow(open, std::span(&j, 1), next);
  }
}

std::vector<std::uint32_t> Search::run_of(const Open& open) const {
  std::vector<std::uint32_t> run(open.run);
  std::uint32_t move = open.move;
  for (std::uint32_t k = open.run; k-- > 0; move = moves_[move].from) run[k] = moved_[moves_[move].begin];
  return run;
}

void Search::follow(const Open& open, std::span<const std::uint32_t> jobs, Open next) {
  next.placed = open.placed;
  next.cost = open.cost;
  next.change = open.change;
  next.bound = open.bound;
  std::size_t size = jobs.size();
  for (std::uint32_t j = 0; j < n_; ++j) size += open.placed.has(j) ? 1 : 0;
  for (const std::uint32_t j : jobs) {
    next.placed.add(j);
    const Worth& worth = jobs_[j].worth;
    next.cost += next.change * worth.seconds + (1 - next.change) * worth.cost;
    next.change += (1 - next.change) * worth.change;
  }
  Level& level = levels_[size];
  const auto [place, fresh] = level.places.emplace(next.placed, static_cast<std::uint32_t>(level.open.size()));
  if (!fresh && level.open[place->second].cost <= next.cost * (1 + tolerance)) return;
  next.move = static_cast<std::uint32_t>(moves_.size());
  const auto begin = static_cast<std::uint32_t>(moved_.size());
  moved_.insert(moved_.end(), jobs.begin(), jobs.end());
  moves_.push_back({open.move, begin, static_cast<std::uint32_t>(moved_.size())});
  if (fresh) {
    level.open.push_back(next);
  } else {
    level.open[place->second] = next;
  }
}

void Search::finish(const Open& open) {
  if (open.cost >= best_) return;
  best_ = open.cost;
  best_order_.clear();
  std::vector<std::uint32_t> way;
  for (std::uint32_t move = open.move; move != 0; move = moves_[move].from) way.push_back(move);
  for (auto move = way.rbegin(); move != way.rend(); ++move) {
    for (std::uint32_t k = moves_[*move].begin; k < moves_[*move].end; ++k) best_order_.push_back(moved_[k]);
  }
}

}  // namespace

Found search(const Jobs& jobs, std::size_t effort) {
  presume(jobs.size() <= most_for_search, "the search is asked for too many jobs");
  return Search(jobs).run(effort);
}

}  // namespace envc::scheduling
