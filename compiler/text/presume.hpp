// A bug in envc is not a fault of the person's input: it says so and exits 70.
#pragma once

#include <cstdio>
#include <cstdlib>
#include <source_location>

namespace envc {

[[noreturn]] inline void bug(const char* sentence, std::source_location at = std::source_location::current()) {
  std::fprintf(stderr, "bug in envc: %s:%u: %s\n", at.file_name(), static_cast<unsigned>(at.line()), sentence);
  std::exit(70);
}

/// Goes on only if the condition holds.
inline void presume(bool condition, const char* sentence, std::source_location at = std::source_location::current()) {
  if (!condition) bug(sentence, at);
}

}  // namespace envc
