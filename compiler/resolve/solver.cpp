#include "resolve/solver.hpp"

#include <algorithm>
#include <numeric>

namespace envc {
namespace {

/// Answers of a relation are remembered up to this many combinations.
constexpr std::size_t most_remembered = std::size_t{1} << 20U;

}  // namespace

Solver::Solver(Problem problem) : problem_(std::move(problem)) {
  relations_of_.resize(problem_.candidates.size());
  for (std::size_t i = 0; i < problem_.relations.size(); ++i) {
    std::size_t combinations = 1;
    for (const std::size_t variable : problem_.relations[i].variables) {
      relations_of_[variable].push_back(i);
      combinations = std::min(combinations * problem_.candidates[variable], most_remembered + 1);
    }
    known_.emplace_back(combinations <= most_remembered ? combinations : 0);
  }
}

/// Whether the relation holds for this choice.
bool Solver::related(std::size_t relation, const Choice& choice) {
  const Relation& r = problem_.relations[relation];
  Choice values;
  std::size_t combination = 0;
  for (const std::size_t variable : r.variables) {
    values.push_back(choice[variable]);
    combination = combination * problem_.candidates[variable] + choice[variable];
  }
  if (known_[relation].empty()) return r.holds(values);
  char& known = known_[relation][combination];
  if (known == 0) known = r.holds(values) ? 1 : 2;
  return known == 1;
}

/// Variables in their order, candidates in theirs, so the first choice that is found is the best. Forward checking: an
/// assignment takes out what it excludes of later variables. Backjumping (Prosser 1993, FC-CBJ): when nothing is left
/// of a variable, back to the latest one that took something out.
struct Solver::Search {
  static constexpr std::size_t in = static_cast<std::size_t>(-1);
  static constexpr std::size_t never = in - 1;  ///< taken out before the search

  Solver& solver;
  std::size_t n;
  Choice choice;
  std::vector<std::vector<std::size_t>> out;  ///< variable → candidate → the level that took it out; `in`
  std::vector<std::vector<bool>> culprits;    ///< level → earlier ones that a dead end at it goes back to
  std::vector<std::vector<bool>> shared;      ///< variable → levels that had a part in what a later one took out

  explicit Search(Solver& s)
      : solver(s),
        n(s.problem_.candidates.size()),
        choice(n, 0),
        culprits(n, std::vector<bool>(n, false)),
        shared(culprits) {
    for (const std::size_t candidates : s.problem_.candidates) out.emplace_back(candidates, in);
  }

  void restrict(const Restriction& restriction) {
    for (std::size_t c = 0; c < restriction.admitted.size(); ++c) {
      if (!restriction.admitted[c]) out[restriction.variable][c] = never;
    }
  }

  /// The earlier levels that took something out of `of` are what a dead end at `level` goes back to.
  void blame(std::size_t level, std::size_t of) {
    for (const std::size_t past : out[of]) {
      if (past < level) culprits[level][past] = true;
    }
    for (std::size_t past = 0; past < level; ++past) {
      if (shared[of][past]) culprits[level][past] = true;
    }
  }

  /// Takes out what the assignment at `level` excludes. False: nothing is left of a variable.
  bool check_forward(std::size_t level) {
    for (const std::size_t r : solver.relations_of_[level]) {
      std::size_t open = n;  // the one variable of the relation that is still open
      bool one = true;
      for (const std::size_t variable : solver.problem_.relations[r].variables) {
        if (variable <= level) continue;
        one = open == n;
        open = variable;
        if (!one) break;
      }
      if (!one) continue;
      if (open == n) {  // of one variable
        if (!solver.related(r, choice)) return false;
        continue;
      }
      bool left = false;
      for (std::size_t c = 0; c < out[open].size(); ++c) {
        if (out[open][c] != in) continue;
        choice[open] = c;
        if (solver.related(r, choice)) {
          left = true;
        } else {
          out[open][c] = level;
          for (const std::size_t variable : solver.problem_.relations[r].variables) {
            if (variable < level) shared[open][variable] = true;
          }
        }
      }
      if (!left) {
        blame(level, open);
        return false;
      }
    }
    return true;
  }

  void undo(std::size_t level) {
    for (std::size_t variable = level + 1; variable < n; ++variable) {
      for (std::size_t& by : out[variable]) {
        if (by == level) by = in;
      }
    }
  }

  /// `n`: found. Else the level to go back to; `never`: there is no choice.
  std::size_t search(std::size_t level) {
    if (level == n) return n;
    std::fill(culprits[level].begin(), culprits[level].end(), false);
    for (std::size_t c = 0; c < out[level].size(); ++c) {
      if (out[level][c] != in) continue;
      choice[level] = c;
      if (check_forward(level)) {
        choice[level] = c;
        const std::size_t back = search(level + 1);
        if (back == n) return n;
        if (back != level) {
          undo(level);
          return back;
        }
      }
      undo(level);
    }
    blame(level, level);
    for (std::size_t back = level; back-- > 0;) {
      if (!culprits[level][back]) continue;
      for (std::size_t past = 0; past < back; ++past) {
        if (culprits[level][past]) culprits[back][past] = true;
      }
      return back;
    }
    return never;
  }
};

std::optional<Choice> Solver::solve(const Claims& claims, std::span<const Replacement> replaced) {
  Search search(*this);
  for (std::size_t i = 0; i < claims.size(); ++i) {
    if (!claims[i]) continue;
    const auto found =
        std::find_if(replaced.begin(), replaced.end(), [&](const Replacement& one) { return one.first == i; });
    const Claim& claim = problem_.claims[i];
    for (const Restriction& restriction :
         found == replaced.end() ? claim.restrictions : claim.alternatives[found->second].restrictions) {
      search.restrict(restriction);
    }
  }
  if (search.search(0) != search.n) return std::nullopt;
  return std::move(search.choice);
}

}  // namespace envc
