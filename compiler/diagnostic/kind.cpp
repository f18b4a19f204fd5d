#include "diagnostic/kind.hpp"

#include "text/presume.hpp"

#include <algorithm>
#include <array>
#include <string>

namespace envc {
namespace {

struct Row {
  Kind kind;
  std::string_view name;
  std::string_view page;
};

constexpr std::array rows{
#define X(identifier, name, page) Row{Kind::identifier, name, page},
#include "diagnostic/kinds_check.def"
#include "diagnostic/kinds_files.def"
#include "diagnostic/kinds_plan.def"
#include "diagnostic/kinds_resolve.def"
#include "diagnostic/kinds_syntax.def"
#undef X
};

constexpr auto kinds = [] {
  std::array<Kind, rows.size()> all{};
  for (std::size_t i = 0; i < rows.size(); ++i) all[i] = rows[i].kind;
  return all;
}();

const Row& row(Kind kind) {
  const auto i = static_cast<std::size_t>(kind);
  presume(i < rows.size(), "a kind has a row in the list");
  return rows[i];
}

}  // namespace

std::span<const Kind> all_kinds() {
  return kinds;
}
std::string_view name(Kind kind) {
  return row(kind).name;
}
std::string_view page(Kind kind) {
  return row(kind).page;
}

std::optional<Kind> kind_named(std::string_view name) {
  const auto* found = std::find_if(rows.begin(), rows.end(), [&](const Row& r) { return r.name == name; });
  return found == rows.end() ? std::nullopt : std::optional(found->kind);
}

}  // namespace envc
