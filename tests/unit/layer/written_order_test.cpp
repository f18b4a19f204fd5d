#include "layer/written_order.hpp"
#include "graphs.hpp"
#include "planned.hpp"

#include "layer/order.hpp"

#include <doctest/doctest.h>

using namespace envc;
using namespace envc::testing;

namespace {

std::string of_the_file(const Planned& planned) {
  return names(planned.graph, source_order(planned.graph));
}

std::string by_hand(const Planned& planned) {
  return names(planned.graph, hand_order(planned.graph, Facts::builtin()));
}

}  // namespace

TEST_CASE("the order of the file keeps its lines; what envc adds stands before the first that needs it") {
  File file;
  file.apt("git").run("make tools").conda("numpy").copy("src", "/src");
  CHECK(of_the_file(Planned(file)) == "base setup apt run-1 conda-installer conda copy-1 home env meta");
}

TEST_CASE("what may not stand where the file says it follows as soon as it may") {
  File file;
  file.pip("rich").conda("python").apt("git").env("A", "1");
  const Planned planned(file);
  // apt stands before what may compile, conda before pip.
  CHECK(of_the_file(planned) == "base setup conda-installer conda apt pip home env meta");
}

TEST_CASE("by hand: ENV on top, apt, conda, pip, then the steps as the file has them") {
  File file;
  file.pip("rich").run("true").copy("src", "/src").env("A", "1").apt("git");
  CHECK(by_hand(Planned(file)) == "base env env-late setup apt python pip run-1 copy-1 home meta");
}

TEST_CASE("no written order of a random graph is better than the best") {
  std::mt19937 random(6);
  for (int round = 0; round < 200; ++round) {
    const Graph graph = random_graph(random, 8, 0.3);
    const double best = order(graph).expected_seconds;
    const std::vector<LayerId> written = source_order(graph);
    CHECK(is_topological(graph, written));
    CHECK(expected_seconds(graph, written) >= best * (1 - 1e-9));
  }
}
