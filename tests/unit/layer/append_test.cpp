// What an edit of a built environment builds again, and what it does not.
#include "planned.hpp"

#include "layer/append.hpp"
#include "layer/does.hpp"

#include <doctest/doctest.h>
#include <fmt/format.h>

#include <algorithm>

using namespace envc;
using namespace envc::testing;

namespace {

Laid laid(const File& file, const Lock& lock = {}) {
  Diagnostics diagnostics;
  Laid out = lay(file.model, file.resolution, Facts::builtin(), file.included, lock, diagnostics);
  REQUIRE(!diagnostics.any_error());
  return out;
}

/// As `envc seal` and the lock have it.
Lock built(const Laid& laid) {
  Lock lock;
  for (const LayerId id : laid.sequence.layers) {
    const Layer& layer = laid.graph[id];
    const Deed deed = deed_of(layer.content, layer.removals);
    lock.sealed.push_back({layer.name, std::string(name(layer.kind)),
                           layer.built_as.empty() ? deed.does : layer.built_as, layer.packages, layer.added, layer.name,
                           deed.wherever});
  }
  return lock;
}

std::string names(const Laid& laid) {
  std::vector<std::string> all;
  for (const LayerId id : laid.sequence.layers) all.push_back(laid.graph[id].name);
  return joined(all);
}

std::string built_names(const Laid& laid) {
  return joined(laid.built);
}

const Layer& layer_of(const Laid& laid, const std::string& name) {
  const auto found = std::find_if(laid.graph.layers.begin(), laid.graph.layers.end(),
                                  [&](const Layer& layer) { return layer.name == name; });
  REQUIRE(found != laid.graph.layers.end());
  return *found;
}

File conda_file(const std::string& apt, const std::string& conda, const std::string& pip) {
  File file;
  file.apt(apt).conda(conda).pip(pip);
  return file;
}

}  // namespace

TEST_CASE("nothing changed: everything stands, in its order") {
  const File file = conda_file("git", "python=3.10 numpy", "tqdm torch==2.1.0").run("true").check("true");
  const Laid first = laid(file);
  CHECK(first.built.empty());
  const Laid second = laid(file, built(first));
  CHECK(names(second) == names(first));
  CHECK(built_names(second) == names(first));
  CHECK(second.price == 0);
}

TEST_CASE("a package of each manager costs itself: what was built stands, what is new comes after it") {
  const Laid first = laid(conda_file("git", "python=3.10 numpy", "tqdm").run("true"));
  CHECK(names(first) == "base setup conda-installer conda apt pip run-1 home env meta");
  const Laid second = laid(conda_file("git wget", "python=3.10 numpy scipy", "tqdm rich").run("true"), built(first));
  CHECK(names(second) == "base setup conda-installer conda apt pip run-1 home conda-2 apt-2 pip-2 env meta");
  CHECK(built_names(second) == "base setup conda-installer conda apt pip run-1 home");
  CHECK(layer_of(second, "apt-2").packages == std::vector<std::string>{"wget"});
  CHECK(std::get<content::CondaInstall>(layer_of(second, "conda-2").content).keeps_installed);
  CHECK(std::get<content::PipInstall>(layer_of(second, "pip-2").content).keeps_installed);
  const Laid third =
      laid(conda_file("git wget curl", "python=3.10 numpy scipy", "tqdm rich").run("true"), built(second));
  CHECK(names(third) == "base setup conda-installer conda apt pip run-1 home conda-2 apt-2 pip-2 apt-3 env meta");
}

