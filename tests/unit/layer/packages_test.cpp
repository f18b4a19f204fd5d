// How packages are grouped into layers, and what must come before what.
#include "planned.hpp"

#include <doctest/doctest.h>

#include <algorithm>

using namespace envc;
using namespace envc::testing;
using From = Interpreter::From;

TEST_CASE("nothing said: a base, a home, variables, the settings") {
  File file;
  file.resolution.python = {};
  const Planned plan(file);
  CHECK(plan.names() == "base home env meta");
  CHECK(plan.ordered() == "base home env meta");
  CHECK(plan.content<content::From>("base").image == "ubuntu:22.04");
  CHECK(plan.content<content::Meta>("meta").user == "1000:1000");
  CHECK(plan.content<content::Meta>("meta").command->words == std::vector<std::string>{"/bin/bash"});
}

TEST_CASE("apt: one layer, sorted, each package once, after setup") {
  const Planned plan(File().apt("wget git").run("true").apt("git curl"));
  CHECK(joined(plan.content<content::AptInstall>("apt").packages) == "curl git wget");
  CHECK(joined(plan["apt"].quotes) == "apt wget git apt git curl");
  CHECK(plan.must("setup", "apt"));
  CHECK(plan.must("base", "setup"));
  CHECK(!plan.has("apt-2"));
}

TEST_CASE("setup brings what conda is fetched with, apt what other steps fetch with, and no more") {
  File bare;
  bare.resolution.python = {};
  CHECK(!Planned(bare).has("setup"));
  const auto setup = [](const File& file) {
    return joined(Planned(file).content<content::AptSetup>("setup").packages);
  };
  const auto apt = [](const File& file) { return joined(Planned(file).content<content::AptInstall>("apt").packages); };
  CHECK(setup(File(bare).apt("git")).empty());
  CHECK(setup(File().conda("python")) == "ca-certificates curl");
  CHECK(!Planned(File().conda("python")).has("apt"));
  File git(bare);
  git.step(Git{.url = {"https://example.org/t", {}}, .ref = "v1", .path = "/opt/t", .lines = {}}, "git …");
  CHECK(apt(git) == "ca-certificates git");
  CHECK(Planned(git).must("apt", "git-1"));
  CHECK(Planned(git.apt("git")).content<content::AptInstall>("apt").packages.size() == 2);
  File zip(bare);
  zip.step(
      Download{.url = {"https://example.org/a.zip", {}}, .path = "/opt/a", .sha256 = {}, .unpack = true, .mode = {}},
      "download …");
  CHECK(apt(zip) == "ca-certificates curl unzip");
  CHECK(apt(zip.conda("python")) == "unzip");
  CHECK(apt(File().pip("x@git+https://example.org/x")) == "ca-certificates git");
}

TEST_CASE("libraries that others forgot, the time zone and the locale join apt, each with its reason") {
  File file;
  file.apt("wget libgomp1").pip("open3d==0.17");
  for (const char* library : {"libegl1", "libgl1", "libgomp1"}) {
    ResolvedPackage package;
    package.name = package.spec = library;
    package.why = "open3d needs them";
    package.said = false;
    file.resolution.system_libraries.push_back(package);
  }
  file.model.timezone = {"America/New_York", {}};
  file.model.locale = {"en_US.UTF-8", {}};
  const Planned plan(file);
  CHECK(joined(plan.content<content::AptInstall>("apt").packages) == "libegl1 libgl1 libgomp1 locales tzdata wget");
  CHECK(plan["apt"].notes == std::vector<std::string>{"libegl1 libgl1: open3d needs them",
                                                      "tzdata: the time zone comes from it",
                                                      "locales: the locale is made with it"});
  CHECK(plan.must("apt", "timezone"));
  CHECK(plan.must("apt", "locale"));
  CHECK(plan.content<content::Timezone>("timezone").zone == "America/New_York");
}

TEST_CASE("C.UTF-8 is there already") {
  File file;
  file.model.locale = {"C.UTF-8", {}};
  const Planned plan(file);
  CHECK(!plan.has("locale"));
  CHECK(!plan.has("apt"));
}

