// The catalogue: its rows fit each other and the other tables.
#include "facts/catalogue.hpp"
#include "facts/facts.hpp"
#include "version/version.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <set>
#include <string>

namespace envc {
namespace {

const Facts& facts = Facts::builtin();

bool known(std::string_view package) {
  const auto all = facts.catalogue();
  return std::any_of(all.begin(), all.end(), [&](const auto& p) { return p.name == package; });
}

/// The needs of the rows of one release, a line each.
std::string needs(std::string_view package, std::string_view version, std::string_view build) {
  std::string text;
  for (const Release& release : facts.releases(package)) {
    if (release.version == version && release.build == build) text += std::string(release.needs) + "\n";
  }
  return text;
}

}  // namespace

TEST_CASE("packages are found by the name their manager gives them") {
  CHECK(facts.catalogued("conda", "pytorch")->name == "torch");
  CHECK(facts.catalogued("pip", "torch")->framework);
  CHECK(facts.catalogued("pip", "pytorch") == nullptr);
  CHECK(facts.catalogued("conda", "") == nullptr);
  CHECK(facts.catalogued("pip", "flash-attn")->cuda == "compiles");
}

TEST_CASE("what releases need") {
  CHECK(needs("xformers", "0.0.34", "cu128") == "torch==2.10.0\n");
  CHECK(needs("vllm", "0.9.0", "") == "torch==2.7.0\n");
  CHECK(needs("torch-sparse", "", "cu111") == "torch==1.8.*\ntorch==1.9.*\n");
  CHECK(needs("flash-attn", "2.3.2", "") == "nvcc>=11.6 capability>=8.0\n");
  CHECK(needs("no-such-package", "1", "") == "");
  const auto open3d = facts.releases("open3d");
  CHECK(open3d.front().version == "0.10.0");
  CHECK(open3d.back().version == "0.20.0");
}

TEST_CASE("every row of the catalogue is of a package in it, and every need can be read") {
  const std::set<std::string_view> subjects = {"python", "cuda",   "nvcc",   "cudnn",     "glibc",
                                               "gcc",    "driver", "ubuntu", "capability"};
  std::size_t rows = 0;
  for (const CataloguePackage& package : facts.catalogue()) {
    CAPTURE(package.name);
    CHECK((package.cuda.empty() || package.cuda == "own" || package.cuda == "image" || package.cuda == "compiles"));
    bool complete = package.complete.empty();
    for (const Release& release : facts.releases(package.name)) {
      ++rows;
      CAPTURE(release.version);
      CAPTURE(release.needs);
      complete = complete || release.version == package.complete;
      CHECK((release.manager.empty() || release.manager == "pip" || release.manager == "conda"));
      CHECK(release.index.empty() == release.flag.empty());
      CHECK(release.pythons.find("  ") == std::string_view::npos);
      for (const Need& need : needs_of(release)) {
        CHECK((subjects.contains(need.subject) || known(need.subject)));
        CHECK(VersionRange::of_pip(std::string(need.op) + std::string(need.version)));
      }
    }
    CHECK(complete);
  }
  CHECK(rows > 1000);
}

TEST_CASE("builds of the framework that rows need are those of its own table") {
  const auto builds = facts.framework_builds();
  const std::string_view framework = facts.framework().name;
  for (const CataloguePackage& package : facts.catalogue()) {
    for (const Release& release : facts.releases(package.name)) {
      if (release.absent || !release.build.starts_with("cu1")) continue;
      for (const Need& need : needs_of(release)) {
        if (need.subject != framework || need.op != "==") continue;
        const auto range = VersionRange::of_pip(std::string(need.op) + std::string(need.version));
        CAPTURE(package.name);
        CAPTURE(release.version);
        CAPTURE(release.build);
        CAPTURE(release.needs);
        CHECK(std::any_of(builds.begin(), builds.end(), [&](const FrameworkBuild& build) {
          return build.build == release.build && build.cuda == release.cuda && range->admits(build.version);
        }));
      }
    }
  }
}

}  // namespace envc
