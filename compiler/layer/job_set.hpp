// A set of jobs, a bit each: what the search keeps many of.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

namespace envc::scheduling {

inline constexpr std::size_t most_for_search = 256;

class JobSet {
 public:
  [[nodiscard]] bool has(std::uint32_t j) const { return (words_[j / 64] >> j % 64 & 1U) != 0; }
  void add(std::uint32_t j) { words_[j / 64] |= std::uint64_t{1} << j % 64; }
  [[nodiscard]] bool holds(const JobSet& other) const {
    for (std::size_t w = 0; w < words_.size(); ++w) {
      if ((other.words_[w] & ~words_[w]) != 0) return false;
    }
    return true;
  }
  bool operator==(const JobSet&) const = default;
  [[nodiscard]] std::size_t hash() const {
    std::uint64_t sum = 0;
    for (const std::uint64_t word : words_) sum = (sum ^ word) * 0x9e3779b97f4a7c15U, sum ^= sum >> 29U;
    return static_cast<std::size_t>(sum);
  }

 private:
  std::array<std::uint64_t, most_for_search / 64> words_{};
};

}  // namespace envc::scheduling