TEST_CASE("apt-get remove comes after what is said above it and before what is said below") {
  const Planned plan(File().apt("a1").remove(Manager::apt, "b1").apt("c1"));
  CHECK(plan.content<content::AptInstall>("apt-remove").remove);
  CHECK(plan.must("apt", "apt-remove"));
  CHECK(plan.must("apt-remove", "apt-2"));
  CHECK(joined(plan.content<content::AptInstall>("apt-2").packages) == "c1");
}

TEST_CASE("conda: installer, then one layer for equal channels") {
  const Planned plan(File().conda("python=3.10 numpy").apt("git").conda("pandas=2.2"));
  const auto& install = plan.content<content::CondaInstall>("conda");
  CHECK(joined(install.specs) == "numpy pandas=2.2 python=3.10");
  CHECK(joined(install.channels) == "conda-forge");
  CHECK(install.create);
  CHECK(install.prefix == "/opt/env");
  CHECK(install.cuda.empty());
  CHECK(plan.must("conda-installer", "conda"));
  CHECK(plan.must("setup", "conda-installer"));
  CHECK(plan.free("apt", "conda"));
  CHECK(!plan.content<content::CondaInstaller>("conda-installer").builds.empty());
}

TEST_CASE("conda: other channels are a layer after it; the interpreter's comes first and makes the environment") {
  File file;
  file.conda("pytorch", {"pytorch", "conda-forge"}).conda("python=3.10");
  file.resolution.cuda = "11.3.1";
  const Planned plan(file);
  CHECK(joined(plan.content<content::CondaInstall>("conda").specs) == "python=3.10");
  CHECK(plan.content<content::CondaInstall>("conda").create);
  CHECK(plan.content<content::CondaInstall>("conda").cuda == "11.3");
  CHECK(joined(plan.content<content::CondaInstall>("conda-2").channels) == "pytorch conda-forge");
  CHECK(!plan.content<content::CondaInstall>("conda-2").create);
  CHECK(plan.must("conda", "conda-2"));
}

TEST_CASE("conda: the interpreter and pip are added where nobody names them") {
  const Planned plan(File().conda("numpy").pip("requests"));
  CHECK(joined(plan.content<content::CondaInstall>("conda").specs) == "numpy pip python");
  CHECK(joined(Planned(File().conda("numpy python=3.9")).content<content::CondaInstall>("conda").specs) ==
        "numpy python=3.9");
}

TEST_CASE("python from conda alone is an environment with the interpreter") {
  File file;
  file.resolution.python = {From::conda, "3.10", "/opt/env"};
  const Planned plan(file);
  CHECK(joined(plan.content<content::CondaInstall>("conda").specs) == "python=3.10");
}

TEST_CASE("conda remove comes after the installs") {
  const Planned plan(File().conda("python numpy").remove(Manager::conda, "mkl"));
  CHECK(plan.must("conda", "conda-remove"));
  CHECK(plan.content<content::CondaInstall>("conda-remove").remove);
}

TEST_CASE("the interpreter comes before pip") {
  CHECK(Planned(File().pip("requests")).must("python", "pip"));
  CHECK(Planned(File().conda("python").pip("requests")).must("conda", "pip"));
  File distribution;
  distribution.resolution.python = {From::apt, "3.10", "/opt/env"};
  CHECK(Planned(distribution.pip("requests")).content<content::PythonFromApt>("python").prefix == "/opt/env");
  File base;
  base.resolution.python = {From::base, "", ""};
  CHECK(!Planned(base.pip("requests")).has("python"));
}

TEST_CASE("pip: heavy packages apart from light ones, which come after and must not move them") {
  const Planned plan(File().pip("requests==2.32.3 torch==2.5.1").pip("tqdm"));
  CHECK(joined(plan.content<content::PipInstall>("pip-heavy").requirements) == "torch==2.5.1");
  CHECK(plan["pip-heavy"].kind == LayerKind::pip_heavy);
  CHECK(joined(plan.content<content::PipInstall>("pip").requirements) == "requests==2.32.3 tqdm");
  CHECK(plan.must("pip-heavy", "pip"));
  CHECK(plan.content<content::PipInstall>("pip").keeps_installed);
  CHECK(plan.content<content::PipInstall>("pip").hold.empty());
  CHECK(plan.content<content::PipInstall>("pip-heavy").hold.empty());
  CHECK(joined(plan["pip"].quotes) == "pip requests==2.32.3 torch==2.5.1 pip tqdm");
}

