// Models and resolutions made by hand, and what the graph makes of them.
#pragma once

#include "layer/graph.hpp"
#include "layer/order.hpp"

#include <map>
#include <string>
#include <vector>

namespace envc::testing {

/// A file, statement by statement; every statement is resolved as it stands.
class File {
 public:
  File();

  Model model;
  Resolution resolution;
  std::map<std::string, std::vector<std::string>> included;

  /// Words are packages as said. The last statement can then be changed: `last()`.
  File& apt(const std::string& packages);
  File& conda(const std::string& packages, std::vector<std::string> channels = {"conda-forge"});
  File& pip(const std::string& packages);
  File& remove(Manager, const std::string& packages);
  File& step(Action, const std::string& quote);
  File& run(const std::string& line);
  File& check(const std::string& line);
  File& copy(const std::string& source, const std::string& target);
  File& env(const std::string& name, const std::string& value);

  // How-lines of the last statement or step.
  File& after(const std::string& word);
  File& before(const std::string& word);
  File& with(const std::string& name, const std::string& value);

  /// The last package statement, and what it resolved to.
  PackageStatement& statement() { return model.packages.back(); }
  ResolvedPackages& resolved() { return resolution.packages.back(); }
  /// It compiles this package against that one.
  File& compiled(const std::string& package, const std::string& against);

 private:
  PackageStatement& add(Manager, const std::string& packages);
  How& how();
  Said<std::string> word(const std::string& text);

  std::uint32_t position_ = 0;
  std::uint32_t offset_ = 1;
  bool step_is_last_ = false;
};

/// The graph of a file, and questions to it.
class Planned {
 public:
  explicit Planned(const File&, const Learned& = {});

  Diagnostics diagnostics;
  Graph graph;

  /// All names, in the order of the graph.
  [[nodiscard]] std::string names() const;
  /// In the order of the plan.
  [[nodiscard]] std::string ordered() const;
  [[nodiscard]] bool has(const std::string& name) const;
  [[nodiscard]] const Layer& operator[](const std::string& name) const;
  template<typename T>
  [[nodiscard]] const T& content(const std::string& name) const {
    return std::get<T>((*this)[name].content);
  }
  /// Whether `first` must come before `second`, in one step or many.
  [[nodiscard]] bool must(const std::string& first, const std::string& second) const;
  /// Neither must come first.
  [[nodiscard]] bool free(const std::string& a, const std::string& b) const { return !must(a, b) && !must(b, a); }
  /// `kind: message` of every diagnostic, a line each.
  [[nodiscard]] std::string messages() const;
};

/// `a b c`
std::string joined(const std::vector<std::string>& words);

}  // namespace envc::testing
