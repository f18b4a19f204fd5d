// Answers questions about versions, one a line, its fields apart by tabs. Scripts beside it ask other programs the
// same.
//   pip SPEC VERSION, pip_all SPEC VERSION (with prereleases), conda SPEC VERSION, match SPEC NAME VERSION BUILD: yes
//   or no pip_order A B, conda_order A B: <, = or > marker MARKER NAME=VALUE…: yes, no or unknown requirement TEXT:
//   name, extras, number of specifiers, URL, apart by `|`
// `invalid` for what cannot be read.
#include "version/marker.hpp"
#include "version/match_spec.hpp"
#include "version/requirement.hpp"

#include <fmt/format.h>

#include <iostream>
#include <span>
#include <string>
#include <vector>

namespace {

using namespace envc;

constexpr std::string_view invalid = "invalid";

std::string_view said(bool yes) {
  return yes ? "yes" : "no";
}
std::string_view said(std::strong_ordering order) {
  return std::is_lt(order) ? "<" : std::is_gt(order) ? ">" : "=";
}

std::string_view pip(std::string_view spec, std::string_view version, Prereleases prereleases) {
  const auto read = read_specifiers(spec);
  const auto* const specifiers = std::get_if<SpecifierSet>(&read);
  if (specifiers == nullptr || !is_pep440_version(version)) return invalid;
  return said(specifiers->admits(version, prereleases));
}

std::string_view marker(std::string_view text, std::span<const std::string> values) {
  if (std::holds_alternative<WordFault>(read_marker(text))) return invalid;
  MarkerEnvironment environment;
  for (const std::string& pair : values) {
    const std::string name = pair.substr(0, pair.find('='));
    const std::string value = pair.substr(name.size() + 1);
    if (name == "python_version") environment.python_version = value;
    if (name == "python_full_version") environment.python_full_version = value;
    if (name == "platform_machine") environment.platform_machine = value;
    if (name == "extra") environment.extra = value;
  }
  const auto holds = applies(text, environment);
  return holds ? said(*holds) : "unknown";
}

std::string requirement(std::string_view text) {
  const auto read = read_requirement(text);
  const auto* const r = std::get_if<Requirement>(&read);
  if (r == nullptr) return std::string(invalid);
  return fmt::format("{}|{}|{}|{}", r->name, r->extras, r->versions.all.size(), r->url);
}

std::string answer(const std::vector<std::string>& asked) {
  const std::string& what = asked[0];
  if (what == "requirement") return requirement(asked.at(1));
  const std::string& a = asked.at(1);
  if (what == "marker") return std::string(marker(a, std::span(asked).subspan(2)));
  const std::string& b = asked.at(2);
  if (what == "pip") return std::string(pip(a, b, Prereleases::if_named));
  if (what == "pip_all") return std::string(pip(a, b, Prereleases::all));
  if (what == "pip_order") {
    const auto x = Pep440Version::read(a);
    const auto y = Pep440Version::read(b);
    return std::string(x && y ? said(*x <=> *y) : invalid);
  }
  if (what == "conda_order") {
    return std::string(is_conda_version(a) && is_conda_version(b) ? said(compare_conda(a, b)) : invalid);
  }
  if (what == "conda") {
    const auto read = read_conda_spec(a);
    const auto* const spec = std::get_if<CondaSpec>(&read);
    return std::string(spec != nullptr && is_conda_version(b) ? said(spec->admits(b)) : invalid);
  }
  const auto read = read_match_spec(a);
  const auto* const spec = std::get_if<MatchSpec>(&read);
  if (spec == nullptr) return std::string(invalid);
  return std::string(said(spec->name == b && spec->admits(asked.at(3), asked.at(4))));
}

}  // namespace

int main() {
  for (std::string line; std::getline(std::cin, line);) {
    std::vector<std::string> fields;
    for (std::size_t at = 0; at <= line.size();) {
      const std::size_t end = std::min(line.find('\t', at), line.size());
      fields.push_back(line.substr(at, end - at));
      at = end + 1;
    }
    fmt::print("{}\n", answer(fields));
  }
}
