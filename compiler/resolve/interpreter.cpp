#include "resolve/interpreter.hpp"

#include "version/version.hpp"
#include "resolve/base.hpp"
#include "resolve/compilation.hpp"
#include "resolve/spec.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace envc {
namespace {

using From = Interpreter::From;
using Possible = std::vector<PossibleInterpreter>;

constexpr std::string_view ask_python = "python {}";

std::string_view name(From from) {
  switch (from) {
    case From::none:
      return "none";
    case From::base:
      return "base";
    case From::apt:
      return "apt";
    case From::conda:
      return "conda";
    case From::uv:
      return "uv";
  }
  return {};
}

Interpreter at_prefix(const Resolving& r, From from, std::string_view version) {
  return {from, std::string(version), std::string(r.facts.defaults().prefix)};
}

/// Every version the tables know, the default first, then the newer before the older.
std::vector<std::string_view> versions(const Facts& facts) {
  std::vector<std::string_view> all;
  for (const PythonRelease& row : facts.pythons()) {
    if (row.version != facts.default_python()) all.push_back(row.version);
  }
  all.push_back(facts.default_python());
  std::reverse(all.begin(), all.end());
  return all;
}

PossibleInterpreter said(const Resolving& r, From from) {
  const PythonChoice& python = *r.model.python;
  return {at_prefix(r, from, python.version.value), std::string(as_said), python.version.where,
          std::string(ask_python)};
}

/// Any version, the default first.
Possible any_version(const Resolving& r, From from, const std::string& reason) {
  Possible all;
  for (const std::string_view version : versions(r.facts)) {
    const bool preferred = version == r.facts.default_python();
    all.push_back({at_prefix(r, from, version),
                   preferred ? reason : "the newest that everything pinned has builds for",
                   {},
                   std::string(ask_python)});
  }
  return all;
}

void report_mismatch(const Resolving& r, std::string message, Span where, Label label, std::string help) {
  Diagnostic d{.kind = Kind::python_mismatch, .message = std::move(message), .where = where, .help = std::move(help)};
  if (label.where) d.labels.push_back(std::move(label));
  r.diagnostics.add(std::move(d));
}

/// A conda package that is the interpreter, with its version.
const Package* conda_python(const Resolving& r) {
  for (const std::size_t i : r.statements(Manager::conda)) {
    for (const Package& package : r.model.packages[i].packages) {
      if (package.name == r.facts.defaults().interpreter) return &package;
    }
  }
  return nullptr;
}

Possible from_conda(const Resolving& r) {
  const Package* const package = conda_python(r);
  const auto& python = r.model.python;
  const auto range =
      package == nullptr ? std::optional<VersionRange>{} : read_spec(Manager::conda, package->spec).range;
  if (python) {
    const auto named = range ? range->named() : std::nullopt;
    const bool agree =
        !range || range->admits(python->version.value) || (named && within(*named, python->version.value));
    if (!agree) {
      report_mismatch(
          r, fmt::format("`python {}` and `{}` ask for different interpreters", python->version.value, package->spec),
          package->where, {python->version.where, "asked for here first"},
          fmt::format("write `{}={}`", package->name, python->version.value));
    }
    return {said(r, From::conda)};
  }
  if (package == nullptr) return any_version(r, From::conda, "the default");
  const std::string ask = std::string(package->name) + "={}";
  if (!range) return {{at_prefix(r, From::conda, ""), "what the solver gives", package->where, ask}};
  if (const auto version = range->named()) {
    return {{at_prefix(r, From::conda, *version), std::string(as_said), package->where, ask}};
  }
  Possible admitted;
  for (auto& one : any_version(r, From::conda, "the default")) {
    if (!range->admits(one.interpreter.version)) continue;
    if (!range->any()) one.where = package->where;
    one.to_ask = ask;
    admitted.push_back(std::move(one));
  }
  if (admitted.empty())
    admitted.push_back({at_prefix(r, From::conda, ""), "what the solver gives", package->where, ask});
  return admitted;
}

Possible from_distribution(const Resolving& r) {
  const Distribution* const row = distribution_of(r.facts, r.out.os);
  const std::string_view own = row == nullptr ? std::string_view{} : row->python;
  const auto& python = r.model.python;
  if (!python) {
    Possible all;
    if (row != nullptr) {
      all.push_back(
          {at_prefix(r, From::apt, own), fmt::format("what {} has", shown(r.out.os)), {}, std::string(ask_python)});
    }
    const auto rest = any_version(r, From::uv, "the default");
    all.insert(all.end(), rest.begin(), rest.end());
    return all;
  }
  const std::string& version = python->version.value;
  const bool same = !own.empty() && version == own;
  if (python->from && python->from->value == name(From::apt) && !same) {
    const std::string has = own.empty() ? std::string("no Python that is known of") : fmt::format("Python {}", own);
    report_mismatch(r,
                    fmt::format("`python {} from apt`, but {} has {}", version,
                                r.out.os.name.empty() ? std::string("the base image") : shown(r.out.os), has),
                    python->version.where, {}, fmt::format("write `python {} from uv`", version));
  }
  if (same && (!python->from || python->from->value == name(From::apt))) return {said(r, From::apt)};
  return {said(r, From::uv)};
}

bool wanted(const Resolving& r) {
  const bool pip = std::any_of(r.model.packages.begin(), r.model.packages.end(),
                               [](const PackageStatement& statement) { return statement.manager == Manager::pip; });
  return r.model.python || pip || steps_want(r, "python") || runs_want(r, "python");
}

}  // namespace

