// Random environments, edited and built or not: no edit builds more than is promised.
#include "planned.hpp"

#include "layer/append.hpp"
#include "layer/does.hpp"

#include <doctest/doctest.h>
#include <fmt/format.h>

#include <algorithm>
#include <random>
#include <set>

using namespace envc;
using namespace envc::testing;

namespace {

/// An environment as a person thinks of it: words of each manager, and lines that are run.
struct Environment {
  std::string base = "ubuntu:22.04";
  std::array<std::vector<std::string>, 3> packages;  // by Manager
  std::vector<std::string> lines;
  bool checked = false;

  [[nodiscard]] File file() const {
    File out;
    out.resolution.base_image = base;
    out.resolution.python = {Interpreter::From::conda, "3.10", "/opt/env"};
    if (!packages[0].empty()) out.apt(joined(packages[0]));
    if (!packages[1].empty()) out.conda(joined(packages[1]));
    if (!packages[2].empty()) out.pip(joined(packages[2]));
    for (const std::string& line : lines) out.run(line);
    if (checked) out.check("true");
    return out;
  }
};

class Story {
 public:
  explicit Story(std::uint32_t seed) : random_(seed) {
    for (std::size_t manager = 0; manager < 3; ++manager) {
      for (std::size_t n = below(4); n-- > 0;) now_.packages[manager].push_back(new_package(manager));
    }
    for (std::size_t n = below(3); n-- > 0;) now_.lines.push_back(new_line());
    now_.checked = below(3) == 0;
  }

  void tell() {
    check_plan();
    for (int edit = 0; edit < 5; ++edit) {
      if (below(3) > 0) build();
      this->edit();
    }
    check_end();
  }

 private:
  std::size_t below(std::size_t n) { return random_() % n; }
  std::string new_package(std::size_t manager) {
    // Some that facts know as heavy, the rest nobody knows.
    static const std::array<const char*, 4> heavy{"torch==2.1.0", "open3d==0.17", "torchvision==0.16.0",
                                                  "xgboost==2.1.2"};
    if (manager == 2 && below(3) == 0) {
      const char* one = heavy[below(heavy.size())];
      const auto& all = now_.packages[2];
      if (std::find(all.begin(), all.end(), one) == all.end()) return one;
    }
    return fmt::format("p{}{}", manager, ++number_);
  }
  std::string new_line() { return fmt::format("line {}", ++number_); }

  [[nodiscard]] Laid laid(const Lock& lock) const {
    const File file = now_.file();
    Diagnostics diagnostics;
    Laid out = lay(file.model, file.resolution, Facts::builtin(), file.included, lock, diagnostics);
    REQUIRE(diagnostics.all().empty());
    return out;
  }

  static std::vector<std::string> names(const Laid& laid) {
    std::vector<std::string> all;
    for (const LayerId id : laid.sequence.layers) all.push_back(laid.graph[id].name);
    return all;
  }

  void build() {
    const Laid plan = laid(lock_);
    lock_.sealed.clear();
    for (const LayerId id : plan.sequence.layers) {
      const Layer& layer = plan.graph[id];
      const std::string does = what_it_does(layer.content, layer.removals);
      lock_.sealed.push_back(
          {layer.name, std::string(name(layer.kind)), does, layer.packages, layer.added, layer.name});
    }
    // Built, and nothing edited: all of it stands.
    const Laid again = laid(lock_);
    REQUIRE(again.built == names(plan));
    REQUIRE(names(again) == names(plan));
  }

  /// Which built layer holds this, from the first on; all of them if none does.
  [[nodiscard]] std::size_t layer_with(const std::string& spec) const {
    for (std::size_t i = 0; i < lock_.sealed.size(); ++i) {
      const auto& has = lock_.sealed[i].packages;
      if (std::find(has.begin(), has.end(), spec) != has.end()) return i;
    }
    return standing();
  }
  [[nodiscard]] std::size_t layer_of_line(const std::string& line) const {
    const std::string does = what_it_does(content::Script{.lines = {line}, .with = {}, .user = {}, .workdir = {}}, 0);
    for (std::size_t i = 0; i < lock_.sealed.size(); ++i) {
      if (lock_.sealed[i].does == does) return i;
    }
    return standing();
  }
  /// Built layers, but for those that come after whatever is added.
  [[nodiscard]] std::size_t standing() const {
    for (std::size_t i = 0; i < lock_.sealed.size(); ++i) {
      const std::string& kind = lock_.sealed[i].kind;
      if (kind == "env" || kind == "check" || kind == "meta") return i;
    }
    return lock_.sealed.size();
  }