TEST_CASE("only pins are held: no bare name, no address") {
  const Planned plan(File().pip("torch").pip("jax@https://example.org/jax.whl").pip("tqdm"));
  CHECK(plan.content<content::PipInstall>("pip").hold.empty());
}

TEST_CASE("what was installed without what it needs is not named again: pip would take its needs up") {
  File file;
  file.pip("torch==2.4.1");
  file.resolved().index_url = "https://download.pytorch.org/whl/cu121";
  file.pip("torchvision==0.18.0");
  file.statement().options = {{"--no-deps", {}}};
  file.pip("tqdm");
  const Planned plan(file);
  for (const Layer& layer : plan.graph.layers) {
    const auto* install = std::get_if<content::PipInstall>(&layer.content);
    if (install != nullptr) CHECK(joined(install->hold).find("torchvision") == std::string::npos);
  }
  CHECK(joined(plan.content<content::PipInstall>("pip").hold) == "torch==2.4.1");
}

TEST_CASE("pip: a statement with an index, flags or how-lines of its own is a layer of its own") {
  File file;
  file.pip("torch==2.5.1");
  file.resolved().index_url = "https://download.pytorch.org/whl/cu124";
  file.pip("requests");
  file.pip("private");
  file.resolved().extra_index_urls = {"https://example.org/simple"};
  file.pip("fiddly").with("FIDDLE", "1");
  file.pip("pre");
  file.statement().options = {{"--pre", {}}};
  const Planned plan(file);
  CHECK(plan.content<content::PipInstall>("pip-heavy").index_url == "https://download.pytorch.org/whl/cu124");
  CHECK(plan.content<content::PipInstall>("pip").index_url.empty());
  CHECK(joined(plan.content<content::PipInstall>("pip").requirements) == "requests");
  CHECK(joined(plan.content<content::PipInstall>("pip-2").extra_index_urls) == "https://example.org/simple");
  CHECK(plan.content<content::PipInstall>("pip-3").with.front().name == "FIDDLE");
  CHECK(joined(plan.content<content::PipInstall>("pip-4").options) == "--pre");
  CHECK(plan.content<content::PipInstall>("pip-4").hold.empty());
  // what must come from its own index comes before the default index could satisfy it
  CHECK(plan.must("pip-heavy", "pip-2"));
  CHECK(plan.must("pip-2", "pip"));
}

TEST_CASE("pip: requirement files and the project's own sources are apart, and last") {
  File file;
  file.pip("requests");
  file.statement().requirement_files = {{"requirements.txt", {}}};
  file.statement().projects = {{.path = ".", .editable = true, .where = {}}};
  file.included["requirements.txt"] = {"base.txt", "limits.txt"};
  file.model.run.mounts = {
      {.world = PathWorld::project, .variable = {}, .source = ".", .target = "/work", .read_only = false, .where = {}}};
  const Planned plan(file);
  const auto& files = plan.content<content::PipInstall>("pip-requirements");
  CHECK(files.requirements.empty());
  CHECK(joined(files.requirement_files) == "requirements.txt");
  CHECK(joined(files.included_files) == "base.txt limits.txt");
  CHECK(plan.content<content::PipInstall>("pip-local").projects.front().editable);
  CHECK(plan.content<content::PipInstall>("pip-local").projects_root == "/work");
  CHECK(plan.must("pip", "pip-requirements"));
  CHECK(plan.must("pip-requirements", "pip-local"));
}

