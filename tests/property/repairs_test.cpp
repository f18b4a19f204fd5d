// Random files of real statements: whatever repair is printed for each error, with it the file compiles.
#include "repairing.hpp"

#include <doctest/doctest.h>
#include <fmt/format.h>

#include <set>

using namespace envc;
using namespace envc::testing;

TEST_CASE("whatever repair is taken of each error, the file compiles") {
  const Facts& facts = Facts::builtin();
  Writer writer(facts, 5);
  Tried tried;
  for (int i = 0; i < 600; ++i) try_repairs(writer.file(), facts, tried);
  CHECK(tried.wrong > 150);
  CHECK(tried.repaired > 150);
  CHECK(tried.without_help < tried.wrong / 4);
  MESSAGE(tried.wrong << " files of 600 were wrong, " << tried.without_help << " of them without a repair; "
                      << tried.repaired << " repaired files were tried");
}

TEST_CASE("companions that lack a Python of their framework: whatever repair is taken, the file compiles") {
  const Facts& facts = Facts::builtin();
  std::set<std::string> frameworks;
  std::set<std::string> companions;
  for (const FrameworkBuild& build : facts.framework_builds()) {
    for (const Release& release : facts.releases("torchvision")) {
      if (build.companions.find(fmt::format("torchvision={} ", release.version)) == std::string_view::npos) continue;
      frameworks.insert(std::string(build.version));
      companions.insert(std::string(release.version));
    }
  }
  REQUIRE(!frameworks.empty());
  Tried tried;
  std::size_t fine = 0;
  for (const char* const python : {"3.7", "3.10", "3.11", "3.12"}) {
    for (const std::string& framework : frameworks) {
      for (const std::string& companion : companions) {
        for (const bool pinned : {false, true}) {
          for (const char* const cuda : {"", "11.6", "11.7", "12.1"}) {
            Lines lines{{"python", python}, {"pip", "torch==" + framework, "torchvision"}};
            if (pinned) lines[1][2] += "==" + companion;
            if (*cuda != '\0') lines.push_back({"cuda", cuda});
            const std::size_t before = tried.wrong;
            try_repairs(lines, facts, tried);
            fine += tried.wrong == before ? 1 : 0;
          }
        }
      }
    }
  }
  CHECK(fine > 10);
  CHECK(tried.wrong > 30);
  CHECK(tried.repaired > 60);
  MESSAGE(fine << " fine, " << tried.wrong << " wrong, " << tried.without_help << " without a repair, "
               << tried.repaired << " repaired files");
}
