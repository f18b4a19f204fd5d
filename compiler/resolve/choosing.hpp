// What can be chosen, and what binds the choice: the base image, the interpreter, the build of the framework. Each
// family adds its candidates, its relations, and what the file says of it.
#pragma once

#include "resolve/resolving.hpp"
#include "resolve/solver.hpp"

#include <algorithm>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace envc {

/// One base image that could be.
struct PossibleImage {
  const CudaImage* row = nullptr;              ///< nullptr: none of the CUDA repository, or `base` names it
  Os os;                                       ///< empty name: not known
  const Distribution* distribution = nullptr;  ///< nullptr: not in the tables
  std::string cuda;                            ///< `11.3.1`; empty: none
  bool said = false;                           ///< `base` names it
  bool opaque = false;                         ///< may ship anything: nothing can be said of its CUDA
};

/// One interpreter that could be.
struct PossibleInterpreter {
  Interpreter interpreter;
  std::string minor = {};  ///< two numbers; empty: not known
};

/// One build of the framework, wherever it comes from.
struct Build {
  std::string_view version;
  std::string_view cuda;  ///< what it was built for; empty: the CPU
  std::string_view pythons;
  std::string_view glibc;
  std::string_view companions;          ///< `NAME=VERSION …`
  const FrameworkBuild* row = nullptr;  ///< of the project itself
  const ForgeBuild* forge = nullptr;    ///< of the community's channel
  bool open = false;                    ///< which CUDA it was built for is not known: nothing excludes it
};

/// One way to have one release of a package of the catalogue.
struct PossibleRelease {
  const Release* row = nullptr;               ///< nullptr: built from source in a way that no row tells
  std::string version;                        ///< empty: any
  const CataloguePackage* instead = nullptr;  ///< another package for the same import; never chosen, only proposed
};

/// A package of the catalogue that the file names. Its variable has two candidates more: a release that the tables do
/// not have, and none at all.
struct NamedPackage {
  const CataloguePackage* package = nullptr;
  std::size_t statement = 0;
  std::size_t index = 0;                  ///< in the statement
  std::vector<PossibleRelease> releases;  ///< best first, then those of other packages
  std::size_t variable = 0;
};

/// A claim as the person made it, and as it would be made anew.
struct Saying {
  enum class Of : unsigned char {
    os,
    cuda,
    base,
    python,
    conda_python,
    pin,
    channel,
    framework,
    companion,
    guarded,
    compiled,
    release,
    needed,
    wheel
  } of{};
  Span where;
  std::string text;                            ///< as said, for messages
  std::string label;                           ///< what is drawn under it beside another caret
  std::vector<std::string> alternatives = {};  ///< parallel to those of the claim
  std::size_t variable = 0;                    ///< of a release: which package it is
  std::string name = {};                       ///< of what is needed: the package
};

struct Choosing {
  static constexpr std::size_t image = 0;
  static constexpr std::size_t interpreter = 1;
  static constexpr std::size_t build = 2;

  Problem problem;
  std::vector<Saying> sayings;  ///< parallel to the claims of the problem
  std::vector<bool> wishes;     ///< parallel to them: holds while something is left, and is no law

  std::vector<PossibleImage> images;
  std::vector<PossibleInterpreter> interpreters;
  std::vector<Build> builds;  ///< the variable has one candidate more, the last: the framework is not wanted
  std::vector<NamedPackage> packages;

  /// A new claim; the last one is what `alternative` adds to.
  void claim(Saying saying, std::vector<Restriction> restrictions, bool wish = false) {
    sayings.push_back(std::move(saying));
    problem.claims.push_back({std::move(restrictions), {}});
    wishes.push_back(wish);
  }
  /// What could be said instead; left out where it admits nothing or is there already.
  void alternative(std::string text, Restriction restriction, int side) {
    alternative(std::move(text), std::vector<Restriction>{std::move(restriction)}, side);
  }
  void alternative(std::string text, std::vector<Restriction> restrictions, int side) {
    const auto has = [](const auto& list, const auto& value) {
      return std::find(list.begin(), list.end(), value) != list.end();
    };
    const bool nothing = std::any_of(restrictions.begin(), restrictions.end(),
                                     [&](const Restriction& one) { return !has(one.admitted, true); });
    if (nothing || has(sayings.back().alternatives, text)) return;
    sayings.back().alternatives.push_back(std::move(text));
    problem.claims.back().alternatives.push_back({std::move(restrictions), side});
  }
};

/// The restriction of a variable to the candidates that pass.
template<typename Candidate, typename Passes>
Restriction only(std::size_t variable, const std::vector<Candidate>& candidates, Passes passes) {
  Restriction restriction{variable, {}};
  for (const Candidate& candidate : candidates) restriction.admitted.push_back(passes(candidate));
  return restriction;
}

/// The others of a sorted list (`compare_versions`), the nearest to `said` first, the newer of two equally near; with
/// the side: 1 newer, -1 older.
std::vector<std::pair<std::string, int>> by_nearness(const std::vector<std::string>& sorted, std::string_view said);

/// Adds a version to a sorted list, once.
void insert_version(std::vector<std::string>& sorted, std::string_view version);

}  // namespace envc