TEST_CASE(
    "pip: what is asked for beside a requirement file is in its command; a heavy file comes before what needs it") {
  File file;
  file.pip("einops numpy<2");
  file.statement().requirement_files = {{"requirements.txt", {}}};
  file.resolved().packages[1].file = "requirements.txt";
  file.resolved().listed = {{.name = "torch", .spec = "torch==2.5.1", .file = "requirements.txt"}};
  file.pip("flash-attn==2.6.3").compiled("flash-attn", "torch");
  const Planned plan(file);
  const auto& files = plan.content<content::PipInstall>("pip-requirements");
  CHECK(joined(files.requirements) == "numpy<2");
  CHECK(joined(plan.content<content::PipInstall>("pip").requirements) == "einops");
  CHECK(plan.must("pip-requirements", "pip"));
  CHECK(plan.must("pip-requirements", "pip-flash-attn"));
}

TEST_CASE("pip: what is compiled against torch comes after it, without isolation, with its tools there") {
  File file;
  file.apt("tmux").pip("torch==2.5.1").pip("ninja==1.11 requests").pip("flash-attn==2.6.3");
  file.compiled("flash-attn", "torch");
  const Planned plan(file);
  const auto& build = plan.content<content::PipInstall>("pip-flash-attn");
  CHECK(build.no_build_isolation);
  CHECK(joined(build.requirements) == "flash-attn==2.6.3");
  CHECK(plan.must("pip-heavy", "pip-flash-attn"));
  CHECK(plan.must("pip-build", "pip-flash-attn"));
  CHECK(joined(plan.content<content::PipInstall>("pip-build").requirements) == "ninja==1.11 packaging");
  CHECK(plan.must("apt-build", "pip-flash-attn"));
  CHECK(joined(plan.content<content::AptInstall>("apt-build").packages) == "build-essential");
  CHECK(plan["apt-build"].notes == std::vector<std::string>{"build-essential: to compile flash-attn"});
  // what is edited often does not delay the build
  CHECK(!plan.must("pip", "pip-flash-attn"));
  CHECK(!plan.must("apt", "pip-flash-attn"));
  CHECK(plan["apt-build"].change < 1e-5);
}

TEST_CASE("pip: a wheel from an index of its own comes after what it is made against, whatever that one's index") {
  File file;
  file.pip("detectron2==0.6");
  file.resolved().find_links = {"https://dl.fbaipublicfiles.com/detectron2/wheels/cu113/torch1.10/index.html"};
  file.pip("torch==1.10.0");
  const Planned beside_default(file);
  const bool first = joined(beside_default.content<content::PipInstall>("pip-heavy").find_links).empty();
  CHECK(beside_default.must(first ? "pip-heavy" : "pip-heavy-2", first ? "pip-heavy-2" : "pip-heavy"));
  file.resolved().find_links = {"https://download.pytorch.org/whl/torch_stable.html"};
  const Planned beside_its_own(file);
  CHECK(beside_its_own.ordered().find("pip-heavy-2 pip-heavy") != std::string::npos);
}

TEST_CASE("pip: what a known package from a repository is fetched with does not wait for other apt packages") {
  File file;
  file.apt("tmux git").pip("torch==2.5.1").pip("flash-attn@git+https://example.org/f").compiled("flash-attn", "torch");
  const Planned plan(file);
  CHECK(joined(plan.content<content::AptInstall>("apt-build").packages) == "build-essential ca-certificates git");
  CHECK(joined(plan.content<content::AptInstall>("apt").packages) == "tmux");
  CHECK(!plan.must("apt", "pip-flash-attn"));
}

TEST_CASE("pip: one statement that names both is split") {
  File file;
  file.pip("torch==2.5.1 flash-attn==2.6.3").compiled("flash-attn", "torch");
  file.resolved().index_url = "https://download.pytorch.org/whl/cu124";
  const Planned plan(file);
  CHECK(joined(plan.content<content::PipInstall>("pip-heavy").requirements) == "torch==2.5.1");
  CHECK(plan.must("pip-heavy", "pip-flash-attn"));
  CHECK(plan.content<content::PipInstall>("pip-flash-attn").index_url == "https://download.pytorch.org/whl/cu124");
}

