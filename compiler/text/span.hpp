// Where a piece of text came from.
#pragma once

#include <compare>
#include <cstdint>

namespace envc {

/// A half-open range of byte offsets in the one address space that `Sources` hands out: each source is
/// given a range of its own, so a span names its file too. {0, 0} is "nowhere" (a default nobody wrote).
struct Span {
  std::uint32_t begin = 0;
  std::uint32_t end = 0;

  friend bool operator==(const Span&, const Span&) = default;
  friend auto operator<=>(const Span&, const Span&) = default;  // NOLINT(modernize-use-nullptr): of clang-tidy 14
  explicit operator bool() const { return end != 0; }
};

/// The smallest span that holds both; a nowhere-span is neutral.
constexpr Span cover(Span a, Span b) {
  if (a.end == 0) return b;
  if (b.end == 0) return a;
  return {a.begin < b.begin ? a.begin : b.begin, a.end > b.end ? a.end : b.end};
}

/// A value together with the place that said it ({0,0}: nobody did, it is a default).
template<typename T>
struct Said {
  T value{};
  Span where{};

  friend bool operator==(const Said&, const Said&) = default;
};

}  // namespace envc
