#include "layer/reason.hpp"
#include "graphs.hpp"

#include "layer/order.hpp"

#include <doctest/doctest.h>

using namespace envc;
using namespace envc::testing;

namespace {

std::string why(const GraphOf& made, const std::string& name) {
  const std::vector<LayerId> sequence = order(made.graph).layers;
  const std::vector<std::string> all = reasons(made.graph, sequence);
  for (std::size_t i = 0; i < sequence.size(); ++i) {
    if (made.graph[sequence[i]].name == name) return all[i];
  }
  return "no such layer";
}

}  // namespace

TEST_CASE("a layer waits for what it requires, without what follows from that") {
  GraphOf made;
  made.add("a", 10, 0.1);
  made.add("b", 10, 0.1, {"a"});
  made.add("c", 10, 0.1, {"a", "b"});
  CHECK(why(made, "base") == "all others stand on it");
  CHECK(why(made, "a") == "waits for base");
  CHECK(why(made, "b") == "waits for a");
  CHECK(why(made, "c") == "waits for b");
}

TEST_CASE("what it does not wait for stands before it for a reason") {
  GraphOf made;
  made.add("heavy", 200, 0.1);
  made.add("light", 10, 0.2);
  CHECK(why(made, "light") == "waits for base; heavy, which costs more and changes less often, goes first");
  made.graph[made.find("light")].change = 0.1;
  CHECK(why(made, "light") == "waits for base; heavy, which costs more, goes first");
  made.graph[made.find("light")].seconds = 300;
  made.graph[made.find("light")].change = 0.5;
  CHECK(why(made, "light") == "waits for base; heavy, which changes less often, goes first");
}

TEST_CASE("two that cost nothing have no reason") {
  GraphOf made;
  made.add("a", 0, 0.1);
  made.add("b", 0, 0.1);
  CHECK(why(made, "b") == "waits for base");
}

TEST_CASE("many are counted") {
  GraphOf made;
  for (const char* name : {"a", "b", "c", "d", "e", "f"}) made.add(name, 10, 0.1);
  made.add("last", 10, 0.1, {"a", "b", "c", "d", "e", "f"});
  CHECK(why(made, "last") == "waits for a, b, c, d and 2 others");
}
