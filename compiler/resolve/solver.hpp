// A small constraint solver: variables with few candidates, what is said of them, and what must hold between them.
// It knows nothing of images or packages.
#pragma once

#include <cstddef>
#include <functional>
#include <optional>
#include <span>
#include <utility>
#include <vector>

namespace envc {

/// Which candidates of one variable are admitted, by index.
struct Restriction {
  std::size_t variable = 0;
  std::vector<bool> admitted;
};

/// What must hold between candidates of two or more variables. `holds` gets one index a variable, in their order; it is
/// asked for each combination at most once or so, and only for those that are still possible.
struct Relation {
  std::vector<std::size_t> variables;  ///< distinct
  std::function<bool(std::span<const std::size_t>)> holds;
};

/// What could be said instead. `side`: the direction in which it lies, such as newer or older.
struct Alternative {
  std::vector<Restriction> restrictions;
  int side = 0;
};

/// Something a person said: law, until it is dropped as a whole. All its restrictions hold, or, in place of them, all
/// those of one alternative.
struct Claim {
  std::vector<Restriction> restrictions;
  std::vector<Alternative> alternatives = {};  ///< nearest first
};

struct Problem {
  std::vector<std::size_t> candidates;  ///< how many each variable has; the first is the best
  std::vector<Relation> relations;
  std::vector<Claim> claims;
};

/// One candidate a variable.
using Choice = std::vector<std::size_t>;
/// By the index of the claim: whether it holds.
using Claims = std::vector<bool>;
/// A claim and the alternative that stands for it.
using Replacement = std::pair<std::size_t, std::size_t>;

class Solver {
 public:
  explicit Solver(Problem);

  [[nodiscard]] const Problem& problem() const { return problem_; }
  [[nodiscard]] Claims all() const { return Claims(problem_.claims.size(), true); }

  /// The best choice under these claims: the first variable's best candidate that can be kept, then the second's, and
  /// so on. nullopt: there is none.
  std::optional<Choice> solve(const Claims&, std::span<const Replacement> = {});
  bool holds(const Claims& claims, std::span<const Replacement> replaced = {}) {
    return solve(claims, replaced).has_value();
  }

 private:
  struct Search;
  bool related(std::size_t relation, const Choice& choice);

  Problem problem_;
  std::vector<std::vector<std::size_t>> relations_of_;  ///< variable → relations
  std::vector<std::vector<char>>
      known_;  ///< relation → combination → 0 not asked, 1 holds, 2 does not; empty: too many
};

}  // namespace envc