  void edit() {
    const std::size_t before = standing();
    std::size_t promised = before;
    auto& packages = now_.packages[below(3)];
    const auto manager = static_cast<std::size_t>(&packages - now_.packages.data());
    switch (below(8)) {
      case 0:
      case 1:
      case 2: {
        // A first package can bring what it is installed with.
        packages.insert(packages.begin() + static_cast<std::ptrdiff_t>(below(packages.size() + 1)),
                        new_package(manager));
        break;
      }
      case 3: {
        if (packages.empty()) return;
        const std::size_t which = below(packages.size());
        promised = std::min(before, layer_with(packages[which]));
        packages.erase(packages.begin() + static_cast<std::ptrdiff_t>(which));
        // conda's and apt's foundations go with their last package.
        if (packages.empty()) promised = std::min<std::size_t>(promised, 1);
        break;
      }
      case 4: {
        if (packages.empty()) return;
        std::string& which = packages[below(packages.size())];
        promised = std::min(before, layer_with(which));
        which = new_package(manager);
        break;
      }
      case 5:
        now_.lines.push_back(new_line());
        break;
      case 6: {
        if (now_.lines.empty()) return;
        const std::size_t which = below(now_.lines.size());
        promised = std::min(before, layer_of_line(now_.lines[which]));
        now_.lines.insert(now_.lines.begin() + static_cast<std::ptrdiff_t>(which), new_line());
        break;
      }
      default:
        if (below(4) > 0) return;
        now_.base = fmt::format("ubuntu:{}", ++number_);
        promised = 0;
    }
    const Laid plan = check_plan();
    CAPTURE(joined(names(plan)));
    CHECK(plan.built.size() >= promised);
    const auto is_text = [](const BuiltLayer& layer, const std::string& text) { return layer.text == text; };
    CHECK(std::equal(lock_.sealed.begin(), lock_.sealed.begin() + static_cast<std::ptrdiff_t>(plan.built.size()),
                     plan.built.begin(), plan.built.end(), is_text));
    lock_.sealed.resize(plan.built.size());  // as the lock then says
  }

  /// What holds of any plan.
  Laid check_plan() const {
    const Laid plan = laid(lock_);
    std::vector<bool> done(plan.graph.layers.size());
    std::multiset<std::string> specs;
    std::set<std::string> unique;
    for (const LayerId id : plan.sequence.layers) {
      const Layer& layer = plan.graph[id];
      const auto is_done = [&](LayerId other) { return done[static_cast<std::size_t>(other)]; };
      CHECK(std::all_of(layer.requires_.begin(), layer.requires_.end(), is_done));
      done[static_cast<std::size_t>(id)] = true;
      specs.insert(layer.packages.begin(), layer.packages.end());
      unique.insert(layer.name);
    }
    CHECK(unique.size() == plan.graph.layers.size());
    CHECK(plan.sequence.layers.size() == plan.graph.layers.size());
    // Every package once, and none that the file does not name.
    std::multiset<std::string> wanted;
    for (const auto& packages : now_.packages) wanted.insert(packages.begin(), packages.end());
    CHECK(specs == wanted);
    return plan;
  }

  /// The same again; and laid anew it is what a first compile would lay.
  void check_end() const {
    CHECK(names(laid(lock_)) == names(laid(lock_)));
    Lock forgotten = lock_;
    forget_built(forgotten);
    CHECK(names(laid(forgotten)) == names(laid({})));
  }

  std::mt19937 random_;
  unsigned number_ = 0;
  Environment now_;
  Lock lock_;
};

}  // namespace

TEST_CASE("no edit builds more than is promised, in 1,000 stories of five edits") {
  for (std::uint32_t seed = 1; seed <= 1000; ++seed) {
    CAPTURE(seed);
    Story(seed).tell();
  }
}
