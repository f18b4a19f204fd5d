// Steps: their order, `after`, `before`, and what is refused.
#include "planned.hpp"

#include <doctest/doctest.h>

using namespace envc;
using namespace envc::testing;

TEST_CASE("steps keep their order and see every package statement above them, not those below") {
  const Planned plan(File().apt("make").run("one").pip("torch").run("two").copy("a", "/a"));
  CHECK(plan.must("run-1", "run-2"));
  CHECK(plan.must("run-2", "copy-1"));
  CHECK(plan.must("apt", "run-1"));
  CHECK(plan.must("pip-heavy", "run-2"));
  CHECK(plan.free("pip-heavy", "run-1"));
}

TEST_CASE("a package said below a step can be in a layer before it") {
  const Planned plan(File().apt("make").run("one").apt("tmux"));
  CHECK(joined(plan.content<content::AptInstall>("apt").packages) == "make tmux");
  CHECK(plan.must("apt", "run-1"));
}

TEST_CASE("after X: that, and that alone") {
  const Planned plan(File().apt("make").run("one").pip("torch requests").run("two").after("make").run("three"));
  CHECK(plan.must("apt", "run-2"));
  CHECK(!plan.must("run-1", "run-2"));
  CHECK(!plan.must("pip", "run-2"));
  // whoever says nothing still comes after all above it
  CHECK(plan.must("run-1", "run-3"));
  CHECK(plan.must("run-2", "run-3"));
  CHECK(plan.must("pip", "run-3"));
}

TEST_CASE("after X reaches below") {
  const Planned plan(File().run("one").after("torch").pip("torch").apt("make"));
  CHECK(plan.must("pip-heavy", "run-1"));
  CHECK(plan.diagnostics.all().empty());
}

TEST_CASE("after a package: the libraries it forgot come with it") {
  File file;
  file.pip("open3d==0.17").run("one").after("open3d");
  ResolvedPackage library;
  library.name = library.spec = "libgl1";
  file.resolution.system_libraries.push_back(library);
  CHECK(Planned(file).must("apt", "run-1"));
}

TEST_CASE("before X: X comes after, and so does what waits for X") {
  const Planned plan(File().apt("make").run("one").pip("torch").run("two").before("torch"));
  CHECK(plan.must("run-2", "pip-heavy"));
  CHECK(plan.must("run-1", "run-2"));
  CHECK(plan.must("apt", "run-2"));
  const Planned lifted(File().pip("torch").run("one").run("two").before("torch").run("three"));
  CHECK(lifted.must("run-2", "pip-heavy"));
  CHECK(lifted.must("pip-heavy", "run-1"));
  CHECK(lifted.must("run-1", "run-3"));
  CHECK(lifted.must("run-2", "run-3"));
  CHECK(lifted.diagnostics.all().empty());
}

TEST_CASE("before a package takes it out of its layer, so that the others need not wait") {
  const Planned plan(File().apt("make slow-tool").run("one").after("make").before("slow-tool"));
  CHECK(plan.diagnostics.all().empty());
  CHECK(joined(plan.content<content::AptInstall>("apt").packages) == "make");
  CHECK(plan.must("apt", "run-1"));
  CHECK(plan.must("run-1", "apt-2"));
}

TEST_CASE("package statements with after and before") {
  const Planned plan(File().run("add-key").before("vendor-tool").apt("vendor-tool").apt("git"));
  CHECK(plan.must("run-1", "apt"));
  const Planned own(File().run("add-key").apt("vendor-tool").after("run").apt("git").run("two"));
  CHECK(own.must("run-1", "apt"));
  CHECK(!own.must("run-1", "apt-2"));
  CHECK(own.must("apt", "run-2"));
  CHECK(own.diagnostics.all().empty());
}

TEST_CASE("what a word can name") {
  const auto names_something = [](const std::string& word) {
    File file;
    file.apt("git").conda("python=3.10").pip("scikit-learn").copy("a b", "/data/").env("A", "1");
    file.pip("");
    file.statement().requirement_files = {{"requirements.txt", {}}};
    file.step(Download{.url = {"u", {}}, .path = "/opt/x", .sha256 = {}, .unpack = false, .mode = {}}, "download u");
    file.resolution.cuda = "12.4.1";
    file.model.timezone = {"UTC", {}};
    return Planned(file.run("last").after(word)).diagnostics.all().empty();
  };
  for (const char* word :
       {"git", "apt", "conda", "pip", "python", "scikit-learn", "Scikit_Learn", "cuda", "base", "env", "copy",
        "download", "/data", "/data/", "/data/a", "/opt/x", "requirements.txt", "timezone"}) {
    CAPTURE(std::string(word));
    CHECK(names_something(word));
  }
  for (const char* word : {"gti", "debconf", "locale", "file", "/dat", "/database", "data", "check", "job", ""}) {
    CAPTURE(std::string(word));
    CHECK(!names_something(word));
  }
}

TEST_CASE("`after run` of a run means those above it") {
  const Planned plan(File().run("one").run("two").after("run").run("three"));
  CHECK(plan.must("run-1", "run-2"));
  CHECK(!plan.must("run-3", "run-2"));
}

