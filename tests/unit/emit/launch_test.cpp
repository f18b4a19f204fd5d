// launch.sh and bashrc as text: what stands in them, and what is left out. tests/e2e/launch runs them.
#include "emit/artifact.hpp"
#include "emit/launch_settings.hpp"
#include "emit/weave.hpp"

#include <doctest/doctest.h>

using namespace envc;

namespace {

Mount mount(PathWorld world, std::string source, std::string target) {
  Mount made;
  made.world = world;
  made.source = std::move(source);
  made.target = std::move(target);
  return made;
}

EnvVar env(std::string name, std::string value, bool prepend = false) {
  return {.name = std::move(name), .value = std::move(value), .prepend = prepend, .where = {}};
}

Place place(std::string name, bool cluster = false) {
  Place made;
  made.name.value = std::move(name);
  if (cluster) made.own.slurm = {env("partition", "batch")};
  return made;
}

Said<Gpus> gpus(Gpus::Kind kind, std::uint32_t number = 0, std::string type = {}) {
  return {Gpus{kind, number, std::move(type)}, {}};
}

Plan with_places(std::vector<Place> places) {
  Plan plan;
  plan.model.places = std::move(places);
  return plan;
}

Plan with_mount(Mount one) {
  Plan plan;
  plan.model.run.mounts = {std::move(one)};
  return plan;
}

bool has(const Plan& plan, std::string_view text) {
  return launch_script(plan).find(text) != std::string::npos;
}

/// The lines of `settings` above the places.
std::string lines(const Plan& plan) {
  const std::string text = launch_settings(plan);
  const std::string_view begin = "settings() {\n";
  REQUIRE(text.starts_with(begin));
  REQUIRE(text.ends_with("}\n"));
  return text.substr(begin.size(), text.size() - begin.size() - 2);
}

}  // namespace

TEST_CASE("weave") {
  const Pattern pattern{.conditions = {{"yes", true}, {"no", false}},
                        .insertions = {{"name", "put in\n"}, {"none", ""}}};
  CHECK(weave("", pattern).empty());
  CHECK(weave("a\nb", pattern) == "a\nb");
  CHECK(weave("a\n#if yes\nb\n#end\nc\n", pattern) == "a\nb\nc\n");
  CHECK(weave("a\n#if no\nb\n#end\nc\n", pattern) == "a\nc\n");
  CHECK(weave("#if no\n#if yes\nb\n#end\n#insert name\n#end\nc\n", pattern) == "c\n");
  CHECK(weave("#if yes\n#if no\nb\n#end\nc\n#end\n", pattern) == "c\n");
  CHECK(weave("#insert name\n#insert none\nc\n", pattern) == "put in\nc\n");
  CHECK(weave("# if yes\n #end\n", pattern) == "# if yes\n #end\n");
}

TEST_CASE("the sources of mounts") {
  CHECK(lines({}) == "  :\n");
  CHECK(lines(with_mount(mount(PathWorld::project, ".", "/p"))) == "  add_mount \"$project\" /p\n");
  CHECK(lines(with_mount(mount(PathWorld::project, "my data", "/p"))) == "  add_mount \"$project\"/'my data' /p\n");
  CHECK(lines(with_mount(mount(PathWorld::machine, "/a,b", "/p"))) == "  add_mount /a,b /p\n");
  CHECK(lines(with_mount(mount(PathWorld::home, "", "/p"))) == "  add_mount ~ /p\n");
  CHECK(lines(with_mount(mount(PathWorld::home, "$(x)", "/p"))) == "  add_mount ~/'$(x)' /p\n");
  Mount variable = mount(PathWorld::variable, "x", "/p q");
  variable.variable = "SCRATCH";
  variable.read_only = true;
  CHECK(lines(with_mount(variable)) == "  add_mount \"${SCRATCH:-\\$SCRATCH}\"/x '/p q' ro\n");
}

