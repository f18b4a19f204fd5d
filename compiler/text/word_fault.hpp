// What is wrong inside one word, as a reader of a small language (a requirement, a duration …) tells it.
#pragma once

#include <cstddef>
#include <string>
#include <variant>

namespace envc {

struct WordFault {
  std::size_t begin = 0;  ///< the narrowest part that is wrong, as offsets in the word's text
  std::size_t end = 0;
  std::string message;  ///< what was seen, then what was expected
  std::string help;     ///< text to paste in place of the word; may be empty
};

template<typename T>
using ReadWord = std::variant<T, WordFault>;

}  // namespace envc
