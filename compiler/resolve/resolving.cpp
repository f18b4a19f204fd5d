#include "resolve/resolving.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace envc {

std::string said_in(std::string_view file) {
  return file.empty() ? std::string(as_said) : fmt::format("said in {}", file);
}

bool is_said(std::string_view reason) {
  return reason.starts_with("said in ");
}

std::string list_of(const std::vector<std::string>& things) {
  std::string out;
  for (std::size_t i = 0; i < things.size(); ++i) {
    if (i != 0) out += i + 1 == things.size() ? " and " : ", ";
    out += things[i];
  }
  return out;
}

std::string shown(std::string_view distribution) {
  std::string name(distribution);
  if (!name.empty() && name.front() >= 'a' && name.front() <= 'z') name.front() = static_cast<char>(name.front() - 32);
  return name;
}

std::string shown(const Os& os) {
  return fmt::format("{} {}", shown(os.name), os.release);
}

const Distribution* distribution_of(const Facts& facts, const Os& os) {
  const auto rows = facts.distributions();
  const auto found = std::find_if(rows.begin(), rows.end(), [&](const Distribution& row) {
    return row.name == os.name && row.release == os.release;
  });
  return found == rows.end() ? nullptr : &*found;
}

bool goes_alone(const PackageStatement& statement) {
  return std::any_of(statement.options.begin(), statement.options.end(), [](const Said<std::string>& option) {
    return option.value == "--no-deps" || option.value == "--no-dependencies";
  });
}

}  // namespace envc
