// The order against other ways to find it: random graphs, fixed seeds.
#include "graphs.hpp"
#include "layer/chain.hpp"
#include "layer/order.hpp"
#include "layer/safe_requirements.hpp"
#include "layer/search.hpp"
#include "layer/series_parallel.hpp"

#include <doctest/doctest.h>

#include <algorithm>

using namespace envc;
using namespace envc::testing;

namespace {

/// As good as the best, to a billionth.
bool is_least(double seconds, double least) {
  return seconds <= least * (1 + 1e-9) + 1e-12;
}

std::vector<LayerId> all_layers(const Graph& graph) {
  std::vector<LayerId> all;
  for (std::uint32_t i = 0; i < graph.layers.size(); ++i) all.push_back(LayerId{i});
  return all;
}

double cost_of(const scheduling::Jobs& jobs, const scheduling::Order& order) {
  scheduling::Worth all;
  for (const std::uint32_t j : order) all = then(all, jobs[j].worth);
  return all.cost;
}

}  // namespace

TEST_CASE("up to eight layers: topological, proven, and as good as the best of all orders") {
  std::mt19937 random(1);
  for (int instance = 0; instance < 10000; ++instance) {
    const std::size_t layers = random() % (instance % 50 == 0 ? 9 : 7);
    const Graph graph = random_graph(random, layers, static_cast<double>(random() % 5) * 0.15);
    CAPTURE(instance);
    const Sequence sequence = order(graph);
    REQUIRE(is_topological(graph, sequence.layers));
    REQUIRE(is_least(sequence.expected_seconds, least_by_trying(graph)));
    REQUIRE(sequence.expected_seconds == expected_seconds(graph, sequence.layers));
    REQUIRE(sequence.proven_optimal);
    REQUIRE(sequence.lower_bound == sequence.expected_seconds);
  }
}

TEST_CASE("up to thirteen layers: as good as the best by sets") {
  std::mt19937 random(2);
  for (int instance = 0; instance < 60; ++instance) {
    const Graph graph = random_graph(random, 9 + random() % 5, static_cast<double>(1 + random() % 4) * 0.08);
    CAPTURE(instance);
    REQUIRE(is_least(order(graph).expected_seconds, least_by_sets(graph)));
  }
  for (int instance = 0; instance < 60; ++instance) {
    const Graph graph = random_sample(random, 13, 0.4);
    CAPTURE(instance);
    REQUIRE(is_least(order(graph).expected_seconds, least_by_sets(graph)));
  }
}

TEST_CASE("few layers above many, which the search finds hardest: as good as the best by sets") {
  std::mt19937 random(9);
  for (int instance = 0; instance < 150; ++instance) {
    const std::size_t lower = 7 + random() % 2;
    const std::size_t upper = 3 + random() % 2;
    Graph graph = random_graph(random, lower + upper, 0);
    for (std::uint32_t k = 1; k <= lower; ++k) {
      for (std::size_t i = 1; i <= upper; ++i) {
        if (random() % 2 == 0) graph.layers[lower + i].requires_.push_back(LayerId{k});
      }
    }
    for (std::size_t i = 1; i <= upper && instance % 2 == 0; ++i) graph.layers[lower + i].seconds += 200;
    CAPTURE(instance);
    const double least = least_by_sets(graph);
    REQUIRE(is_least(order(graph).expected_seconds, least));
    // The search by itself, without requirements that cost nothing.
    const scheduling::Jobs jobs = scheduling::jobs_of(graph, all_layers(graph));
    const scheduling::Found found = scheduling::search(jobs, 0);
    REQUIRE(found.proven);
    REQUIRE(is_least(cost_of(jobs, found.order), least));
  }
}

TEST_CASE("the search by itself: as good as the best of all orders") {
  std::mt19937 random(10);
  for (int instance = 0; instance < 2000; ++instance) {
    const Graph graph = random_graph(random, 7, 0.1 + static_cast<double>(random() % 4) * 0.1);
    const scheduling::Jobs jobs = scheduling::jobs_of(graph, all_layers(graph));
    CAPTURE(instance);
    REQUIRE(is_least(cost_of(jobs, scheduling::search(jobs, 0).order), least_by_trying(graph)));
  }
}

TEST_CASE("requirements that cost nothing leave the best as it is") {
  std::mt19937 random(11);
  int added = 0;
  for (int instance = 0; instance < 1000; ++instance) {
    Graph graph = random_graph(random, 6, 0.2);
    const double least = least_by_trying(graph);
    scheduling::Jobs jobs = scheduling::jobs_of(graph, all_layers(graph));
    if (add_safe_requirements(jobs)) ++added;
    for (std::size_t j = 0; j < jobs.size(); ++j) {
      graph.layers[j].requires_.clear();
      for (const std::uint32_t i : jobs[j].before) graph.layers[j].requires_.push_back(LayerId{i});
    }
    CAPTURE(instance);
    REQUIRE(is_least(least_by_trying(graph), least));
  }
  CHECK(added > 500);
}

TEST_CASE("built in series and parallel: as good as the best by sets, and proven whatever the size") {
  std::mt19937 random(3);
  for (int instance = 0; instance < 60; ++instance) {
    const Graph graph = random_series_parallel(random, 5 + random() % 9);
    CAPTURE(instance);
    REQUIRE(is_least(order(graph).expected_seconds, least_by_sets(graph)));
  }
  const Graph graph = random_series_parallel(random, 400);
  const scheduling::Nodes nodes = scheduling::contracted(scheduling::jobs_of(graph, all_layers(graph)));
  CHECK(nodes.size() == 1);
  CHECK(order(graph).proven_optimal);
}