TEST_CASE("variables and ports") {
  Plan plan;
  plan.model.run.env = {env("A", "1"),  env("B", ""),      env("C", "~/x y"),      env("D", "$S"),
                        env("E", "$5"), env("F", "a~/$S"), env("PATH", "/x", true)};
  plan.model.run.ports = {{.host = 8080, .container = 80, .where = {}}};
  CHECK(lines(plan) ==
        "  set_env A 1\n"
        "  set_env B ''\n"
        "  set_env C ~/'x y'\n"
        "  set_env D \"${S:-\\$S}\"\n"
        "  set_env E '$5'\n"
        "  set_env F 'a~/$S'\n"
        "  prepend_env PATH /x\n"
        "  ports[80]=8080\n");
}

TEST_CASE("a place is an arm") {
  Place laptop = place("laptop");
  laptop.own.display = Said<std::string>{"x11", {}};
  laptop.own.user = Said<std::string>{"root", {}};
  laptop.own.gpus = gpus(Gpus::Kind::number, 2);
  laptop.own.mounts = {mount(PathWorld::home, "d", "/d")};
  Plan plan = with_places({laptop, place("case", true)});
  plan.model.run.mounts = {mount(PathWorld::project, ".", "/p")};
  CHECK(launch_settings(plan) ==
        "settings() {\n"
        "  at=${place:+ at $place}\n"
        "  add_mount \"$project\" /p\n"
        "  case $place in\n"
        "    laptop)\n"
        "      gpus=2\n"
        "      user=root\n"
        "      display=x11\n"
        "      add_mount ~/d /d\n"
        "      ;;\n"
        "    'case')\n"
        "      ;;\n"
        "    '') ;; # --no-place\n"
        "    *) misuse \"no place is called '$place': there are ${places[*]}\" ;;\n"
        "  esac\n"
        "}\n");
}

TEST_CASE("the place that is taken when none is named") {
  CHECK(launch_place(with_places({})).empty());
  CHECK(launch_place(with_places({place("a"), place("b")})) == "a");
  CHECK(launch_place(with_places({place("a", true), place("b")})) == "b");
  CHECK(launch_place(with_places({place("a", true), place("b", true)})).empty());
  CHECK(launch_place(with_places({place("a", true)})) == "a");
  CHECK(has(with_places({place("a"), place("b")}), "\nplaces=(a b)\nplace=${ENVC_PLACE:-a}\n"));
  CHECK(has(with_places({place("a", true), place("b", true)}), "\nplace=${ENVC_PLACE:-}\n"));
  CHECK_FALSE(has({}, "place="));
}

TEST_CASE("which GPUs") {
  Plan plan;
  CHECK(launch_gpus(plan) == "none");
  CHECK_FALSE(can_want_gpus(plan));
  CHECK_FALSE(has(plan, "nvidia-smi"));
  CHECK_FALSE(has(plan, "\ngpus="));
  plan.model.run.gpus = gpus(Gpus::Kind::number, 0, "a100");
  CHECK(launch_gpus(plan) == "1");
  CHECK(can_want_gpus(plan));
  CHECK(has(plan, "\ngpus=1\n"));
  CHECK_FALSE(has(plan, "image_cuda"));  // no CUDA of the image to hold against the driver's
  plan.model.run.gpus = gpus(Gpus::Kind::none);
  CHECK_FALSE(can_want_gpus(plan));
  plan.resolution.cuda = "11.3.1";
  CHECK(launch_gpus(plan) == "none");
  CHECK(can_want_gpus(plan));
  plan.model.run.gpus.reset();
  CHECK(launch_gpus(plan) == "all");
  CHECK(has(plan, "\nimage_cuda=11.3\n"));
  plan.resolution.cuda = "12";
  CHECK(has(plan, "\nimage_cuda=12.0\n"));

  Place wants = place("lab");
  wants.own.gpus = gpus(Gpus::Kind::all);
  CHECK(can_want_gpus(with_places({wants})));
  wants.own.gpus = gpus(Gpus::Kind::none);
  CHECK_FALSE(can_want_gpus(with_places({wants})));
}

