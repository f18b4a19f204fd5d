// Statements about the file itself: let allow.
#include "statement/checking.hpp"
#include "statement/families.hpp"
#include "text/nearest.hpp"

#include <fmt/format.h>

#include <array>
#include <vector>

namespace envc {
namespace {

/// The first pass over the file has read all lets (names.cpp).
void check_let(const Statement&, Checking&) {}

/// A warning's page ends with how to silence it.
bool is_warning(Kind kind) {
  return page(kind).find(fmt::format("`allow {}`", name(kind))) != std::string_view::npos;
}

void check_allow(const Statement& statement, Checking& checking) {
  if (!checking.takes(statement, 1, statement.words.size() + statement.items.size())) return;
  for (const Said<std::string>& word : checking.values(statement)) {
    const auto kind = kind_named(word.value);
    if (kind && is_warning(*kind)) {
      if (checking.first_time("allow " + word.value, word.where)) checking.model.allowed.push_back(word);
      continue;
    }
    std::vector<std::string_view> warnings;
    for (const Kind other : all_kinds()) {
      if (is_warning(other)) warnings.push_back(name(other));
    }
    const auto close = kind ? std::nullopt : nearest(word.value, warnings);
    checking.error(Kind::unknown_warning, word.where,
                   kind ? fmt::format("`{}` is an error, and only a warning can be silenced", word.value)
                        : fmt::format("{} is no warning", quoted(word.value)),
                   "", close ? fmt::format("did you mean `{}`?", *close) : "");
  }
}

constexpr std::array rows = {
    StatementRow{{"allow", BodyKind::items},
                 at_file,
                 "allow WARNING…",
                 "silence a warning, by the name it is printed with",
                 "allow dollar-in-env",
                 check_allow},
    StatementRow{{"let"},
                 at_file,
                 "let NAME [= VALUE]",
                 "a name for `{NAME}` in words; `--set NAME=VALUE` gives it another value",
                 "let version = 1.12.1",
                 check_let,
                 true},
};

}  // namespace

std::span<const StatementRow> name_rows() {
  return rows;
}

}  // namespace envc