TEST_CASE("after any prefix the rest is as good as the best of all orders that begin so") {
  std::mt19937 random(4);
  for (int instance = 0; instance < 1000; ++instance) {
    const Graph graph = random_graph(random, 7, 0.2);
    std::vector<LayerId> prefix = all_layers(graph);  // earlier layers only are required
    prefix.resize(random() % prefix.size());
    CAPTURE(instance);
    const Sequence sequence = order(graph, prefix);
    REQUIRE(is_topological(graph, sequence.layers));
    REQUIRE(std::equal(prefix.begin(), prefix.end(), sequence.layers.begin()));
    REQUIRE(is_least(sequence.expected_seconds, least_by_trying(graph, prefix)));
  }
}

TEST_CASE("bounds: never above the best, also of what is not proven, and whatever stands between") {
  std::mt19937 random(5);
  int unproven = 0;
  for (int instance = 0; instance < 200; ++instance) {
    const Graph graph = random_graph(random, 8, 0.25);
    const scheduling::Jobs jobs = scheduling::jobs_of(graph, all_layers(graph));
    const double least = least_by_trying(graph);
    const scheduling::Found found = scheduling::guided(jobs);
    CAPTURE(instance);
    REQUIRE(cost_of(jobs, found.order) >= least * (1 - 1e-9));
    REQUIRE(is_least(found.bound, least));
    REQUIRE((!found.proven || is_least(cost_of(jobs, found.order), least)));
    if (!found.proven) ++unproven;
    // Beside other layers that it knows nothing of, its relaxed strings are no dearer.
    scheduling::Chain strings;
    std::uint32_t place = 0;
    for (const scheduling::Worth& string : found.relaxed) strings.insert({string, index(string), {place++}});
    Graph both = graph;
    for (int k = 0; k < 3; ++k) {
      GraphOf other;
      const double change = static_cast<double>(1 + random() % 9) / 20;
      other.add("other", static_cast<double>(random() % 100), change);
      strings = in_parallel(std::move(strings),
                            scheduling::chain_of(place++, {other.graph.layers[1].seconds,
                                                           other.graph.layers[1].seconds * change, change}));
      other.graph.layers[1].requires_.clear();
      both.layers.push_back(other.graph.layers[1]);
    }
    REQUIRE(is_least(worth(strings).cost, least_by_sets(both)));
  }
  CHECK(unproven > 20);
  for (int instance = 0; instance < 20; ++instance) {
    const Graph graph = random_graph(random, 30, 0.08);
    const scheduling::Jobs jobs = scheduling::jobs_of(graph, all_layers(graph));
    const scheduling::Found little = scheduling::search(jobs, 0);
    const scheduling::Found much = scheduling::search(jobs, 100000000);
    CAPTURE(instance);
    REQUIRE(cost_of(jobs, much.order) <= cost_of(jobs, little.order) * (1 + 1e-9));
    REQUIRE(is_least(little.bound, cost_of(jobs, much.order)));
    REQUIRE(is_least(much.bound, cost_of(jobs, little.order)));
  }
}

TEST_CASE("a hundred layers of the samples' shape: within one per cent of the bound") {
  std::mt19937 random(6);
  for (int instance = 0; instance < 12; ++instance) {
    const Graph graph = random_sample(random, 100, 0.1);
    const Sequence sequence = order(graph);
    CAPTURE(instance);
    REQUIRE(is_topological(graph, sequence.layers));
    REQUIRE(sequence.lower_bound <= sequence.expected_seconds);
    REQUIRE(sequence.expected_seconds <= sequence.lower_bound * 1.01);
    REQUIRE(sequence.expected_seconds <= seconds_as_given(graph));
  }
}

TEST_CASE("the order does not depend on the numbers of the layers") {
  std::mt19937 random(7);
  for (int instance = 0; instance < 300; ++instance) {
    const Graph graph = instance % 2 == 0 ? random_graph(random, 10, 0.1) : random_sample(random, 20, 0.5);
    const Graph other = renumbered(random, graph);
    CAPTURE(instance);
    REQUIRE(names(graph, order(graph).layers) == names(other, order(other).layers));
  }
}

TEST_CASE("seconds and chances moved a little: the order follows, and stays the best") {
  std::mt19937 random(8);
  int followed = 0;
  for (int instance = 0; instance < 300; ++instance) {
    Graph graph = random_graph(random, 6, 0.15);
    const std::string before = names(graph, order(graph).layers);
    for (Layer& layer : graph.layers) {
      layer.seconds *= 0.5 + static_cast<double>(random() % 100) / 50;
      layer.change = std::min(1.0, layer.change * (0.5 + static_cast<double>(random() % 100) / 50));
    }
    const Sequence sequence = order(graph);
    CAPTURE(instance);
    REQUIRE(is_least(sequence.expected_seconds, least_by_trying(graph)));
    if (names(graph, sequence.layers) != before) ++followed;
  }
  CHECK(followed > 100);
}

TEST_CASE("a path of many steps is laid in time that grows with it") {
  GraphOf made;
  LayerId last = made.add("run-0", 15, 0.03);
  for (int i = 1; i < 100000; ++i) {
    made.graph.layers.push_back(made.graph[last]);
    made.graph.layers.back().seconds = 100 - 0.001 * i;  // falling: nothing is joined
    made.graph.layers.back().requires_ = {LayerId{0}, last};
    last = LayerId{static_cast<std::uint32_t>(made.graph.layers.size() - 1)};
  }
  const Sequence sequence = order(made.graph);
  CHECK(is_topological(made.graph, sequence.layers));
  CHECK(sequence.proven_optimal);
}
