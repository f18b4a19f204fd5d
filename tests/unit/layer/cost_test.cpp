// Seconds, bytes and chances of change: from the facts, shared so that a split changes nothing in sum.
#include "layer/does.hpp"
#include "planned.hpp"

#include <doctest/doctest.h>

using namespace envc;
using namespace envc::testing;

TEST_CASE("seconds and bytes: the kind's part, and each package's") {
  const Facts& facts = Facts::builtin();
  const Planned plan(File().apt("git wget"));
  const Cost fixed = facts.layer_cost("apt");
  const Cost git = facts.package_cost("apt", "git", "");
  const Cost wget = facts.package_cost("apt", "wget", "");
  CHECK(git.seconds > 0);
  CHECK(plan["apt"].seconds == doctest::Approx(fixed.seconds + git.seconds + wget.seconds));
  CHECK(plan["apt"].bytes == doctest::Approx(fixed.bytes + git.bytes + wget.bytes));
}

TEST_CASE("a package's version is looked up") {
  const Facts& facts = Facts::builtin();
  const Planned plan(File().pip("torch==1.12.1"));
  CHECK(plan["pip-heavy"].seconds ==
        doctest::Approx(facts.layer_cost("pip_heavy").seconds + facts.package_cost("pip", "torch", "1.12.1").seconds));
}

TEST_CASE("one layer has the chance of its kind") {
  const Facts& facts = Facts::builtin();
  const Planned plan(File().apt("git").pip("requests").conda("python"));
  CHECK(plan["base"].change == facts.layer_change("base"));
  CHECK(plan["apt"].change == doctest::Approx(facts.layer_change("apt")));
  CHECK(plan["pip"].change == doctest::Approx(facts.layer_change("pip")));
  CHECK(plan["conda"].change == doctest::Approx(facts.layer_change("conda")));
  CHECK(plan["env"].change == doctest::Approx(facts.layer_change("env")));
}

TEST_CASE("several layers share it by what is named in them") {
  const double pip = Facts::builtin().layer_change("pip");
  const Planned plan(File().pip("a1 b1 c1").pip("d1").with("X", "1"));
  CHECK((1 - plan["pip"].change) * (1 - plan["pip-2"].change) == doctest::Approx(1 - pip));
  CHECK(plan["pip"].change > plan["pip-2"].change);
  CHECK(plan["pip-2"].change > 0);
}

TEST_CASE("each step has its own") {
  const Planned plan(File().run("one").run("two"));
  CHECK(plan["run-1"].change == Facts::builtin().layer_change("run"));
  CHECK(plan["run-2"].change == Facts::builtin().layer_change("run"));
}

TEST_CASE("requirement files and the project's sources change more often than what names them") {
  File file;
  file.pip("requests");
  file.statement().requirement_files = {{"requirements.txt", {}}};
  file.statement().projects = {{.path = ".", .editable = true, .where = {}}};
  const Planned plan(file);
  CHECK(plan["pip-requirements"].change > plan["pip"].change);
  CHECK(plan["pip-local"].change > plan["pip-requirements"].change);
}

TEST_CASE("a layer that only envc fills changes when packages come, if they would go into it") {
  File libraries;
  ResolvedPackage library;
  library.name = library.spec = "libgl1";
  library.said = false;
  libraries.pip("open3d").resolution.system_libraries = {library};
  CHECK(Planned(libraries)["apt"].change == doctest::Approx(Facts::builtin().layer_change("apt")));
}

TEST_CASE("counted edits sharpen a prior, and three of them do not overrule it: the mean of a Beta distribution") {
  const Facts& facts = Facts::builtin();
  const double prior = facts.layer_change("apt");
  const double belief = facts.layering().belief;
  const File file = File().apt("git").pip("requests");
  const auto chance = [&](std::int64_t touched, std::int64_t seen) {
    Learned learned;
    learned.edits["apt"] = {seen, touched};
    return Planned(file, learned)["apt"].change;
  };
  CHECK(chance(0, 0) == doctest::Approx(prior));
  CHECK(chance(3, 3) == doctest::Approx((prior * belief + 3) / (belief + 3)));
  CHECK(chance(3, 3) < 0.5);
  CHECK(chance(0, 3) > prior / 2);
  CHECK(chance(900, 1000) == doctest::Approx(0.9).epsilon(0.03));
  Learned learned;
  learned.edits["apt"] = {1000, 900};
  CHECK(Planned(file, learned)["pip"].change == Planned(file)["pip"].change);
}

TEST_CASE("what was counted is shared by the layers of the kind as the prior is") {
  Learned learned;
  learned.edits["pip"] = {40, 30};
  const Planned one(File().pip("a1 b1 c1 d1"), learned);
  const Planned two(File().pip("a1 b1 c1").pip("d1").with("X", "1"), learned);
  CHECK((1 - two["pip"].change) * (1 - two["pip-2"].change) == doctest::Approx(1 - one["pip"].change));
}

TEST_CASE("measured seconds hold for what was measured, whatever it is called now, and for nothing else") {
  const Planned before(File().run("one").run("two"));
  Learned learned;
  learned.measured["run-1"] = {layer_key(before["run-1"]), 77};
  const Planned moved(File().run("zero").run("one"), learned);
  CHECK(moved["run-2"].seconds == 77);
  CHECK(moved["run-2"].measured);
  CHECK(moved["run-1"].seconds == before["run-1"].seconds);
  CHECK_FALSE(moved["run-1"].measured);
}