TEST_CASE("what envc added to a built layer is now asked for in another version: the layer is built again") {
  const auto file = [](const std::string& more) {
    File out;
    out.pip("torch==2.5.1").pip(more).pip("flash-attn==2.6.3").compiled("flash-attn", "torch");
    return out;
  };
  const Laid first = laid(file("rich"));
  const auto holds_ninja = [](const Laid& plan, const std::string& spec) {
    return std::count_if(plan.graph.layers.begin(), plan.graph.layers.end(), [&](const Layer& layer) {
      const auto has = [&](const auto& list) { return std::find(list.begin(), list.end(), spec) != list.end(); };
      return has(layer.packages) || has(layer.added);
    });
  };
  REQUIRE(holds_ninja(first, "ninja") == 1);
  // in the same words: it is there
  const Laid same = laid(file("rich ninja"), built(first));
  CHECK(names(same) == names(first));
  CHECK(holds_ninja(same, "ninja") == 1);
  const Laid pinned = laid(file("rich ninja==1.11.1"), built(first));
  CHECK(holds_ninja(pinned, "ninja") == 0);
  CHECK(holds_ninja(pinned, "ninja==1.11.1") == 1);
  CHECK(pinned.built.size() < laid(file("rich"), built(first)).built.size());
  // and it stands once it was built so
  CHECK(built_names(laid(file("rich ninja==1.11.1"), built(pinned))) == names(pinned));
}

TEST_CASE("another address of the same wheels: the layer stands; of other wheels, or unknown ones: it is built again") {
  const auto file = [](const std::vector<std::string>& extra, const std::vector<std::string>& links,
                       const std::string& build) {
    File out;
    out.pip("torch==1.10.0 torchvision==0.11.0");
    out.resolved().extra_index_urls = extra;
    out.resolved().find_links = links;
    out.resolved().index_build = build;
    return out.run("true");
  };
  const std::string index = "https://download.pytorch.org/whl/cu113";
  const std::string page = "https://download.pytorch.org/whl/cu113/torch_stable.html";
  const Laid first = laid(file({index}, {}, "cu113"));
  const Laid second = laid(file({}, {page}, "cu113"), built(first));
  CHECK(built_names(second) == names(first));
  CHECK(layer_of(second, "pip-heavy").built_as == built(first).sealed[2].does);
  CHECK(joined(layer_of(second, "pip-heavy").notes).find("another address of the same wheels") != std::string::npos);
  CHECK(second.price == 0);
  // the lock goes on saying what was built
  CHECK(built(second).sealed == built(first).sealed);
  CHECK(built_names(laid(file({}, {page}, "cu113"), built(second))) == names(first));
  CHECK(built_names(laid(file({"https://download.pytorch.org/whl/cu111"}, {}, "cu111"), built(first))) ==
        "base python");
  CHECK(built_names(laid(file({}, {"https://example.org/cu113.html"}, ""), built(first))) == "base python");
  File without = file({}, {}, "");
  CHECK(built_names(laid(without, built(first))) == "base python");
  // a lock that knew nothing of this holds the address fast
  Lock older = built(first);
  for (BuiltLayer& layer : older.sealed) layer.wherever.clear();
  CHECK(built_names(laid(file({}, {page}, "cu113"), older)) == "base python");
  CHECK(built_names(laid(file({index}, {}, "cu113"), older)) == names(first));
}

TEST_CASE("with more layers than are wise all is laid anew, and not before") {
  const auto most = static_cast<std::size_t>(Facts::builtin().layering().compact);
  REQUIRE(most == 60);
  const auto file = [&](std::size_t packages) {
    File out;
    std::string words = "package-0";
    for (std::size_t i = 1; i < packages; ++i) words += fmt::format(" package-{}", i);
    out.pip(words);
    for (std::size_t i = 0; i < most - 10; ++i) out.run(fmt::format("true {}", i));
    return out;
  };
  Lock lock = built(laid(file(1)));
  std::size_t before = lock.sealed.size();
  std::size_t largest = before;
  std::size_t anew = 0;
  for (std::size_t packages = 2; packages < 20; ++packages) {
    const Laid plan = laid(file(packages), lock);
    const std::size_t layers = plan.sequence.layers.size();
    if (layers == before + 1) {  // appended
      CHECK(plan.built.size() + 1 < layers);
      CHECK(layers <= most);
    } else {
      ++anew;
      CHECK(before == most);
      CHECK(names(plan) == names(laid(file(packages))));
    }
    largest = std::max(largest, layers);
    before = layers;
    lock = built(plan);
  }
  CHECK(largest == most);
  CHECK(anew >= 1);
}

