// Figures of the order: time, proof, gap, memory. Arguments: project.env files (the samples).
#include "../unit/layer/graphs.hpp"
#include "command/pipeline.hpp"
#include "files/disk.hpp"

#include <fmt/format.h>
#include <sys/resource.h>
#include <algorithm>
#include <bit>
#include <cmath>
#include <cstdio>
#include <ctime>
#include <iostream>

namespace {

using namespace envc;
using namespace envc::testing;

struct Figures {
  double worst_ms = 0;
  double all_ms = 0;
  double worst_gap = 0;
  int proven = 0;
  int instances = 0;
};

double measured_ms(const Graph& graph, Sequence& sequence) {
  const std::clock_t start = std::clock();  // of the processor: the machine may be busy with other things
  sequence = order(graph);
  return 1000.0 * static_cast<double>(std::clock() - start) / CLOCKS_PER_SEC;
}

void measure(const Graph& graph, Figures& figures) {
  Sequence sequence;
  const double ms = measured_ms(graph, sequence);
  figures.worst_ms = std::max(figures.worst_ms, ms);
  figures.all_ms += ms;
  figures.worst_gap = std::max(figures.worst_gap, sequence.expected_seconds / sequence.lower_bound - 1);
  figures.proven += sequence.proven_optimal ? 1 : 0;
  ++figures.instances;
}

void print(const std::string& what, const Figures& figures) {
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  fmt::print("{:44} {:3}/{:<3} {:9.2f} {:9.2f} {:8.4f} {:6}\n", what, figures.proven, figures.instances,
             figures.all_ms / figures.instances, figures.worst_ms, 100 * figures.worst_gap, usage.ru_maxrss / 1024);
  std::fflush(stdout);
}

double unit(std::mt19937& random) {
  return static_cast<double>(random()) / 4294967296.0;
}

/// Layers without requirements but on the base: seconds and chances from narrow or wide ranges.
Graph free_layers(std::mt19937& random, std::size_t layers, bool wide) {
  GraphOf made;
  for (std::size_t i = 0; i < layers; ++i) {
    const double seconds = wide ? std::exp(unit(random) * 7) : 5 + unit(random) * 100;
    const double change = wide ? std::exp(-unit(random) * 5) : 0.02 + unit(random) * 0.2;
    made.add(fmt::format("l{}", i), seconds, change);
  }
  return made.graph;
}

/// Every earlier layer below `lower` is required by every one from there on with this chance; lower = 0: any by any.
Graph random_order(std::mt19937& random, std::size_t layers, std::size_t lower, double density, bool wide) {
  Graph graph = free_layers(random, layers, wide);
  for (std::uint32_t i = 0; i < layers; ++i) {
    for (std::uint32_t k = 0; k < i; ++k) {
      if (lower != 0 && (k >= lower || i < lower)) continue;
      if (unit(random) < density) graph.layers[i + 1].requires_.push_back(LayerId{k + 1});
    }
  }
  return graph;
}

/// The hardest shape found: few layers above many, each of which opens three of them, no two the same three.
Graph different_threes(std::mt19937& random, bool dear) {
  constexpr std::uint32_t lower = 18;
  constexpr std::uint32_t upper = 6;
  Graph graph = free_layers(random, lower + upper, true);
  std::uint32_t threes = 0;
  for (std::uint32_t k = 1; k <= lower; ++k) {
    do ++threes;
    while (std::popcount(threes) != 3);
    for (std::uint32_t i = 0; i < upper; ++i) {
      if ((threes >> i & 1U) != 0) graph.layers[lower + 1 + i].requires_.push_back(LayerId{k});
    }
  }
  for (std::uint32_t i = lower + 1; dear && i <= lower + upper; ++i) {
    graph.layers[i].seconds += 1000;
    graph.layers[i].change /= 10;
  }
  return graph;
}

void samples(int count, char** files) {
  for (int i = 0; i < count; ++i) {
    DiskFiles disk;
    const std::string file = files[i];
    const std::string folder = file.substr(0, file.rfind('/'));
    Terminal terminal{.out = std::cout, .err = std::cerr, .standard_input = {}, .color = false, .files = disk};
    Sources sources;
    Diagnostics diagnostics;
    const auto planned =
        plan({.name = file, .file = file, .folder = folder, .out = folder}, {}, terminal, sources, diagnostics);
    Figures figures;
    for (int k = 0; planned && k < 100; ++k) measure(planned->plan.graph, figures);
    const std::size_t layers = planned ? planned->plan.graph.layers.size() : 0;
    if (planned) print(fmt::format("{}: {} layers", folder.substr(folder.rfind('/') + 1), layers), figures);
  }
}

void any_order_of_24() {
  constexpr std::size_t layers = 24;
  constexpr int instances = 50;
  for (const std::size_t lower : {0U, 12U, 16U, 19U}) {
    for (const double density : {0.05, 0.1, 0.2, 0.4, 0.6, 0.8}) {
      for (const bool wide : {false, true}) {
        std::mt19937 random(24);
        Figures figures;
        for (int i = 0; i < instances; ++i) measure(random_order(random, layers, lower, density, wide), figures);
        const std::string shape = lower == 0 ? "any" : fmt::format("{} under {}", lower, layers - lower);
        print(fmt::format("24, {}, density {}, {}", shape, density, wide ? "wide" : "narrow"), figures);
      }
    }
  }
}

void hardest_of_24() {
  for (const bool dear : {false, true}) {
    std::mt19937 random(25);
    Figures figures;
    for (int i = 0; i < 100; ++i) measure(different_threes(random, dear), figures);
    print(fmt::format("24, 18 under 6, different threes{}", dear ? ", dear above" : ""), figures);
  }
}

void hundreds() {
  for (const double crossing : {0.0, 0.02, 0.05, 0.1, 0.2, 0.4}) {
    std::mt19937 random(100);
    Figures figures;
    for (int i = 0; i < 50; ++i) measure(random_sample(random, 100, crossing), figures);
    print(fmt::format("100, samples' shape, {} crossings", crossing), figures);
  }
  for (const double density : {0.01, 0.03, 0.1, 0.3}) {
    std::mt19937 random(101);
    Figures figures;
    for (int i = 0; i < 10; ++i) measure(random_order(random, 100, 0, density, true), figures);
    print(fmt::format("100, any, density {}, wide", density), figures);
  }
}

void growth() {
  for (const std::size_t layers : {12500U, 25000U, 50000U, 100000U}) {
    Graph path = GraphOf().graph;
    for (std::uint32_t i = 1; i <= layers; ++i) {
      Layer layer = path.layers.back();
      layer.name = fmt::format("run-{}", i);
      layer.seconds = 1 + i % 17;
      layer.change = 0.0001;
      layer.requires_ = {LayerId{0}, LayerId{i - 1}};
      path.layers.push_back(std::move(layer));
    }
    Figures figures;
    measure(path, figures);
    print(fmt::format("a path of {}", layers), figures);
    std::mt19937 random(102);
    Figures others;
    measure(random_series_parallel(random, layers / 25), others);
    print(fmt::format("series and parallel, {}", layers / 25), others);
  }
}

}  // namespace

int main(int argc, char** argv) {
  fmt::print("{:44} {:>7} {:>9} {:>9} {:>8} {:>6}\n", "", "proven", "mean ms", "worst ms", "gap %", "MB");
  samples(argc - 1, argv + 1);
  any_order_of_24();
  hardest_of_24();
  hundreds();
  growth();
}
