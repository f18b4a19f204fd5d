// The solver against brute force: satisfiability, the best choice, the smallest conflict, repairs.
#include "resolve/conflict.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <random>
#include <set>

namespace envc {
namespace {

using Random = std::mt19937;

std::size_t upto(Random& random, std::size_t most) {
  return random() % (most + 1);
}

/// `tight`: one candidate is admitted, else all but one; loose ones together make conflicts of more than two claims.
std::vector<Restriction> random_restrictions(Random& random, const Problem& problem, bool tight) {
  std::vector<Restriction> all;
  for (std::size_t i = 0; i <= upto(random, 3) / 3; ++i) {
    Restriction one{upto(random, problem.candidates.size() - 1), {}};
    one.admitted.assign(problem.candidates[one.variable], !tight);
    one.admitted[upto(random, one.admitted.size() - 1)] = tight;
    all.push_back(std::move(one));
  }
  return all;
}

/// Up to four variables of up to four candidates; relations of one to three of them; up to ten claims.
Problem random_problem(Random& random) {
  Problem problem;
  const std::size_t count = 2 + upto(random, 2);
  for (std::size_t i = 0; i < count; ++i) problem.candidates.push_back(2 + upto(random, 2));
  const std::size_t variables = problem.candidates.size();
  const std::size_t relations = 1 + upto(random, 3);
  for (std::size_t i = 0; i < relations; ++i) {
    std::vector<std::size_t> of;
    for (std::size_t k = 0; k <= 1 + upto(random, 1); ++k) of.push_back(upto(random, variables - 1));
    std::sort(of.begin(), of.end());
    of.erase(std::unique(of.begin(), of.end()), of.end());
    std::shuffle(of.begin(), of.end(), random);
    std::set<Choice> excluded;
    std::size_t excluded_ones = 1;
    for (const std::size_t variable : of) excluded_ones *= problem.candidates[variable];
    excluded_ones = excluded_ones * (1 + upto(random, 2)) / 4;
    for (std::size_t k = 0; k < excluded_ones; ++k) {
      Choice values;
      for (const std::size_t variable : of) values.push_back(upto(random, problem.candidates[variable] - 1));
      excluded.insert(values);
    }
    problem.relations.push_back({of, [excluded](std::span<const std::size_t> values) {
                                   return !excluded.contains({values.begin(), values.end()});
                                 }});
  }
  const bool tight = upto(random, 1) == 0;
  const std::size_t claims = upto(random, tight ? 6 : 10);
  for (std::size_t i = 0; i < claims; ++i) {
    Claim claim{random_restrictions(random, problem, tight)};
    for (std::size_t k = 0; k < upto(random, 4); ++k)
      claim.alternatives.push_back({random_restrictions(random, problem, tight), static_cast<int>(upto(random, 1))});
    problem.claims.push_back(std::move(claim));
  }
  return problem;
}

/// Every choice in order: the first that passes everything.
std::optional<Choice> brute_force(const Problem& problem, const Claims& claims,
                                  std::span<const Replacement> replaced = {}) {
  Choice choice(problem.candidates.size(), 0);
  while (true) {
    bool passes = true;
    const auto check = [&](const std::vector<Restriction>& restrictions) {
      for (const Restriction& one : restrictions) passes = passes && one.admitted[choice[one.variable]];
    };
    for (std::size_t i = 0; i < claims.size(); ++i) {
      if (!claims[i]) continue;
      const auto found = std::find_if(replaced.begin(), replaced.end(), [&](auto one) { return one.first == i; });
      check(found == replaced.end() ? problem.claims[i].restrictions
                                    : problem.claims[i].alternatives[found->second].restrictions);
    }
    for (const Relation& relation : problem.relations) {
      Choice values;
      for (const std::size_t variable : relation.variables) values.push_back(choice[variable]);
      passes = passes && relation.holds(values);
    }
    if (passes) return choice;
    std::size_t last = choice.size();
    while (last > 0 && choice[last - 1] + 1 == problem.candidates[last - 1]) choice[--last] = 0;
    if (last == 0) return std::nullopt;
    ++choice[last - 1];
  }
}

Claims of_bits(std::size_t bits, std::size_t n) {
  Claims claims;
  for (std::size_t i = 0; i < n; ++i) claims.push_back((bits >> i & 1U) != 0);
  return claims;
}

Claims of_set(const std::vector<std::size_t>& set, std::size_t n) {
  Claims claims(n, false);
  for (const std::size_t one : set) claims[one] = true;
  return claims;
}

}  // namespace

TEST_CASE("the best choice is that of brute force, for any claims") {
  Random random(1);
  std::size_t none = 0;
  for (int i = 0; i < 2000; ++i) {
    CAPTURE(i);
    const Problem problem = random_problem(random);
    Solver solver(problem);
    for (std::size_t k = 0; k < 4; ++k) {
      const Claims claims = k == 0 ? solver.all() : of_bits(random(), problem.claims.size());
      const auto expected = brute_force(problem, claims);
      none += expected ? 0 : 1;
      REQUIRE(solver.solve(claims) == expected);
    }
  }
  CHECK(none > 500);  // both answers are common
  CHECK(none < 7000);
}

TEST_CASE("a conflict cannot hold, holds without any one of its claims, and no smaller one exists") {
  Random random(2);
  std::size_t conflicts = 0;
  std::size_t bigger_than_two = 0;
  for (int i = 0; i < 2000; ++i) {
    CAPTURE(i);
    const Problem problem = random_problem(random);
    const std::size_t n = problem.claims.size();
    Solver solver(problem);
    const auto conflict = smallest_conflict(solver, solver.all());
    const bool possible = brute_force(problem, Claims(n, false)).has_value();
    const bool holds = brute_force(problem, solver.all()).has_value();
    REQUIRE(conflict.empty() == (holds || !possible));
    if (conflict.empty()) continue;
    ++conflicts;
    bigger_than_two += conflict.size() > 2 ? 1 : 0;
    REQUIRE_FALSE(brute_force(problem, of_set(conflict, n)).has_value());
    for (const std::size_t one : conflict) {
      Claims rest = of_set(conflict, n);
      rest[one] = false;
      REQUIRE(brute_force(problem, rest).has_value());
    }
    for (std::size_t bits = 0; bits < std::size_t{1} << n; ++bits) {
      const Claims claims = of_bits(bits, n);
      if (static_cast<std::size_t>(std::count(claims.begin(), claims.end(), true)) >= conflict.size()) continue;
      REQUIRE(brute_force(problem, claims).has_value());
    }
    // out of patience, it is still one of which nothing can be left out
    const auto thin = smallest_conflict(solver, solver.all(), 0);
    REQUIRE_FALSE(brute_force(problem, of_set(thin, n)).has_value());
    for (const std::size_t one : thin) {
      Claims rest = of_set(thin, n);
      rest[one] = false;
      REQUIRE(brute_force(problem, rest).has_value());
    }
  }
  CHECK(conflicts > 500);
  CHECK(bigger_than_two > 30);
}

TEST_CASE("a conflict of many claims, and one that lies beside it") {
  // six candidates, each excluded by a claim; a second variable that two claims want differently
  Problem problem{{6, 2}, {}, {}};
  for (std::size_t i = 0; i < 6; ++i) {
    std::vector<bool> admitted(6, true);
    admitted[i] = false;
    problem.claims.push_back({{{0, admitted}}});
  }
  problem.claims.push_back({{{1, {true, false}}}});
  problem.claims.push_back({{{1, {false, true}}}, {{{{1, {true, true}}}, 0}}});
  Solver solver(problem);
  CHECK(smallest_conflict(solver, solver.all()) == std::vector<std::size_t>{6, 7});
  const auto all = faults(solver);
  REQUIRE(all.size() == 2);
  CHECK(all[0].conflict == std::vector<std::size_t>{0, 1, 2, 3, 4, 5});
  CHECK(all[1].conflict == std::vector<std::size_t>{6, 7});
  const auto fixes = repairs(solver, all);
  CHECK(fixes[0].empty());
  CHECK(fixes[1] == std::vector<Replacement>{{7, 0}});
}

TEST_CASE("as many faults as claims must go, each with a smallest conflict of its own") {
  Random random(3);
  std::size_t several = 0;
  for (int i = 0; i < 2000; ++i) {
    CAPTURE(i);
    const Problem problem = random_problem(random);
    const std::size_t n = problem.claims.size();
    if (!brute_force(problem, Claims(n, false))) continue;
    Solver solver(problem);
    const auto all = faults(solver);
    std::size_t least = n;
    for (std::size_t bits = 0; bits < std::size_t{1} << n; ++bits) {
      const Claims claims = of_bits(bits, n);
      const auto gone = static_cast<std::size_t>(std::count(claims.begin(), claims.end(), false));
      if (gone < least && brute_force(problem, claims)) least = gone;
    }
    REQUIRE(all.size() == (n == 0 ? 0 : least));
    several += all.size() > 1 ? 1 : 0;
    Claims rest = solver.all();
    for (const Fault& fault : all) rest[fault.dropped] = false;
    REQUIRE(brute_force(problem, rest).has_value());
    for (const Fault& fault : all) {
      REQUIRE_FALSE(brute_force(problem, of_set(fault.conflict, n)).has_value());
      for (const std::size_t one : fault.conflict) {
        REQUIRE((one == fault.dropped || rest[one]));
        Claims others = of_set(fault.conflict, n);
        others[one] = false;
        REQUIRE(brute_force(problem, others).has_value());
      }
    }
  }
  CHECK(several > 50);
}

TEST_CASE("whichever repair is taken of each fault, everything holds") {
  Random random(4);
  std::size_t repaired = 0;
  for (int i = 0; i < 2000; ++i) {
    CAPTURE(i);
    const Problem problem = random_problem(random);
    if (!brute_force(problem, Claims(problem.claims.size(), false))) continue;
    Solver solver(problem);
    const auto all = faults(solver);
    const auto fixes = repairs(solver, all);
    REQUIRE(fixes.size() == all.size());
    Claims claims = solver.all();
    for (std::size_t k = 0; k < all.size(); ++k) {
      REQUIRE(fixes[k].size() <= 3);
      if (fixes[k].empty()) claims[all[k].dropped] = false;
    }
    for (int taken = 0; taken < 6; ++taken) {
      std::vector<Replacement> replaced;
      for (std::size_t k = 0; k < all.size(); ++k) {
        if (fixes[k].empty()) continue;
        const Replacement one = fixes[k][upto(random, fixes[k].size() - 1)];
        const auto& conflict = all[k].conflict;
        REQUIRE(std::find(conflict.begin(), conflict.end(), one.first) != conflict.end());
        replaced.push_back(one);
      }
      repaired += replaced.empty() ? 0 : 1;
      REQUIRE(brute_force(problem, claims, replaced).has_value());
    }
    // with one fault, no claim that could be mended goes without an answer
    if (all.size() != 1 || !fixes[0].empty()) continue;
    for (const std::size_t claim : all[0].conflict) {
      for (std::size_t k = 0; k < problem.claims[claim].alternatives.size(); ++k) {
        const Replacement one{claim, k};
        REQUIRE_FALSE(brute_force(problem, solver.all(), {&one, 1}).has_value());
      }
    }
  }
  CHECK(repaired > 500);
}

}  // namespace envc
