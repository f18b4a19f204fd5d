// The numbers of docs/ordering.md: each table of `layers`, and the table of `orders` that follows it.
#include "graphs.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <fstream>
#include <sstream>

using namespace envc;
using namespace envc::testing;

namespace {

/// The lines of the fenced blocks with this word after the fence, block by block.
std::vector<std::vector<std::string>> blocks(const std::string& word) {
  std::ifstream file(ENVC_SOURCE_DIR "/docs/ordering.md");
  std::vector<std::vector<std::string>> found;
  bool inside = false;
  for (std::string line; std::getline(file, line);) {
    if (line.starts_with("```")) {
      inside = line == "```" + word;
      if (inside) found.emplace_back();
    } else if (inside) {
      found.back().push_back(line);
    }
  }
  return found;
}

/// Without a base: the tables have none.
Graph graph_of(const std::vector<std::string>& table) {
  GraphOf made;
  for (std::size_t row = 1; row < table.size(); ++row) {
    std::istringstream words(table[row]);
    std::string name;
    double seconds = 0;
    double change = 0;
    REQUIRE(static_cast<bool>(words >> name >> seconds >> change));
    std::vector<std::string> needs;
    for (std::string need; words >> need;) needs.push_back(need);
    made.add(name, seconds, change, needs);
  }
  return made.graph;
}

}  // namespace

TEST_CASE("docs/ordering.md: every order costs what its table says, and the first is the one envc takes") {
  const auto tables = blocks("layers");
  const auto orders = blocks("orders");
  REQUIRE(tables.size() >= 3);
  REQUIRE(tables.size() == orders.size());
  for (std::size_t i = 0; i < tables.size(); ++i) {
    const Graph graph = graph_of(tables[i]);
    const std::string taken = names(graph, order(graph).layers).substr(std::string("base ").size());
    for (const std::string& line : orders[i]) {
      CAPTURE(line);
      std::istringstream words(line);
      std::vector<LayerId> layers = {LayerId{0}};
      std::string listed;
      for (std::size_t k = 1; k < graph.layers.size(); ++k) {
        std::string name;
        words >> name;
        listed += (k == 1 ? "" : " ") + name;
        const auto found = std::find_if(graph.layers.begin(), graph.layers.end(),
                                        [&](const Layer& layer) { return layer.name == name; });
        REQUIRE(found != graph.layers.end());
        layers.push_back(LayerId{static_cast<std::uint32_t>(found - graph.layers.begin())});
      }
      double seconds = 0;
      words >> seconds;
      CHECK(is_topological(graph, layers));
      CHECK(expected_seconds(graph, layers) == doctest::Approx(seconds).epsilon(1e-9));
      CHECK((listed == taken) == (&line == &orders[i].front()));
    }
  }
}
