// How long it takes to resolve a file: `resolve FILE…` prints the least and the median of 101 runs, in milliseconds.
#include "resolve/resolve.hpp"
#include "statement/statement.hpp"
#include "syntax/parse.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <fstream>
#include <iterator>
#include <vector>

int main(int count, char** files) {
  using namespace envc;
  constexpr std::size_t runs = 101;
  for (int i = 1; i < count; ++i) {
    std::ifstream file(files[i]);
    Sources sources;
    Diagnostics found;
    const Tree tree =
        parse(sources.add(files[i], std::string(std::istreambuf_iterator<char>(file), {})), statement_shapes(), found);
    const Model model = check(tree, sources, {}, found);
    std::vector<double> milliseconds;
    std::size_t decisions = 0;
    for (std::size_t run = 0; run < runs; ++run) {
      Diagnostics diagnostics;
      const auto start = std::chrono::steady_clock::now();
      decisions = resolve(model, Facts::builtin(), {}, diagnostics).decisions.size();
      const std::chrono::duration<double, std::milli> taken = std::chrono::steady_clock::now() - start;
      milliseconds.push_back(taken.count());
    }
    std::sort(milliseconds.begin(), milliseconds.end());
    fmt::print("{}: {} decisions, least {:.3f} ms, median {:.3f} ms (goal: 5 ms)\n", files[i], decisions,
               milliseconds.front(), milliseconds[runs / 2]);
  }
}
