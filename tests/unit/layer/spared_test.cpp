#include "layer/spared.hpp"
#include "planned.hpp"

#include "layer/order.hpp"

#include <doctest/doctest.h>
#include <fmt/format.h>

using namespace envc;
using namespace envc::testing;

namespace {

std::vector<Spared> spared(const File& file) {
  return spared_by_after(file.model, file.resolution, Facts::builtin(), file.included, {});
}

}  // namespace

TEST_CASE("a step that needs less than it sees: the word, and exactly what the next plan then costs less") {
  File file;
  file.apt("make").pip("rich tqdm").run("make -C /opt/tools");
  const auto found = spared(file);
  REQUIRE(found.size() == 1);
  CHECK(found[0].step == 0);
  CHECK(found[0].word == "apt");
  const double before = order(Planned(file).graph).expected_seconds;
  file.after("apt");
  CHECK(found[0].seconds == doctest::Approx(before - order(Planned(file).graph).expected_seconds));
  CHECK(found[0].seconds > 0.1);
}

TEST_CASE("a script that calls Python is not offered an order without it") {
  File file;
  file.apt("make").pip("rich tqdm").run("python setup.py");
  for (const Spared& one : spared(file)) CHECK(one.word != "apt");
}

TEST_CASE("what says its needs already, and what spares nothing, is not named") {
  File said;
  said.apt("make").pip("rich").run("make").after("apt");
  CHECK(spared(said).empty());
  File alone;
  alone.apt("make").run("make");
  CHECK(spared(alone).empty());
}

TEST_CASE("tries are bounded") {
  File file;
  file.apt("make").pip("rich");
  for (int i = 0; i < 30; ++i) file.run(fmt::format("make tool{}", i));
  CHECK(spared_by_after(file.model, file.resolution, Facts::builtin(), file.included, {}, 2).size() <= 2);
}
