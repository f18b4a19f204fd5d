// Environment variables that builds read.
#include "facts/facts.hpp"
#include "facts/lookup.hpp"

namespace envc {

std::optional<std::string> Facts::build_variable(std::string_view name) const {
  if (const auto* row = facts::row_with(tables_.build_variables, name, &BuildVariable::name)) {
    return std::string(row->read_by);
  }
  // the table is short: rows that are a prefix are looked for one by one
  for (const BuildVariable& row : tables_.build_variables) {
    if (row.name.ends_with('*') && name.starts_with(row.name.substr(0, row.name.size() - 1))) {
      return std::string(row.read_by);
    }
  }
  return std::nullopt;
}

std::span<const Facts::ArchVariable> Facts::arch_variables() const {
  return tables_.arch_variables;
}

std::string Facts::spelled(const ArchVariable& variable, std::span<const std::string> architectures) {
  std::string list;
  for (std::string one : architectures) {
    if (variable.style == "digits") {
      one.resize(std::min(one.find('+'), one.size()));
      std::erase(one, '.');
    }
    if (!list.empty()) list += ';';
    list += one;
  }
  return list;
}

}  // namespace envc
