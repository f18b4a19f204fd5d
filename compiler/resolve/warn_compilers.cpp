// The compiler that nvcc is to use, where something is compiled: does it take that gcc.
#include "resolve/compilation.hpp"
#include "resolve/spec.hpp"
#include "resolve/warn.hpp"
#include "version/version.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

namespace envc {
namespace {

int number(std::string_view text) {
  int value = 0;
  std::from_chars(text.data(), text.data() + text.size(), value);
  return value;
}

/// `12` of `g++-12` for the pattern `g++-{}`; 0: another name.
int number_in(std::string_view name, std::string_view pattern) {
  const auto hole = pattern.find("{}");
  if (hole == std::string_view::npos || !name.starts_with(pattern.substr(0, hole))) return 0;
  const std::string_view rest = name.substr(hole);
  return rest.find_first_not_of("0123456789") == std::string_view::npos ? number(rest) : 0;
}

struct Compiler {
  int gcc = 0;
  std::string name;     ///< as said: `g++-12`
  std::string pattern;  ///< `g++-{}`
  Span where;
};

/// The compiler that a word such as `/usr/bin/g++-12` names.
Compiler compiler_in(const Facts& facts, std::string_view word, Span where) {
  if (const auto slash = word.rfind('/'); slash != std::string_view::npos) word.remove_prefix(slash + 1);
  for (const HostCompiler& row : facts.host_compilers()) {
    if (const int gcc = number_in(word, row.name); gcc != 0)
      return {gcc, std::string(word), std::string(row.name), where};
  }
  return {};
}

bool is_row(const Facts& facts, std::string_view manager, std::string_view name) {
  const auto rows = facts.host_compilers();
  return std::any_of(rows.begin(), rows.end(),
                     [&](const HostCompiler& row) { return row.manager == manager && row.name == name; });
}

std::vector<Compiler> installed(const Resolving& r) {
  std::vector<Compiler> all;
  for (const SaidPackage& package : said_packages(r)) {
    if (package.manager == Manager::apt) {
      all.push_back(compiler_in(r.facts, package.said.name, package.said.where));
    } else if (package.manager == Manager::conda && is_row(r.facts, "conda", package.said.name)) {
      const Spec spec = read_spec(Manager::conda, package.said.spec);
      const auto version = spec.range ? spec.range->named() : std::nullopt;
      if (version)
        all.push_back({number(leading(*version, 1)), package.said.spec, package.said.name + "={}", package.said.where});
    }
  }
  return all;
}

/// Those that a variable makes the one that is used.
std::vector<Compiler> in_use(const Resolving& r) {
  std::vector<Compiler> all;
  const auto take = [&](const std::vector<EnvVar>& variables) {
    for (const EnvVar& variable : variables) {
      if (is_row(r.facts, "env", variable.name)) all.push_back(compiler_in(r.facts, variable.value, variable.where));
    }
  };
  take(r.model.env);
  for (const PackageStatement& statement : r.model.packages) take(statement.how.with);
  for (const Step& step : r.model.steps) take(step.how.with);
  return all;
}

}  // namespace

void warn_of_compilers(const Resolving& r) {
  if (r.out.cuda.empty() || !compiles(r)) return;
  const auto rows = r.facts.cuda_compilers();
  const auto row =
      std::find_if(rows.begin(), rows.end(), [&](const CudaCompiler& c) { return c.cuda == leading(r.out.cuda, 2); });
  if (row == rows.end()) return;
  const int newest = number(row->gcc);
  const auto report = [&](const Compiler& compiler, Severity severity, std::string_view here) {
    r.diagnostics.add({.kind = Kind::gcc_too_new,
                       .severity = severity,
                       .message = fmt::format("the nvcc of CUDA {} refuses gcc {}: {} is the newest it takes",
                                              row->cuda, compiler.gcc, row->gcc),
                       .where = compiler.where,
                       .here = std::string(here),
                       .help = fmt::format("write `{}`", fmt::format(fmt::runtime(compiler.pattern), row->gcc))});
  };
  bool told = false;
  for (const Compiler& compiler : in_use(r)) {
    if (compiler.gcc <= newest) continue;
    report(compiler, Severity::error, "makes it the compiler in use");
    told = true;
  }
  if (told) return;
  for (const Compiler& compiler : installed(r)) {
    if (compiler.gcc > newest) report(compiler, Severity::warning, "");
  }
}

}  // namespace envc
