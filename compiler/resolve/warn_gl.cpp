// Drawing on the GPU: does the image ask the driver for its part.
#include "resolve/image.hpp"
#include "resolve/warn.hpp"
#include "version/version.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace envc {
namespace {

constexpr std::string_view asked = "NVIDIA_DRIVER_CAPABILITIES";

/// Who says what to ask of the driver is left to it.
bool says_capabilities(const Resolving& r) {
  return std::any_of(r.model.env.begin(), r.model.env.end(),
                     [](const EnvVar& variable) { return variable.name == asked; });
}

/// What has the image ask for it.
std::string way_out(const Resolving& r) {
  if (r.model.base) return fmt::format("write `env {}=compute,utility,graphics`", asked);
  if (!r.model.cuda) return fmt::format("write `cuda {} gl`", leading(r.out.cuda, 2));
  CudaChoice choice = *r.model.cuda;
  choice.gl = {true, {}};
  return fmt::format("write `{}`", cuda_statement(choice, choice.version.value));
}

}  // namespace

void warn_of_gl(const Resolving& r) {
  if (r.out.cuda.empty() || r.out.gl || says_capabilities(r)) return;
  const auto rows = r.facts.gl_variables();
  const auto draws = std::find_if(r.model.env.begin(), r.model.env.end(), [&](const EnvVar& variable) {
    return std::any_of(rows.begin(), rows.end(), [&](const GlVariable& row) {
      return row.variable == variable.name && row.value == variable.value;
    });
  });
  if (draws == r.model.env.end()) return;
  r.diagnostics.add({.kind = Kind::gl_not_said,
                     .severity = Severity::warning,
                     .message = fmt::format("`{}={}` draws on the GPU, which the image does not ask the driver for",
                                            draws->name, draws->value),
                     .where = draws->where,
                     .help = way_out(r)});
}

}  // namespace envc
