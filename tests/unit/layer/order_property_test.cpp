// The order against all orders: random graphs, fixed seeds.
#include "graphs.hpp"
#include "layer/jobs.hpp"
#include "layer/order.hpp"

#include <doctest/doctest.h>

#include <algorithm>

using namespace envc;
using namespace envc::testing;

TEST_CASE("up to eight layers: topological, and as good as the best of all orders") {
  std::mt19937 random(1);
  for (int instance = 0; instance < 10000; ++instance) {
    const std::size_t layers = random() % (instance % 100 == 0 ? 9 : 7);
    const Graph graph = random_graph(random, layers, static_cast<double>(random() % 4) * 0.2);
    CAPTURE(instance);
    const Sequence sequence = order(graph);
    REQUIRE(is_topological(graph, sequence.layers));
    // The order counts a chance below one in a million as that: hence the margin.
    REQUIRE(sequence.expected_seconds <= least_by_trying(graph) + 0.01);
    REQUIRE(sequence.expected_seconds == expected_seconds(graph, sequence.layers));
  }
}

TEST_CASE("joining strings loses nothing: the exact order of the jobs as they are is no better") {
  std::mt19937 random(2);
  for (int instance = 0; instance < 1000; ++instance) {
    const Graph graph = random_graph(random, 12, 0.1);
    std::vector<LayerId> all;
    for (std::uint32_t i = 0; i < graph.layers.size(); ++i) all.push_back(LayerId{i});
    const scheduling::Jobs jobs = scheduling::jobs_of(graph, all);
    const scheduling::Jobs joined = scheduling::with_strings_joined(jobs);
    CAPTURE(instance);
    REQUIRE(joined.size() <= jobs.size());
    const double whole = scheduling::value(jobs, scheduling::best_order(graph, jobs));
    REQUIRE(scheduling::value(joined, scheduling::best_order(graph, joined)) == doctest::Approx(whole).epsilon(1e-9));
  }
}

TEST_CASE("many layers: topological, never worse than as given, near the exact order where that is known") {
  std::mt19937 random(3);
  double worst = 0;
  for (int instance = 0; instance < 30; ++instance) {
    const Graph graph = random_graph(random, 17, 0.08);
    std::vector<LayerId> all;
    for (std::uint32_t i = 0; i < graph.layers.size(); ++i) all.push_back(LayerId{i});
    const scheduling::Jobs jobs = scheduling::jobs_of(graph, all);
    const double exact = scheduling::value(jobs, scheduling::best_order(graph, jobs));
    const double good = scheduling::value(jobs, scheduling::good_order(graph, jobs));
    REQUIRE(good <= exact * (1 + 1e-9));
    if (exact > 0) worst = std::max(worst, (exact - good) / exact);
  }
  CHECK(worst < 0.02);
  for (int instance = 0; instance < 40; ++instance) {
    const Graph graph = random_graph(random, 60, 0.05);
    const Sequence sequence = order(graph);
    REQUIRE(is_topological(graph, sequence.layers));
    REQUIRE(sequence.expected_seconds <= seconds_as_given(graph) + 0.01);
  }
}

TEST_CASE("the order does not depend on the numbers of the layers") {
  std::mt19937 random(4);
  for (int instance = 0; instance < 300; ++instance) {
    const Graph graph = random_graph(random, 10, 0.1);
    const std::size_t n = graph.layers.size();
    std::vector<std::uint32_t> moved(n);  // layer → its other number
    for (std::uint32_t i = 0; i < n; ++i) moved[i] = i;
    for (std::size_t i = n; i-- > 2;) std::swap(moved[i], moved[1 + random() % i]);
    Graph other = graph;
    for (std::size_t i = 0; i < n; ++i) {
      Layer layer = graph.layers[i];
      for (LayerId& id : layer.requires_) id = LayerId{moved[static_cast<std::size_t>(id)]};
      other.layers[moved[i]] = std::move(layer);
    }
    CAPTURE(instance);
    REQUIRE(names(graph, order(graph).layers) == names(other, order(other).layers));
  }
}

TEST_CASE("a path of many steps is laid in time that grows with it") {
  GraphOf made;
  LayerId last = made.add("run-0", 15, 0.03);
  for (int i = 1; i < 100000; ++i) {
    made.graph.layers.push_back(made.graph[last]);
    made.graph.layers.back().seconds = 100 - 0.001 * i;  // falling: nothing is joined
    made.graph.layers.back().requires_ = {last};
    last = LayerId{static_cast<std::uint32_t>(made.graph.layers.size() - 1)};
  }
  CHECK(is_topological(made.graph, order(made.graph).layers));
}
