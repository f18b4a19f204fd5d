// Random files: whatever is said, the plan keeps what the language promises.
#include "planned.hpp"

#include <doctest/doctest.h>
#include <fmt/format.h>

#include <algorithm>
#include <random>

using namespace envc;
using namespace envc::testing;

namespace {

constexpr const char* packages[] = {"git",      "make",       "torch==2.5.1",     "jax",
                                    "requests", "tqdm==4.66", "flash-attn==2.6.3"};
constexpr const char* words[] = {"git",  "make",  "torch", "requests", "flash-attn", "numpy",
                                 "apt",  "conda", "pip",   "base",     "env",        "run",
                                 "copy", "/f0",   "/f1/x", "python",   "nothing",    "/f2"};

/// `how`: now and then a statement says after or before something.
File random_file(std::mt19937& random, bool how) {
  const auto below = [&](std::size_t n) { return random() % n; };
  File file;
  const std::size_t statements = below(12);
  for (std::size_t i = 0; i < statements; ++i) {
    switch (below(9)) {
      case 0:
        file.apt(packages[below(2)]);
        break;
      case 1:
        file.conda(below(2) == 0 ? "numpy" : "python=3.10");
        break;
      case 2:
      case 3:
        file.pip(fmt::format("{} {}", packages[2 + below(2)], packages[4 + below(2)]));
        break;
      case 4:
        file.pip(packages[6]);
        file.compiled("flash-attn", "torch");
        break;
      case 5:
        file.pip("");
        file.statement().requirement_files = {{"requirements.txt", {}}};
        break;
      case 6:
        file.copy("f", fmt::format("/f{}", below(3)));
        break;
      case 7:
        file.remove(Manager::pip, "tqdm");
        break;
      default:
        file.run(fmt::format("echo {}", i));
        break;
    }
    if (!how) continue;
    while (below(3) == 0) file.after(words[below(std::size(words))]);
    while (below(4) == 0) file.before(words[below(std::size(words))]);
    if (below(6) == 0) file.with("X", "1");
  }
  if (below(2) == 0) file.env("FORCE_CUDA", "1").env("A", "1");
  if (below(4) == 0) file.check("true");
  return file;
}

std::string layer_of(const Planned& plan, const std::string& quote, std::uint32_t number) {
  std::uint32_t seen = 0;
  for (const Layer& layer : plan.graph.layers) {
    const bool step = layer.kind == LayerKind::run || layer.kind == LayerKind::copy;
    if (step && seen++ == number) return layer.quotes.front() == quote ? layer.name : "";
  }
  return "";
}

}  // namespace

TEST_CASE("without after and before: steps in their order, each below what is said above it") {
  std::mt19937 random(5);
  for (int instance = 0; instance < 1000; ++instance) {
    const File file = random_file(random, false);
    const Planned plan(file);
    CAPTURE(instance);
    REQUIRE(plan.diagnostics.all().empty());
    std::string previous;
    std::uint32_t number = 0;
    for (const Step& step : file.model.steps) {
      if (std::holds_alternative<Check>(step.action)) continue;
      const std::string name = layer_of(plan, step.quote, number++);
      REQUIRE(!name.empty());
      if (!previous.empty()) REQUIRE(plan.must(previous, name));
      previous = name;
      for (const PackageStatement& statement : file.model.packages) {
        if (statement.position > step.position) continue;
        // every layer that quotes the statement has a part of it
        for (const Layer& layer : plan.graph.layers) {
          const bool holds = std::find(layer.quotes.begin(), layer.quotes.end(), statement.quote) != layer.quotes.end();
          const bool said_below =
              std::any_of(file.model.packages.begin(), file.model.packages.end(), [&](const PackageStatement& other) {
                return other.quote == statement.quote && other.position > step.position;
              });
          if (holds && !said_below) REQUIRE(plan.must(layer.name, name));
        }
      }
    }
  }
}

TEST_CASE("with after and before: an error, or an order that keeps them") {
  std::mt19937 random(6);
  int planned = 0;
  int refused = 0;
  for (int instance = 0; instance < 5000; ++instance) {
    const File file = random_file(random, true);
    CAPTURE(instance);
    const Planned plan(file);  // checks its order
    ++(plan.diagnostics.any_error() ? refused : planned);
    for (const Diagnostic& d : plan.diagnostics.all()) REQUIRE(d.where);
  }
  // both happen, so neither half is empty
  CHECK(planned > 500);
  CHECK(refused > 500);
}

TEST_CASE("the same file gives the same graph") {
  for (std::uint32_t seed = 0; seed < 100; ++seed) {
    std::mt19937 once(seed);
    std::mt19937 again(seed);
    const Planned first(random_file(once, true));
    const Planned second(random_file(again, true));
    REQUIRE(first.ordered() == second.ordered());
  }
}

TEST_CASE("many statements take time that grows with them") {
  File file;
  for (int i = 0; i < 20000; ++i) {
    switch (i % 5) {
      case 0:
        file.apt(fmt::format("package-{}", i));
        break;
      case 1:
        file.pip(fmt::format("package-{}==1.0", i));
        break;
      case 2:
        file.env(fmt::format("NAME_{}", i), "1");
        break;
      default:
        file.run(fmt::format("echo {}", i));
        break;
    }
  }
  const Planned plan(file);
  CHECK(plan.graph.layers.size() > 8000);
}
