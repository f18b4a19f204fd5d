#include "planned.hpp"

#include <doctest/doctest.h>
#include <fmt/format.h>

#include <algorithm>
#include <sstream>

namespace envc::testing {
namespace {

std::vector<std::string> split(const std::string& text) {
  std::istringstream in(text);
  std::vector<std::string> words;
  for (std::string word; in >> word;) words.push_back(word);
  return words;
}

/// What stands before a version.
std::string name_in(const std::string& spec) {
  return spec.substr(0, spec.find_first_of("=<>!~[@"));
}

}  // namespace

File::File() {
  resolution.os = {"ubuntu", "22.04"};
  resolution.base_registry = "docker.io";
  resolution.base_image = "ubuntu:22.04";
  resolution.python = {Interpreter::From::uv, "3.12", "/opt/env"};
  resolution.uv = Facts::builtin().default_uv_version();
}

Said<std::string> File::word(const std::string& text) {
  offset_ += 10;
  return {text, {offset_, offset_ + static_cast<std::uint32_t>(text.size())}};
}

PackageStatement& File::add(Manager manager, const std::string& packages) {
  step_is_last_ = false;
  PackageStatement statement;
  statement.manager = manager;
  statement.position = ++position_;
  statement.where = word("statement").where;
  const char* keyword = manager == Manager::apt ? "apt" : manager == Manager::conda ? "conda" : "pip";
  statement.quote = fmt::format("{} {}", keyword, packages);
  ResolvedPackages resolved;
  for (const std::string& spec : split(packages)) {
    statement.packages.push_back({name_in(spec), spec, {}});
    ResolvedPackage package;
    package.name = name_in(spec);
    package.spec = spec;
    resolved.packages.push_back(package);
  }
  model.packages.push_back(statement);
  resolution.packages.push_back(resolved);
  return model.packages.back();
}

File& File::apt(const std::string& packages) {
  add(Manager::apt, packages);
  return *this;
}

File& File::conda(const std::string& packages, std::vector<std::string> channels) {
  add(Manager::conda, packages);
  resolved().channels = std::move(channels);
  resolution.python = {Interpreter::From::conda, "", "/opt/env"};
  return *this;
}

File& File::pip(const std::string& packages) {
  add(Manager::pip, packages);
  return *this;
}

File& File::remove(Manager manager, const std::string& packages) {
  add(manager, packages).remove = true;
  return *this;
}

File& File::step(Action action, const std::string& quote) {
  step_is_last_ = true;
  Step step;
  step.action = std::move(action);
  step.quote = quote;
  step.position = ++position_;
  step.where = word("step").where;
  model.steps.push_back(std::move(step));
  return *this;
}

File& File::run(const std::string& line) {
  return step(Run{{line}}, "run " + line);
}

File& File::check(const std::string& line) {
  return step(Check{{line}}, "check " + line);
}

File& File::copy(const std::string& source, const std::string& target) {
  return step(Copy{.sources = {word(source)}, .target = target, .from = {}}, fmt::format("copy {} {}", source, target));
}

File& File::env(const std::string& name, const std::string& value) {
  model.env.push_back({.name = name, .value = value, .prepend = false, .where = {}});
  return *this;
}

How& File::how() {
  return step_is_last_ ? model.steps.back().how : model.packages.back().how;
}

File& File::after(const std::string& text) {
  how().after.push_back(word(text));
  return *this;
}

File& File::before(const std::string& text) {
  how().before.push_back(word(text));
  return *this;
}

File& File::with(const std::string& name, const std::string& value) {
  how().with.push_back({.name = name, .value = value, .prepend = false, .where = {}});
  return *this;
}

File& File::compiled(const std::string& package, const std::string& against) {
  ResolvedPackages& out = resolved();
  out.compiles = true;
  for (ResolvedPackage& one : out.packages) {
    if (one.name != package) continue;
    one.compiles = true;
    one.compiles_against = against;
    if (against.empty()) continue;
    out.no_build_isolation = true;
    out.compiles_against.push_back(against);
    out.build_tools = {{"ninja", {"ninja", ""}}, {"packaging", {"packaging", ""}}};
  }
  return *this;
}

Planned::Planned(const File& file, const Learned& learned)
    : graph(build_graph(file.model, file.resolution, Facts::builtin(), file.included, diagnostics, {}, learned)) {
  // Whatever the file: names differ, the base is first, and the order keeps the graph's requirements.
  std::vector<std::string> all;
  for (const Layer& layer : graph.layers) all.push_back(layer.name);
  std::sort(all.begin(), all.end());
  REQUIRE(std::adjacent_find(all.begin(), all.end()) == all.end());
  REQUIRE(graph.layers.front().kind == LayerKind::base);
  std::vector<bool> done(graph.layers.size());
  for (const LayerId id : order(graph).layers) {
    for (const LayerId other : graph[id].requires_) REQUIRE(done[static_cast<std::size_t>(other)]);
    done[static_cast<std::size_t>(id)] = true;
  }
  REQUIRE(std::find(done.begin(), done.end(), false) == done.end());
}

std::string joined(const std::vector<std::string>& words) {
  return fmt::format("{}", fmt::join(words, " "));
}

std::string Planned::names() const {
  std::vector<std::string> all;
  for (const Layer& layer : graph.layers) all.push_back(layer.name);
  return joined(all);
}

std::string Planned::ordered() const {
  std::vector<std::string> all;
  for (const LayerId id : order(graph).layers) all.push_back(graph[id].name);
  return joined(all);
}

bool Planned::has(const std::string& name) const {
  return std::any_of(graph.layers.begin(), graph.layers.end(), [&](const Layer& layer) { return layer.name == name; });
}

const Layer& Planned::operator[](const std::string& name) const {
  const auto found =
      std::find_if(graph.layers.begin(), graph.layers.end(), [&](const Layer& layer) { return layer.name == name; });
  if (found == graph.layers.end()) FAIL("no layer " << name << " in: " << names());
  return *found;
}

bool Planned::must(const std::string& first, const std::string& second) const {
  const Layer* const target = &(*this)[first];
  std::vector<const Layer*> open = {&(*this)[second]};
  std::vector<const Layer*> seen;
  while (!open.empty()) {
    const Layer* const layer = open.back();
    open.pop_back();
    for (const LayerId id : layer->requires_) {
      const Layer* const next = &graph[id];
      if (next == target) return true;
      if (std::find(seen.begin(), seen.end(), next) != seen.end()) continue;
      seen.push_back(next);
      open.push_back(next);
    }
  }
  return false;
}

std::string Planned::messages() const {
  std::vector<std::string> lines;
  for (const Diagnostic& d : diagnostics.all()) lines.push_back(fmt::format("{}: {}", name(d.kind), d.message));
  return fmt::format("{}", fmt::join(lines, "\n"));
}

}  // namespace envc::testing
