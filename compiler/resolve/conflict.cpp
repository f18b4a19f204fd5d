#include "resolve/conflict.hpp"

#include <algorithm>

namespace envc {
namespace {

using Set = std::vector<std::size_t>;

bool hits(const Set& hitting, const Set& set) {
  return std::any_of(set.begin(), set.end(),
                     [&](std::size_t one) { return std::find(hitting.begin(), hitting.end(), one) != hitting.end(); });
}

/// Extends `hitting` by `more` members, each behind the last one, so that it meets every set; the first in order.
bool extend(Set& hitting, std::size_t more, const std::vector<Set>& sets, const Set& members, std::size_t from) {
  const auto missed = std::find_if(sets.begin(), sets.end(), [&](const Set& set) { return !hits(hitting, set); });
  if (missed == sets.end()) return more == 0;
  if (more == 0) return false;
  // whatever comes must still meet this one
  const std::size_t last = missed->back();
  for (std::size_t i = from; i < members.size() && members[i] <= last; ++i) {
    hitting.push_back(members[i]);
    if (extend(hitting, more - 1, sets, members, i + 1)) return true;
    hitting.pop_back();
  }
  return false;
}

/// A smallest set with a member of each of the sets (sorted, none empty); of several the first in order.
Set hitting_set(const std::vector<Set>& sets) {
  Set members;
  for (const Set& set : sets) members.insert(members.end(), set.begin(), set.end());
  std::sort(members.begin(), members.end());
  members.erase(std::unique(members.begin(), members.end()), members.end());
  Set hitting;
  for (std::size_t size = 0; size <= members.size(); ++size) {
    if (extend(hitting, size, sets, members, 0)) break;
  }
  return hitting;
}

Claims only(const Solver& solver, const Set& set) {
  Claims claims(solver.problem().claims.size(), false);
  for (const std::size_t one : set) claims[one] = true;
  return claims;
}

Claims without(Claims claims, const Set& set) {
  for (const std::size_t one : set) claims[one] = false;
  return claims;
}

/// Leaves out one claim after another while the rest still cannot hold.
Set thinned(Solver& solver, Claims claims) {
  Set kept;
  for (std::size_t i = claims.size(); i-- > 0;) {
    if (!claims[i]) continue;
    claims[i] = false;
    if (!solver.holds(claims)) continue;
    claims[i] = true;
    kept.insert(kept.begin(), i);
  }
  return kept;
}

}  // namespace

std::vector<std::size_t> smallest_conflict(Solver& solver, const Claims& claims, std::size_t patience) {
  if (solver.holds(claims)) return {};
  std::vector<Set> corrections;
  for (std::size_t i = 0; i < patience; ++i) {
    const Set candidate = hitting_set(corrections);
    Claims held = only(solver, candidate);
    if (!solver.holds(held)) return candidate;
    Set correction;
    for (std::size_t claim = 0; claim < claims.size(); ++claim) {
      if (!claims[claim] || held[claim]) continue;
      held[claim] = true;
      if (solver.holds(held)) continue;
      held[claim] = false;
      correction.push_back(claim);
    }
    corrections.push_back(std::move(correction));
  }
  return thinned(solver, claims);
}

std::vector<Fault> faults(Solver& solver) {
  std::vector<Set> conflicts;
  Set dropped;
  while (true) {
    dropped = hitting_set(conflicts);
    Set next = smallest_conflict(solver, without(solver.all(), dropped));
    if (next.empty()) break;
    conflicts.push_back(std::move(next));
  }
  std::vector<Fault> all;
  for (const std::size_t one : dropped) {
    Claims claims = without(solver.all(), dropped);
    claims[one] = true;
    all.push_back({one, smallest_conflict(solver, claims)});
  }
  return all;
}

namespace {

using Combination = std::vector<Replacement>;

/// One replacement of each list, in every way.
std::vector<Combination> combinations(const std::vector<Combination>& lists) {
  std::vector<Combination> all{{}};
  for (const Combination& list : lists) {
    if (list.empty()) continue;
    std::vector<Combination> longer;
    for (const Combination& shorter : all) {
      for (const Replacement& one : list) {
        longer.push_back(shorter);
        longer.back().push_back(one);
      }
    }
    all = std::move(longer);
  }
  return all;
}

bool replaces(const std::vector<Combination>& lists, std::size_t claim) {
  return std::any_of(lists.begin(), lists.end(), [&](const Combination& list) {
    return std::any_of(list.begin(), list.end(), [&](const Replacement& one) { return one.first == claim; });
  });
}

}  // namespace

std::vector<std::vector<Replacement>> repairs(Solver& solver, const std::vector<Fault>& faults, std::size_t at_most) {
  // with many faults every way of combining them is too much: one repair each
  if (faults.size() > 3) at_most = 1;
  std::vector<Combination> all;
  for (std::size_t i = 0; i < faults.size(); ++i) {
    // the claims of this fault and of those before it, of which one is replaced each; not of those that come
    Claims claims = solver.all();
    for (std::size_t later = i + 1; later < faults.size(); ++later) claims[faults[later].dropped] = false;
    const auto before = combinations(all);
    // a fault without a repair stays out of it
    for (std::size_t earlier = 0; earlier < i; ++earlier) {
      if (all[earlier].empty()) claims[faults[earlier].dropped] = false;
    }
    std::vector<Replacement> found;
    for (std::size_t round = 0; round < 2; ++round) {
      std::vector<Replacement> nearest;
      for (const std::size_t claim : faults[i].conflict) {
        if (!claims[claim] || replaces(all, claim)) continue;
        const auto& alternatives = solver.problem().claims[claim].alternatives;
        for (std::size_t k = 0; k < alternatives.size(); ++k) {
          const bool same_side = std::any_of(found.begin(), found.end(), [&](const Replacement& other) {
            return other.first == claim && alternatives[other.second].side == alternatives[k].side;
          });
          if (same_side) continue;
          const Replacement one{claim, k};
          const bool mends = std::all_of(before.begin(), before.end(), [&](Combination combination) {
            combination.push_back(one);
            return solver.holds(claims, combination);
          });
          if (!mends) continue;
          nearest.push_back(one);
          break;
        }
      }
      std::stable_sort(nearest.begin(), nearest.end(), [](auto a, auto b) { return a.second < b.second; });
      found.insert(found.end(), nearest.begin(), nearest.end());
    }
    found.resize(std::min(found.size(), at_most));
    all.push_back(std::move(found));
  }
  return all;
}

}  // namespace envc
