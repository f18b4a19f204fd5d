#include "statement/fact.hpp"

#include "statement/forms.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace envc {
namespace {

constexpr std::array facts = {
    Fact{"cuda", "cuda"},           Fact{"cuda.dash", "cuda"}, Fact{"cuda.major", "cuda"},
    Fact{"cuda.minor", "cuda"},     Fact{"debian", "debian"},  Fact{"platform", "platform"},
    Fact{"project", "project"},     Fact{"python", "python"},  Fact{"python.major", "python"},
    Fact{"python.minor", "python"}, Fact{"ubuntu", "ubuntu"},  Fact{"workdir", "workdir"},
};

}  // namespace

std::span<const Fact> all_facts() {
  return facts;
}

const Fact* find_fact(std::string_view name) {
  const auto found = std::find_if(facts.begin(), facts.end(), [&](const Fact& fact) { return fact.name == name; });
  return found == facts.end() ? nullptr : &*found;
}

bool is_fact_statement(std::string_view keyword) {
  return std::any_of(facts.begin(), facts.end(), [&](const Fact& fact) { return fact.statement == keyword; });
}

std::optional<std::string> part_of_version(std::string_view version, std::string_view part) {
  if (!is_version(version, 1, 4)) return std::nullopt;
  const std::size_t dot = version.find('.');
  const std::string_view major = version.substr(0, dot);
  if (part == "major") return std::string(major);
  if (dot == std::string_view::npos) return std::nullopt;
  const std::string_view rest = version.substr(dot + 1);
  const std::string_view minor = rest.substr(0, rest.find('.'));
  return part == "minor" ? std::string(minor) : fmt::format("{}-{}", major, minor);
}

}  // namespace envc