TEST_CASE("the working folder") {
  Plan plan;
  CHECK(launch_workdir(plan).empty());
  plan.model.run.mounts = {mount(PathWorld::project, "data", "/d"), mount(PathWorld::project, ".", "/p")};
  CHECK(launch_workdir(plan) == "/p");
  plan.model.workdir = Said<std::string>{"/w x", {}};
  CHECK(launch_workdir(plan) == "/w x");
  CHECK(has(plan, "\nworkdir='/w x'\n"));

  Place lab = place("lab");
  lab.own.mounts = {mount(PathWorld::project, ".", "/lab")};
  CHECK(launch_settings(with_places({lab})).find("      workdir=/lab\n") != std::string::npos);
  plan.model.places = {lab};
  CHECK(launch_settings(plan).find("workdir=") == std::string::npos);
}

TEST_CASE("only the parts that this environment needs") {
  Plan plan;
  CHECK_FALSE(has(plan, "xauth"));
  CHECK_FALSE(has(plan, "--publish"));
  CHECK_FALSE(has(plan, "--place"));
  CHECK_FALSE(has(plan, "pull_image"));
  CHECK_FALSE(has(plan, "--entrypoint"));
  CHECK_FALSE(has(plan, "prepend_env"));
  CHECK(has(plan, "--cpu"));
  plan.model.run.display = Said<std::string>{"x11", {}};
  plan.model.run.ports = {{.host = 80, .container = 80, .where = {}}};
  plan.model.run.env = {env("PATH", "/x", true)};
  plan.model.image = Said<std::string>{"a/b", {}};
  plan.model.entrypoint = Exec{{"/x"}, {}};
  plan.model.places = {place("lab")};
  for (const char* part : {"xauth", "--publish", "--place", "pull_image", "--entrypoint", "prepend_env", "--cpu"}) {
    CHECK_MESSAGE(has(plan, part), part);
  }
}

TEST_CASE("never more rights than needed") {
  Plan plan;
  plan.resolution.cuda = "12.4.1";
  plan.model.run.display = Said<std::string>{"x11", {}};
  for (const char* never : {"--privileged", "xhost", "--ipc=host", "--cap-add", "docker.sock"}) {
    CHECK_MESSAGE(!has(plan, never), never);
  }
}

TEST_CASE("no line of the weaving is left") {
  Plan plan;
  CHECK_FALSE(has(plan, "\n#if "));
  CHECK_FALSE(has(plan, "\n#end"));
  CHECK_FALSE(has(plan, "\n#insert "));
  CHECK(launch_script(plan).starts_with("#!/usr/bin/env bash\nset -euo pipefail\n"));
}

TEST_CASE("text with a dollar is told to shellcheck") {
  constexpr std::string_view directive = "# shellcheck disable=SC2016 #";
  CHECK_FALSE(has({}, directive));
  CHECK_FALSE(has(with_places({place("a")}), directive));  // `$` in double quotes is the script's own
  CHECK(has(with_mount(mount(PathWorld::machine, "/$x", "/p")), directive));
  CHECK(has(with_mount(mount(PathWorld::machine, "/`x`", "/p")), directive));
  CHECK_FALSE(has(with_mount(mount(PathWorld::machine, "/it's", "/p")), directive));
}

TEST_CASE("bashrc") {
  Plan plan;
  plan.model.project.value = "my.env";
  CHECK(bashrc(plan).find("\nenvc_name='my.env'\n") != std::string::npos);
  CHECK(bashrc(plan).find("#insert") == std::string::npos);
  plan.model.project.value = "$(x) 'y'";
  CHECK(bashrc(plan).find("\nenvc_name='$(x) '\\''y'\\'''\n") != std::string::npos);
}
