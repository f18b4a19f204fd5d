#include "layer/order.hpp"
#include "graphs.hpp"

#include <doctest/doctest.h>

using namespace envc;
using namespace envc::testing;

namespace {

std::string ordered(const GraphOf& made) {
  return names(made.graph, order(made.graph).layers);
}

}  // namespace

TEST_CASE("expected seconds are the formula") {
  GraphOf made;
  made.add("a", 10, 0.5);
  made.add("b", 100, 0.2);
  made.graph.layers[0].seconds = 60;
  made.graph.layers[0].change = 0.1;
  // 60·(1 − 0.9) + 10·(1 − 0.9·0.5) + 100·(1 − 0.9·0.5·0.8)
  CHECK(expected_seconds(made.graph, std::vector{LayerId{0}, LayerId{1}, LayerId{2}}) == doctest::Approx(6 + 5.5 + 64));
  CHECK(expected_seconds(made.graph, {}) == 0);
  CHECK(order(made.graph).expected_seconds ==
        doctest::Approx(expected_seconds(made.graph, std::vector{LayerId{0}, LayerId{2}, LayerId{1}})));
}

TEST_CASE("without requirements: descending seconds · q / p") {
  GraphOf made;
  made.add("light", 40, 0.2);   // 160
  made.add("heavy", 180, 0.2);  // 720
  made.add("apt", 60, 0.17);    // 293
  CHECK(ordered(made) == "base heavy apt light");
}

TEST_CASE("a layer that never changes goes first, one that always changes last") {
  GraphOf made;
  made.add("always", 1000, 1);
  made.add("often", 1, 0.9);
  made.add("never", 1, 0);
  CHECK(ordered(made) == "base never often always");
}

TEST_CASE("what costs nothing goes last, if it can") {
  GraphOf made;
  made.add("env", 0, 0.1, {}, LayerKind::env);
  made.add("slow", 5, 0.99);
  CHECK(ordered(made) == "base slow env");
}

TEST_CASE("what a dear layer waits for goes before it, and before what is dearer than itself") {
  GraphOf made;
  made.add("middle", 50, 0.3);
  made.add("opener", 1, 0.01);  // by itself 99, as a string of two 1189
  made.add("dear", 300, 0.2, {"opener"});
  CHECK(ordered(made) == "base opener dear middle");
}

TEST_CASE("a changing opener does not pull its dear layer forward") {
  GraphOf made;
  made.add("middle", 50, 0.1);  // 450
  made.add("opener", 1, 0.9);
  made.add("dear", 300, 0.2, {"opener"});  // the string: 24.1 / 0.92
  CHECK(ordered(made) == "base middle opener dear");
}

TEST_CASE("ties: by kind, then by name") {
  GraphOf made;
  made.add("c", 5, 0.1);
  made.add("z", 5, 0.1, {}, LayerKind::copy);
  made.add("b", 5, 0.1);
  CHECK(ordered(made) == "base z b c");
}

TEST_CASE("ties stay ties where rounding would decide them") {
  GraphOf made;
  made.add("c", 0.3, 0.1);
  made.add("b", 0.1 + 0.2, 0.1);
  made.add("a", 0.3, 0.1);
  CHECK(ordered(made) == "base a b c");
}

TEST_CASE("the order follows seconds and change, not the kind") {
  GraphOf made;
  const LayerId apt = made.add("apt", 60, 0.2, {}, LayerKind::apt);
  made.add("pip", 60, 0.1, {}, LayerKind::pip);
  CHECK(ordered(made) == "base pip apt");
  made.graph[apt].change = 0.05;
  CHECK(ordered(made) == "base apt pip");
  made.graph[apt].seconds = 10;
  CHECK(ordered(made) == "base pip apt");
}

TEST_CASE("what is laid already stays as it is, the rest follows at its best") {
  GraphOf made;
  const LayerId light = made.add("light", 1, 0.5);
  made.add("heavy", 100, 0.1);
  made.add("middle", 50, 0.2);
  const std::vector<LayerId> prefix = {LayerId{0}, light};
  const Sequence sequence = order(made.graph, prefix);
  CHECK(names(made.graph, sequence.layers) == "base light heavy middle");
  CHECK(sequence.expected_seconds == expected_seconds(made.graph, sequence.layers));
  CHECK(sequence.proven_optimal);
  CHECK(sequence.lower_bound == sequence.expected_seconds);
}

TEST_CASE("the base alone, and nothing at all") {
  CHECK(ordered(GraphOf{}) == "base");
  CHECK(order(Graph{}).layers.empty());
}
