// A bug in envc is not a fault of the person's input: it says so and exits 70.
#pragma once

#include <cstdio>
#include <cstdlib>

namespace envc {

// Builtins in place of std::source_location, which clang 14 does not find in the library of g++ 12.
[[noreturn]] inline void bug(const char* sentence, const char* file = __builtin_FILE(), int line = __builtin_LINE()) {
  std::fprintf(stderr, "bug in envc: %s:%d: %s\n", file, line, sentence);
  std::exit(70);
}

/// Goes on only if the condition holds.
inline void presume(bool condition, const char* sentence, const char* file = __builtin_FILE(),
                    int line = __builtin_LINE()) {
  if (!condition) bug(sentence, file, line);
}

}  // namespace envc
