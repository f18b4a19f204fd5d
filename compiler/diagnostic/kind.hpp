// The closed list of diagnostics. Each stage lists its own in kinds_<stage>.def; `envc help NAME` prints the page.
#pragma once

#include <optional>
#include <span>
#include <string_view>

namespace envc {

// X(identifier, "stable-name", "the page: plain text, a few short lines, ends with how to mend it")
enum class Kind : unsigned short {
#define X(identifier, name, page) identifier,
#include "diagnostic/kinds_check.def"
#include "diagnostic/kinds_files.def"
#include "diagnostic/kinds_plan.def"
#include "diagnostic/kinds_resolve.def"
#include "diagnostic/kinds_syntax.def"
#undef X
};

[[nodiscard]] std::span<const Kind> all_kinds();
[[nodiscard]] std::string_view name(Kind);
[[nodiscard]] std::string_view page(Kind);
[[nodiscard]] std::optional<Kind> kind_named(std::string_view name);

}  // namespace envc
