#include "resolve/system_libraries.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>

namespace envc {
namespace {

/// The name in this distribution today.
std::string_view current(const Resolving& r, std::string_view package) {
  const auto renamed = r.facts.apt_renamed(package, r.out.os.name, r.out.os.release);
  return renamed && !renamed->empty() ? *renamed : package;
}

/// `libgl1` of `libgl1:amd64` and `libgl1=1.3`.
std::string_view bare(std::string_view apt) {
  return apt.substr(0, apt.find_first_of(":="));
}

class Needed {
 public:
  explicit Needed(const Resolving& r) : r_(r) {}

  void add(std::string_view libraries, std::string_view who, Span where) {
    for (const std::string_view library : words(libraries)) {
      auto& needed = needed_[std::string(current(r_, library))];
      if (needed.who.empty()) needed.where = where;
      if (std::find(needed.who.begin(), needed.who.end(), who) == needed.who.end()) needed.who.emplace_back(who);
    }
  }

  void write() {
    std::set<std::string_view> said;
    for (const std::size_t i : r_.statements(Manager::apt)) {
      for (const ResolvedPackage& package : r_.out.packages[i].packages) said.insert(bare(package.spec));
    }
    for (auto& [library, needed] : needed_) {
      if (said.contains(library)) continue;
      std::string why = fmt::format("{} {} it", list_of(needed.who), needed.who.size() == 1 ? "needs" : "need");
      r_.decide("apt " + library, library, why);
      r_.out.system_libraries.push_back(
          {.name = library, .spec = library, .why = std::move(why), .where = needed.where, .said = false});
    }
  }

 private:
  struct Need {
    std::vector<std::string> who;
    Span where;
  };
  const Resolving& r_;
  std::map<std::string, Need> needed_;  ///< by library
};

void renew_names(const Resolving& r) {
  for (const std::size_t i : r.statements(Manager::apt)) {
    for (ResolvedPackage& package : r.out.packages[i].packages) {
      const std::string_view name = current(r, package.name);
      if (name == package.name) continue;
      package.why = fmt::format("{} is gone from {}", package.name, shown(r.out.os));
      r.decide("apt " + package.name, std::string(name), package.why);
      package.name = package.spec = name;
    }
  }
}

}  // namespace

void add_system_libraries(const Resolving& r) {
  renew_names(r);
  Needed needed(r);
  bool compiled = false;
  for (const Manager manager : {Manager::conda, Manager::pip}) {
    for (const std::size_t i : r.statements(manager)) {
      for (const ResolvedPackage& package : r.out.packages[i].packages) {
        const auto needs = r.facts.needs(name(manager), package.name);
        if (needs) needed.add(needs->apt, package.name, package.where);
        if (!package.compiles) continue;
        compiled = true;
        if (needs) needed.add(needs->build_apt, package.name, package.where);
      }
    }
  }
  if (compiled && r.out.python.from == Interpreter::From::apt) {
    needed.add(r.facts.defaults().python_headers, "what is compiled for Python", {});
  }
  if (r.out.gl) {
    const GlPackages& gl = r.facts.gl();
    needed.add(gl.libraries, "`gl`", r.model.cuda->gl->where);
    const std::string_view image = r.out.base_image;
    if (image.find("-devel-") != std::string_view::npos) needed.add(gl.headers, "`gl`", r.model.cuda->gl->where);
  }
  needed.write();
}

}  // namespace envc
