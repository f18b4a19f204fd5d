// Random files of real statements.
#pragma once

#include "facts/facts.hpp"

#include <cstdint>
#include <random>
#include <string>
#include <vector>

namespace envc::testing {

/// Statements of a file, each as its words.
using Lines = std::vector<std::vector<std::string>>;
std::string text_of(const Lines&);

/// Writes files from what a catalogue has: versions that exist, together as they come.
class Writer {
 public:
  Writer(const Facts& facts, std::uint32_t seed) : facts_(facts), random_(seed) {}

  Lines file();
  std::size_t below(std::size_t n) { return random_() % n; }

 private:
  std::string any(std::vector<std::string> list) { return list[below(list.size())]; }
  std::string cuda();
  std::string wheel();
  std::vector<std::string> packages();

  const Facts& facts_;
  std::mt19937 random_;
};

/// `torch` of `torch==2.1.0`.
std::string name_of(std::string_view spec);

}  // namespace envc::testing