TEST_CASE("what never built is free: a library can still go before the step that lacked it") {
  const Laid failed = laid(File().pip("requests"));
  CHECK(names(failed) == "base python pip home env meta");
  File fixed;
  fixed.apt("libssl-dev").pip("requests");
  CHECK(names(laid(fixed)) == "base setup python apt pip home env meta");
}

TEST_CASE("a package that goes, or changes, takes its layer and what comes after it along, and no more") {
  const Lock lock = built(laid(conda_file("git wget", "python=3.10", "tqdm").run("true")));
  CHECK(built_names(laid(conda_file("git", "python=3.10", "tqdm").run("true"), lock)) ==
        "base setup conda-installer conda");
  CHECK(built_names(laid(conda_file("git wget", "python=3.10", "tqdm==4.66.4").run("true"), lock)) ==
        "base setup conda-installer conda apt");
  CHECK(built_names(laid(conda_file("git wget", "python=3.11", "tqdm").run("true"), lock)) ==
        "base setup conda-installer");
}

TEST_CASE("another base: nothing stands") {
  File file = conda_file("git", "python=3.10", "tqdm");
  const Lock lock = built(laid(file));
  file.resolution.base_image = "ubuntu:24.04";
  const Laid second = laid(file, lock);
  CHECK(second.built.empty());
  CHECK(names(second) == names(laid(file)));
}

TEST_CASE("what envc had added and no longer would stays: nobody asked for it to go") {
  File file = conda_file("git", "python=3.10", "tqdm");
  ResolvedPackage library;
  library.name = library.spec = "libgl1";
  library.said = false;
  file.resolution.system_libraries = {library};
  const Lock lock = built(laid(file));
  file.resolution.system_libraries.clear();
  const Laid second = laid(file, lock);
  CHECK(second.built.size() == lock.sealed.size());
  CHECK(layer_of(second, "apt").added == std::vector<std::string>{"libgl1"});
}

TEST_CASE("a step that is put before a built one: that one is built again; one at the end costs itself") {
  File two;
  two.apt("git").run("first").run("second");
  const Lock lock = built(laid(two));
  File between;
  between.apt("git").run("first").run("new").run("second");
  CHECK(built_names(laid(between, lock)) == "base setup apt run-1");
  File last;
  last.apt("git").run("first").run("second").run("new");
  const Laid appended = laid(last, lock);
  CHECK(built_names(appended) == "base setup apt run-1 run-2 python home");
  CHECK(names(appended) == "base setup apt run-1 run-2 python home run-3 env meta");
}

TEST_CASE("a step that says what it needs disturbs no other") {
  File two;
  two.apt("git").run("first").run("second");
  const Lock lock = built(laid(two));
  File free;
  free.apt("git").run("new").after("git").run("first").run("second");
  CHECK(built_names(laid(free, lock)) == "base setup apt run-1 run-2 python home");
}

TEST_CASE("environment that a build reads is worth building it again; other environment is not") {
  File file;
  file.apt("git").pip("torch==2.1.0").pip("flash-attn==2.3.3").compiled("flash-attn", "torch");
  const Lock lock = built(laid(file));
  File read = file;
  read.env("MAX_JOBS", "4");
  CHECK(laid(read, lock).built.size() < lock.sealed.size() - 3);
  File unread = file;
  unread.env("WANDB_MODE", "offline");
  const Laid second = laid(unread, lock);
  CHECK(second.built.size() == lock.sealed.size() - 2);  // but for the variables and what stands after them
}