std::vector<PossibleInterpreter> possible_interpreters(const Resolving& r) {
  const auto& python = r.model.python;
  const bool from_said = python && python->from;
  if (!r.statements(Manager::conda).empty()) {
    if (from_said && python->from->value != name(From::conda)) {
      const std::size_t first = r.statements(Manager::conda).front();
      report_mismatch(r,
                      fmt::format("`python` comes from {}, but conda solves the interpreter where it installs packages",
                                  python->from->value),
                      python->from->where, {r.model.packages[first].where, "conda is used here"},
                      fmt::format("write `python {}`", python->version.value));
    }
    return from_conda(r);
  }
  if (from_said && python->from->value == name(From::conda)) return {said(r, From::conda)};
  if (!wanted(r)) return {{{}, "nothing needs Python", {}, {}}};
  if (r.model.base && !from_said) {
    const ImageReference base = image_reference(r.model.base->image.value);
    const auto ships = r.facts.base_ships_python(base.known_as());
    const std::string version = python_of_base(r.facts, base);
    const bool fits = !python || (!version.empty() && within(version, python->version.value));
    if (ships.value_or(true) && fits) {
      const std::string reason = ships ? fmt::format("{} ships it", base.name)
                                       : fmt::format("nothing is known of {}: taken to ship it", base.name);
      return {{{From::base, version, {}}, reason, {}, {}}};
    }
  }
  return from_distribution(r);
}

void settle_interpreter(const Resolving& r, const PossibleInterpreter& chosen) {
  r.out.python = chosen.interpreter;
  if (chosen.interpreter.from == From::none) return;
  const std::string& version = chosen.interpreter.version;
  r.decide("python", version.empty() ? std::string(name(chosen.interpreter.from)) : version, chosen.reason);
  if (!r.model.python || !r.model.python->from) {
    std::string reason = "its packages are the distribution's own";
    if (chosen.interpreter.from == From::conda) reason = "conda solves it together with its packages";
    if (chosen.interpreter.from == From::uv) reason = "the distribution has another version";
    if (chosen.interpreter.from == From::base) reason = "the base image has it";
    r.decide("python from", std::string(name(chosen.interpreter.from)), std::move(reason));
  } else {
    r.decide("python from", std::string(name(chosen.interpreter.from)), std::string(as_said));
  }
}

}  // namespace envc