TEST_CASE("pip: torch in a file that only pip reads still comes before what is compiled against it") {
  File file;
  file.pip("flash-attn==2.6.3").compiled("flash-attn", "torch");
  file.resolved().packages.front().compiles_against.clear();  // the file does not name it
  file.pip("");
  file.statement().requirement_files = {{"requirements.txt", {}}};
  CHECK(Planned(file).must("pip-requirements", "pip-flash-attn"));
  file.resolution.python = {From::base, "", ""};
  CHECK(!Planned(file).must("pip-requirements", "pip-flash-attn"));
}

TEST_CASE("pip: --no-build-isolation of an unknown package sees what is said above it, not below") {
  File file;
  file.apt("libfoo-dev").pip("cython").pip("foo");
  file.statement().options = {{"--no-build-isolation", {}}};
  file.pip("");
  file.statement().projects = {{.path = "./lib", .editable = false, .where = {}}};
  const Planned plan(file);
  CHECK(plan.must("pip", "pip-2"));
  CHECK(plan.must("apt", "pip-2"));
  CHECK(plan.content<content::PipInstall>("pip-2").no_build_isolation);
  CHECK(plan.content<content::PipInstall>("pip-2").options.empty());
}

TEST_CASE("apt comes before pip packages that may be compiled, not before those known to be wheels") {
  const Planned plan(File().apt("libfoo-dev").pip("torch==2.5.1 some-package"));
  CHECK(plan.must("apt", "pip"));
  CHECK(plan.free("apt", "pip-heavy"));
}

TEST_CASE("pip uninstall keeps its place among pip's statements") {
  const Planned plan(File().pip("a1").remove(Manager::pip, "opencv-python").pip("b1"));
  CHECK(plan.content<content::PipInstall>("pip-uninstall").remove);
  CHECK(plan.must("pip", "pip-uninstall"));
  CHECK(plan.must("pip-uninstall", "pip-2"));
}

TEST_CASE("a base that ships Python keeps its frameworks, but for what the file names") {
  File file;
  file.resolution.python = {From::base, "", ""};
  file.model.base = BaseImage{{"nvcr.io/nvidia/pytorch:24.05-py3", {}}, false};
  file.pip("numpy==1.26.4 einops");
  const auto install = Planned(file).content<content::PipInstall>("pip");
  CHECK(install.keep_base);
  CHECK(std::find(install.keep.begin(), install.keep.end(), "torch") != install.keep.end());
  CHECK(std::find(install.keep.begin(), install.keep.end(), "numpy") == install.keep.end());
  file.model.base->keeps_nothing = true;
  CHECK(!Planned(file).content<content::PipInstall>("pip").keep_base);
  CHECK(!Planned(File().pip("einops")).content<content::PipInstall>("pip").keep_base);
}

TEST_CASE("reasons of packages stand above their layer, one note a reason") {
  File file;
  file.conda("python=3.10 pytorch=1.12.1 torchvision=0.13.1 torchaudio=0.12.1");
  file.resolved().packages[2].why = file.resolved().packages[3].why = "go with pytorch 1.12.1";
  CHECK(Planned(file)["conda"].notes ==
        std::vector<std::string>{"torchvision=0.13.1 torchaudio=0.12.1: go with pytorch 1.12.1"});
}

TEST_CASE("the base's comment: its statements in the order of the file, and what was chosen otherwise") {
  File file;
  file.model.quotes["ubuntu"] = {"ubuntu 20.04", {40, 52}};
  file.model.quotes["cuda"] = {"cuda 11.3 devel", {20, 35}};
  file.resolution.decisions = {{"ubuntu", "20.04", "said in project.env"},
                               {"cuda", "11.3.1", "the newest release of CUDA 11.3 that has this image"},
                               {"conda numpy", "numpy<2", "not about the base"}};
  const Planned plan(file);
  CHECK(plan["base"].quotes == std::vector<std::string>{"cuda 11.3 devel", "ubuntu 20.04"});
  CHECK(plan["base"].notes ==
        std::vector<std::string>{"cuda 11.3.1: the newest release of CUDA 11.3 that has this image"});
}
