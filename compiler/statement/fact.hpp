// The facts that words may name: what the file itself says, as `{cuda.major}`.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace envc {

struct Fact {
  std::string_view name;       ///< `cuda.major`
  std::string_view statement;  ///< the one that says it: `cuda`
};

std::span<const Fact> all_facts();
const Fact* find_fact(std::string_view name);
bool is_fact_statement(std::string_view keyword);

/// `major` of 11.3.1 is 11, `minor` 3, `dash` 11-3; nullopt if the version has no such part.
std::optional<std::string> part_of_version(std::string_view version, std::string_view part);

}  // namespace envc
