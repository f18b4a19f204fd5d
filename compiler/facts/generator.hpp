// One stdlib/*.toml to its tables as sorted constexpr arrays.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <variant>

namespace envc::facts {

/// What is wrong with a TOML: a line of it, counted from 1, and a sentence.
struct TableFault {
  std::uint32_t line = 1;
  std::string sentence;
};

/// `stem`: the file's name without folder and `.toml`; it says which tables the text holds. Gives C++.
std::variant<std::string, TableFault> generate(std::string_view stem, std::string_view toml);

}  // namespace envc::facts
