// Writes the launch scripts that the tests in this folder run, from plans made by hand: `write_scripts FOLDER` makes
// FOLDER/NAME/launch.sh for each plan below, and FOLDER/article/bashrc.
#include "emit/artifact.hpp"

#include <cstdio>
#include <filesystem>
#include <fstream>

namespace {

using namespace envc;

Mount mount(PathWorld world, std::string source, std::string target, bool read_only = false) {
  return {.world = world,
          .variable = {},
          .source = std::move(source),
          .target = std::move(target),
          .read_only = read_only,
          .where = {}};
}

Mount mount_of_variable(std::string variable, std::string source, std::string target) {
  return {.world = PathWorld::variable,
          .variable = std::move(variable),
          .source = std::move(source),
          .target = std::move(target),
          .read_only = false,
          .where = {}};
}

EnvVar env(std::string name, std::string value, bool prepend = false) {
  return {.name = std::move(name), .value = std::move(value), .prepend = prepend, .where = {}};
}

Place place(std::string name) {
  Place made;
  made.name.value = std::move(name);
  return made;
}

Said<Gpus> gpus(Gpus::Kind kind, std::uint32_t number = 0) {
  return {Gpus{kind, number, {}}, {}};
}

Plan start(std::string project) {
  Plan plan;
  plan.model.project.value = std::move(project);
  plan.resolution.os = {"ubuntu", "20.04"};
  plan.resolution.base_registry = "docker.io";
  plan.resolution.base_image = "ubuntu:20.04";
  Layer base;
  base.kind = LayerKind::base;
  base.name = "base";
  base.content = content::From{"docker.io", "ubuntu:20.04"};
  plan.graph.layers.push_back(base);
  plan.sequence.layers.push_back(LayerId{0});
  return plan;
}

/// The article's environment: CUDA, a display, two places, published.
Plan article() {
  Plan plan = start("research_dev_env");
  plan.model.image = Said<std::string>{"kylevedder/research_dev_env", {}};
  plan.model.workdir = Said<std::string>{"/project", {}};
  plan.resolution.cuda = "11.3.1";
  plan.model.run.mounts = {mount(PathWorld::project, ".", "/project")};
  Place laptop = place("laptop");
  laptop.own.display = Said<std::string>{"x11", {}};
  laptop.own.mounts = {mount(PathWorld::home, "data/my_dataset", "/dataset")};
  Place penn = place("penn");
  penn.own.slurm = {env("partition", "batch")};
  penn.own.mounts = {mount_of_variable("SCRATCH", "my_dataset", "/dataset")};
  plan.model.places = {laptop, penn};
  return plan;
}

/// No CUDA, no place, no `image`: the shortest script.
Plan cpu() {
  Plan plan = start("cpu");
  plan.model.run.mounts = {mount(PathWorld::project, ".", "/work")};
  return plan;
}

/// All places are clusters.
Plan clusters() {
  Plan plan = start("clusters");
  for (const char* name : {"one", "two"}) {
    Place cluster = place(name);
    cluster.own.slurm = {env("partition", name)};
    cluster.own.env = {env("WHERE", name)};
    plan.model.places.push_back(cluster);
  }
  return plan;
}

/// Everything that may stand in a place, with text that a shell would like to read.
Plan hostile() {
  Plan plan = start("hostile");
  plan.resolution.cuda = "12.4.1";
  plan.model.image = Said<std::string>{"hostile", {}};
  plan.model.shell = Said<std::string>{"/bin/my shell", {}};
  plan.model.entrypoint = Exec{{"/entry"}, {}};
  plan.model.run.gpus = gpus(Gpus::Kind::number, 2);
  plan.model.run.ports = {{.host = 8888, .container = 8888, .where = {}},
                          {.host = 6007, .container = 6006, .where = {}}};
  plan.model.run.mounts = {mount(PathWorld::project, "data, \"a\" $(touch hacked) 'b'", "/target, \"x\" $HOME"),
                           mount(PathWorld::machine, "/tmp", "/scratch", true)};
  Place odd = place("esac");
  odd.own.user = Said<std::string>{"root", {}};
  odd.own.ports = {{.host = 9999, .container = 8888, .where = {}}};
  odd.own.gpus = gpus(Gpus::Kind::none);
  odd.own.env = {env("A", "$(touch hacked) `touch hacked` 'q' \"d\" * \\ \n end"),
                 env("B", ""),
                 env("C", "~/with space"),
                 env("D", "$ENVC_TEST_DIR/d e"),
                 env("E", "$5"),
                 env("PATH", "/more/bin", true),
                 env("PATH", "~/bin", true),
                 env("NEW", "/n", true)};
  odd.own.mounts = {mount(PathWorld::home, "over $ride", "/scratch")};
  plan.model.places = {odd};
  return plan;
}

/// A user by name, its own history, one GPU.
Plan named() {
  Plan plan = start("named");
  plan.model.run.user = Said<std::string>{"alice", {}};
  plan.model.run.gpus = gpus(Gpus::Kind::number, 1);
  plan.model.run.display = Said<std::string>{"x11", {}};
  plan.model.run.ports = {{.host = 8888, .container = 8888, .where = {}}};
  plan.model.run.mounts = {mount(PathWorld::project, "hist", "/home/user/.bash_history")};
  return plan;
}

/// From before any driver of a major version ran all of its minor ones.
Plan old() {
  Plan plan = start("old");
  plan.resolution.cuda = "10.2";
  return plan;
}

void write(const std::filesystem::path& path, const std::string& bytes) {
  std::filesystem::create_directories(path.parent_path());
  std::ofstream(path, std::ios::binary) << bytes;
  std::filesystem::permissions(path, std::filesystem::perms::owner_all);
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 2) {
    std::fputs("usage: write_scripts FOLDER\n", stderr);
    return 2;
  }
  const std::filesystem::path folder = argv[1];
  for (const Plan& plan : {article(), cpu(), clusters(), hostile(), named(), old()}) {
    write(folder / plan.model.project.value / "launch.sh", envc::with_header(envc::launch_script(plan)));
    write(folder / plan.model.project.value / "bashrc", envc::with_header(envc::bashrc(plan)));
  }
}
