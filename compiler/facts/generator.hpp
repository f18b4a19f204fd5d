// The tables of one subject of stdlib/*.toml as sorted constexpr arrays.
#pragma once

#include "facts/table.hpp"

#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace envc::facts {

/// `subject` as read_tables() takes it. Gives C++.
std::variant<std::string, std::vector<TableFault>> generate(std::string_view subject,
                                                            std::span<const std::string> parts);

}  // namespace envc::facts