TEST_CASE("unknown words are reported with the nearest") {
  const Planned plan(File().pip("open3d").run("one").after("opne3d").run("two").before("/opt/nowhere"));
  CHECK(plan.messages() ==
        "no-such-step: `after` names `opne3d`, and nothing in this file is called so\n"
        "no-such-step: `before` names `/opt/nowhere`, and nothing in this file is called so");
  CHECK(plan.diagnostics.all()[0].help == "did you mean `after open3d`?");
  CHECK(plan.diagnostics.all()[0].where);
  CHECK(plan.diagnostics.all()[1].help == "name a package, a statement such as `apt`, or a path that a step fills");
}

TEST_CASE("a circle is shown, with every word that closes it") {
  const Planned plan(File()
                         .pip("torch")
                         .after("/opt/x")
                         .step(Copy{.sources = {{"x", {}}}, .target = "/opt/x", .from = {}}, "copy x /opt/x")
                         .after("torch"));
  CHECK(plan.messages() == "order-cycle: `pip torch` waits for `copy x /opt/x`, which waits for `pip torch`");
  REQUIRE(plan.diagnostics.all().size() == 1);
  CHECK(plan.diagnostics.all()[0].labels.size() == 1);
  CHECK(plan.diagnostics.all()[0].where < plan.diagnostics.all()[0].labels[0].where);
}

TEST_CASE("a circle through the meaning is shown as well") {
  const Planned plan(File().conda("python").pip("torch").run("one").after("torch").before("conda"));
  CHECK(plan.messages() ==
        "order-cycle: `run one` waits for `pip torch`, which waits for `conda python`, which waits for `run one`");
}

TEST_CASE("nothing comes before itself") {
  CHECK(Planned(File().pip("torch").after("torch")).messages() == "order-cycle: `pip torch` cannot come after itself");
  CHECK(Planned(File().run("a").run("b").before("base")).messages() ==
        "order-cycle: `run b` waits for `base`, which waits for `run b`");
  CHECK(Planned(File().copy("x", "/x").before("/x")).messages() ==
        "order-cycle: `copy x /x` cannot come before itself");
}

TEST_CASE("two circles are two messages") {
  File file;
  file.pip("torch").after("/a").copy("a", "/a").after("torch");
  file.apt("make").after("/b").copy("b", "/b").after("make");
  CHECK(Planned(file).diagnostics.errors() == 2);
}

TEST_CASE("checks come at the end, in their order, before the user is set") {
  const Planned plan(File().check("first").pip("requests").run("one").check("second"));
  CHECK(plan.ordered().ends_with("check-1 check-2 env-home meta"));
  CHECK(plan.must("pip", "check-1"));
  CHECK(plan.must("home", "check-1"));
  // a check is run by root: its files must not lie in the user's home
  CHECK(plan.content<content::Variables>("env-home").variables.front().name == "HOME");
}

TEST_CASE("the first check comes after what only a later one asks for; the base is before all, the meta layer after") {
  const Planned plan(
      File().apt("git").check("first").env("A", "1").check("echo $A").after("git").copy("a", "/a").run("one"));
  for (const Layer& layer : plan.graph.layers) {
    CAPTURE(layer.name);
    if (layer.name != "base") CHECK(plan.must("base", layer.name));
    if (layer.name != "meta") CHECK(plan.must(layer.name, "meta"));
    const bool last = layer.name == "meta" || layer.name == "env-home" || layer.name.starts_with("check-");
    if (!last) CHECK(plan.must(layer.name, "check-1"));
  }
  CHECK(plan.must("check-1", "check-2"));
  CHECK(plan.must("check-2", "env-home"));
}

TEST_CASE("a check cannot come before anything") {
  const Planned plan(File().copy("a", "/a").check("true").before("/a"));
  CHECK(plan.messages() == "order-cycle: `check true` comes after all that is no check, so it cannot come before `/a`");
}

TEST_CASE("what a step's content says") {
  File file;
  file.run("make").with("A", "1");
  file.model.steps.back().how.user = {"builder", {}};
  file.model.workdir = {"/work", {}};
  const auto script = Planned(file).content<content::Script>("run-1");
  CHECK(script.lines == std::vector<std::string>{"make"});
  CHECK(script.with.front().name == "A");
  CHECK(script.user == "builder");
  CHECK(script.workdir == "/work");
}

TEST_CASE("steps that fetch come after setup; a file needs only the base") {
  File file;
  file.step(WriteFile{.path = "/etc/x", .text = "x\n", .mode = "600"}, "file /etc/x");
  file.step(Download{.url = {"u", {}}, .path = "/opt/x", .sha256 = "00", .unpack = false, .mode = {}}, "download u");
  const Planned plan(file);
  CHECK(plan.must("setup", "download-1"));
  CHECK(!plan.must("setup", "file-1"));
  CHECK(plan.content<content::PutFile>("file-1").mode == "600");
  CHECK(plan.content<content::Fetch>("download-1").sha256 == "00");
}
