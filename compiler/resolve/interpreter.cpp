#include "resolve/interpreter.hpp"

#include "resolve/base.hpp"
#include "resolve/compilation.hpp"
#include "resolve/spec.hpp"
#include "version/version.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace envc {
namespace {

using From = Interpreter::From;
using Possible = std::vector<PossibleInterpreter>;

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

PossibleInterpreter at_prefix(const Resolving& r, From from, std::string_view version) {
  return {{from, std::string(version), std::string(r.facts.defaults().prefix)}, std::string(leading(version, 2))};
}

/// Every version the tables know and those that are said: what an earlier run chose, the default, then the newer before
/// the older.
std::vector<std::string> versions(const Resolving& r, const std::vector<std::string>& said) {
  std::vector<std::string> all;
  for (const PythonRelease& row : r.facts.pythons()) insert_version(all, row.version);
  for (const std::string& version : said) insert_version(all, version);
  std::reverse(all.begin(), all.end());
  std::stable_partition(all.begin(), all.end(), [&](const auto& one) { return one == r.facts.default_python(); });
  if (const auto kept = r.kept.decisions.find("python"); kept != r.kept.decisions.end())
    std::stable_partition(all.begin(), all.end(), [&](const auto& one) { return one == kept->second; });
  return all;
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

std::optional<VersionRange> range_of(const Package& package) {
  return read_spec(Manager::conda, package.spec).range;
}

void from_conda(const Resolving& r, Choosing& c) {
  std::vector<std::string> said;
  const Package* const package = conda_python(r);
  const auto range = package == nullptr ? std::optional<VersionRange>{} : range_of(*package);
  if (range && range->named()) said.push_back(*range->named());
  if (r.model.python) said.push_back(r.model.python->version.value);
  bool admitted = package == nullptr;
  for (const std::string& version : versions(r, said)) {
    c.interpreters.push_back(at_prefix(r, From::conda, version));
    admitted = admitted || (range && range->admits(version));
  }
  // what the solver gives: where the file says a version in a way that is not understood, or one not in the tables
  if (!admitted) c.interpreters.push_back(at_prefix(r, From::conda, ""));
}

void from_distribution(const Resolving& r, Choosing& c) {
  std::vector<std::string> own;
  for (const PossibleImage& image : c.images) {
    // one whose Python is not known is taken where it is asked for, and is no way out where another is
    const bool asked = r.model.os && r.model.os->value == image.os;
    if (image.distribution != nullptr && (asked || !image.distribution->python.empty()))
      insert_version(own, image.distribution->python);
  }
  std::reverse(own.begin(), own.end());
  Possible apt;
  for (const std::string& version : own) apt.push_back(at_prefix(r, From::apt, version));
  std::vector<std::string> said;
  if (r.model.python) said.push_back(r.model.python->version.value);
  Possible uv;
  for (const std::string& version : versions(r, said)) uv.push_back(at_prefix(r, From::uv, version));
  // where an earlier run took another version than the distribution's
  const auto from = r.kept.decisions.find("python from");
  const bool uv_first = from != r.kept.decisions.end() && from->second == name(From::uv) && !r.model.python;
  const Possible& first = uv_first ? uv : apt;
  const Possible& second = uv_first ? apt : uv;
  c.interpreters.insert(c.interpreters.end(), first.begin(), first.end());
  c.interpreters.insert(c.interpreters.end(), second.begin(), second.end());
}

/// Whether something asks for Python.
bool wanted(const Resolving& r) {
  const bool pip = std::any_of(r.model.packages.begin(), r.model.packages.end(),
                               [](const PackageStatement& statement) { return statement.manager == Manager::pip; });
  return r.model.python || pip || steps_want(r, "python") || runs_want(r, "python");
}

/// The interpreter that the base ships, unless its source is said to be another.
std::optional<PossibleInterpreter> shipped(const Resolving& r) {
  if (!r.model.base || (r.model.python && r.model.python->from)) return std::nullopt;
  const ImageReference base = image_reference(r.model.base->image.value);
  if (!r.facts.base_ships_python(base.known_as()).value_or(true)) return std::nullopt;
  const std::string version = python_of_base(r.facts, base);
  return PossibleInterpreter{{From::base, version, {}}, std::string(leading(version, 2))};
}

/// An interpreter of the distribution or the base is there in that image alone; a base that ships one is left at it.
void relate_to_image(const Resolving& r, Choosing& c) {
  const bool ships = !c.interpreters.empty() && c.interpreters.front().interpreter.from == From::base;
  const bool asked = r.model.python.has_value();
  c.problem.relations.push_back(
      {{Choosing::image, Choosing::interpreter}, [&c, ships, asked](std::span<const std::size_t> at) {
         const PossibleImage& image = c.images[at[0]];
         const Interpreter& python = c.interpreters[at[1]].interpreter;
         if (python.from == From::base) return image.said;
         if (image.said && ships && !asked) return false;
         if (python.from != From::apt) return true;
         return image.distribution != nullptr && image.distribution->python == python.version;
       }});
}

void claim_python(const Resolving& r, Choosing& c) {
  const PythonChoice& python = *r.model.python;
  const auto admits = [&](std::string_view version) {
    return only(Choosing::interpreter, c.interpreters, [&](const PossibleInterpreter& one) {
      const Interpreter& i = one.interpreter;
      if (i.from == From::base) return !i.version.empty() && within(i.version, version);
      return i.version == version && (!python.from || python.from->value == name(i.from));
    });
  };
  const std::string from = python.from ? fmt::format(" from {}", python.from->value) : std::string();
  c.claim({Saying::Of::python, python.version.where, fmt::format("python {}{}", python.version.value, from),
           "Python is chosen here"},
          {admits(python.version.value)});
  std::vector<std::string> all;
  for (const PythonRelease& row : r.facts.pythons()) insert_version(all, row.version);
  if (python.from && python.from->value == name(From::apt)) {
    c.alternative(fmt::format("python {} from uv", python.version.value),
                  only(Choosing::interpreter, c.interpreters,
                       [&](const PossibleInterpreter& one) {
                         return one.interpreter.from == From::uv && one.interpreter.version == python.version.value;
                       }),
                  2);
  }
  for (const auto& [version, side] : by_nearness(all, python.version.value))
    c.alternative(fmt::format("python {}{}", version, from), admits(version), side);
}

void claim_conda_python(const Resolving& r, const Package& package, Choosing& c) {
  const auto range = range_of(package);
  if (range && range->any()) return;
  const auto named = range ? range->named() : std::nullopt;
  const auto& python = r.model.python;
  Restriction admitted = only(Choosing::interpreter, c.interpreters, [&](const PossibleInterpreter& one) {
    const std::string& version = one.interpreter.version;
    // `python 3.10` beside `python=3.10.4` is no contradiction
    const bool agrees = python && version == python->version.value &&
                        (!range || range->admits(version) || (named && within(*named, version)));
    if (agrees || !range) return agrees || version.empty();
    return named ? version == *named : !version.empty() && range->admits(version);
  });
  if (std::find(admitted.admitted.begin(), admitted.admitted.end(), true) == admitted.admitted.end())
    admitted.admitted.back() = true;
  c.claim({Saying::Of::conda_python, package.where, package.spec, "Python is chosen here"}, {std::move(admitted)});
  std::vector<std::string> all;
  for (const PythonRelease& row : r.facts.pythons()) insert_version(all, row.version);
  std::string anchor = named.value_or("");
  if (!named && range) {  // of a range the newest that it admits
    for (const std::string& one : all) {
      if (range->admits(one)) anchor = one;
    }
  }
  const auto other = [&](const std::string& version, int side) {
    c.alternative(fmt::format("{}={}", package.name, version),
                  only(Choosing::interpreter, c.interpreters,
                       [&](const PossibleInterpreter& one) { return one.interpreter.version == version; }),
                  side);
  };
  if (python) other(python->version.value, 2);
  for (const auto& [version, side] : by_nearness(all, anchor)) other(version, side);
}

std::string reason_for(const Resolving& r, const PossibleInterpreter& chosen) {
  const Interpreter& python = chosen.interpreter;
  if (python.from == From::base) {
    const ImageReference base = image_reference(r.model.base->image.value);
    return r.facts.base_ships_python(base.known_as())
               ? fmt::format("{} ships it", base.name)
               : fmt::format("nothing is known of {}: taken to ship it", base.name);
  }
  if (r.model.python) return std::string(as_said);
  if (python.version.empty()) return "what the solver gives";
  if (python.from == From::apt) return fmt::format("what {} has", shown(r.out.os));
  const Package* const package = python.from == From::conda ? conda_python(r) : nullptr;
  if (package != nullptr) {
    const auto range = range_of(*package);
    if (range && range->named()) return std::string(as_said);
  }
  return python.version == r.facts.default_python() ? "the default"
                                                    : "the newest that everything pinned has builds for";
}

}  // namespace

void add_interpreters(const Resolving& r, Choosing& c) {
  const auto& python = r.model.python;
  const bool from_said = python && python->from;
  const bool conda = !r.statements(Manager::conda).empty();
  if (conda && from_said && python->from->value != name(From::conda)) {
    const std::size_t first = r.statements(Manager::conda).front();
    r.diagnostics.add(
        {.kind = Kind::python_mismatch,
         .message = fmt::format("`python` comes from {}, but conda solves the interpreter where it installs packages",
                                python->from->value),
         .where = python->from->where,
         .labels = {{r.model.packages[first].where, "conda is used here"}},
         .help = fmt::format("write `python {}`", python->version.value)});
  }
  if (conda || (from_said && python->from->value == name(From::conda))) {
    from_conda(r, c);
  } else if (!wanted(r)) {
    c.interpreters.push_back({});
  } else {
    if (const auto base = shipped(r)) c.interpreters.push_back(*base);
    from_distribution(r, c);
    relate_to_image(r, c);
  }
  c.problem.candidates.push_back(c.interpreters.size());
  if (python && !(conda && from_said && python->from->value != name(From::conda))) claim_python(r, c);
  if (const Package* const package = conda_python(r)) claim_conda_python(r, *package, c);
}

void settle_interpreter(const Resolving& r, const PossibleInterpreter& chosen) {
  r.out.python = chosen.interpreter;
  if (chosen.interpreter.from == From::none) return;
  const std::string& version = chosen.interpreter.version;
  r.decide("python", version.empty() ? std::string(name(chosen.interpreter.from)) : version, reason_for(r, chosen));
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