TEST_CASE("merge: the manager's packages are one layer again, and what stands before it is not touched") {
  const Laid first = laid(conda_file("git", "python=3.10 numpy", "tqdm"));
  const File more = conda_file("git", "python=3.10 numpy", "tqdm rich");
  Lock lock = built(laid(more, built(first)));
  merge(lock, Manager::pip);
  CHECK(lock.merged == std::vector<std::string>{"pip"});
  const Laid merged = laid(more, lock);
  CHECK(names(merged) == "base setup conda-installer conda apt pip home env meta");
  CHECK(built_names(merged) == "base setup conda-installer conda apt");
}

TEST_CASE("rent, price and the note") {
  const Laid first = laid(conda_file("git", "python=3.10 numpy", "tqdm"));
  const Laid second = laid(conda_file("git wget", "python=3.10 numpy scipy", "tqdm"), built(first));
  CHECK(second.rent > 0);
  CHECK(second.price > 0);
  const auto told = [&](double regret) {
    Diagnostics diagnostics;
    tell_when_repack_pays(second, regret, diagnostics);
    return diagnostics.all().size();
  };
  CHECK(told(second.price - 1) == 0);
  CHECK(told(second.price) == 1);
}

TEST_CASE("heavy packages stand apart where that saves more than a step is worth") {
  const std::string heavy = "python=3.10 pytorch=1.12.1 torchvision=0.13.1 cudatoolkit=11.3";
  const std::string light = " pandas scipy matplotlib seaborn jupyterlab tqdm rich einops";
  File few;
  few.conda(heavy + " tqdm");
  CHECK(names(laid(few)) == "base setup conda-installer conda home env meta");
  File many;
  many.conda(heavy + light);
  const Laid split = laid(many);
  CHECK(names(split) == "base setup conda-installer conda conda-light home env meta");
  CHECK(joined(layer_of(split, "conda").packages) == "cudatoolkit=11.3 python=3.10 pytorch=1.12.1 torchvision=0.13.1");
  CHECK(std::get<content::CondaInstall>(layer_of(split, "conda").content).create);
  CHECK(std::get<content::CondaInstall>(layer_of(split, "conda-light").content).keeps_installed);
  const Layering& layering = Facts::builtin().layering();
  Lock lock;
  merge(lock, Manager::conda);
  const Laid merged = laid(many, lock);
  CHECK(names(merged) == "base setup conda-installer conda home env meta");
  CHECK(split.sequence.expected_seconds + layering.gain < merged.sequence.expected_seconds);
}

TEST_CASE("pip's heavy packages likewise; the light ones keep what they brought") {
  File few;
  few.pip("ray==2.46.0 tqdm");
  CHECK(names(laid(few)) == "base python pip home env meta");
  File many;
  many.pip("torch==2.5.1 torchvision==0.20.1 pandas scipy matplotlib seaborn jupyterlab tqdm rich einops");
  const Laid split = laid(many);
  CHECK(names(split) == "base python pip-heavy pip home env meta");
  CHECK(std::get<content::PipInstall>(layer_of(split, "pip").content).keeps_installed);
  CHECK(std::get<content::PipInstall>(layer_of(split, "pip").content).hold.empty());
}

TEST_CASE("together they change as often as apart") {
  File file;
  file.pip("torch==2.5.1 tqdm");
  Lock lock;
  merge(lock, Manager::pip);
  const Laid together = laid(file, lock);
  const Planned apart(file);
  const double unchanged = (1 - apart["pip-heavy"].change) * (1 - apart["pip"].change);
  CHECK(1 - layer_of(together, "pip").change == doctest::Approx(unchanged));
}

TEST_CASE("a built layer stays whole when a fresh plan would split it, and the other way round") {
  File file;
  file.pip("torch==2.5.1 pandas scipy matplotlib seaborn jupyterlab tqdm rich einops");
  Lock lock;
  merge(lock, Manager::pip);
  const Laid whole = laid(file, lock);
  CHECK(names(whole) == "base python pip home env meta");
  const Laid again = laid(file, built(whole));
  CHECK(names(again) == names(whole));
  CHECK(again.built.size() == whole.sequence.layers.size());
}
