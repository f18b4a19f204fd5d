// Seconds, bytes and chances of change: from the facts, shared so that a split changes nothing in sum.
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
