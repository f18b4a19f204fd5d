#include "described.hpp"

#include "checked.hpp"
#include "syntax/parse.hpp"
#include "text/source.hpp"

#include <fmt/format.h>

namespace envc {
namespace {

/// The model without a check that nothing was said: warnings are no faults here.
Model model_or_nothing(std::string_view text, bool& good) {
  Sources sources;
  Diagnostics diagnostics;
  const Source& source = sources.add("project.env", std::string(text));
  const std::vector<Shape> shapes = statement_shapes();
  const Tree tree = parse(source, shapes, diagnostics);
  Model model = check(tree, sources, {}, diagnostics);
  good = !diagnostics.any_error();
  return model;
}

std::string described(const PackageStatement& statement) {
  std::string text = statement.manager == Manager::apt ? "apt" : statement.manager == Manager::conda ? "conda" : "pip";
  const auto add = [&](std::string_view before, const std::vector<Said<std::string>>& words) {
    for (const Said<std::string>& word : words) text += fmt::format(" {}{}", before, word.value);
  };
  if (statement.remove) text += " remove";
  for (const Package& package : statement.packages) text += " " + package.spec;
  add("-c ", statement.channels);
  add("-r ", statement.requirement_files);
  add("-c ", statement.constraint_files);
  for (const LocalProject& project : statement.projects) {
    text += fmt::format(" {}{}{}", project.editable ? "-e " : "./", project.path,
                        project.extras.empty() ? "" : fmt::format("[{}]", project.extras));
  }
  if (statement.index_url) text += " -i " + statement.index_url->value;
  add("--extra-index-url ", statement.extra_index_urls);
  add("-f ", statement.find_links);
  add("", statement.options);
  return text;
}

}  // namespace

std::string packages_of(std::string_view text) {
  bool good = false;
  const Model model = model_or_nothing(text, good);
  if (!good) return "error: " + said_of(text);
  std::string result;
  for (const PackageStatement& statement : model.packages) {
    if (!result.empty()) result += " & ";
    result += described(statement);
  }
  return result;
}

std::string names_of(std::string_view text) {
  bool good = false;
  const Model model = model_or_nothing(text, good);
  if (!good) return "error: " + said_of(text);
  std::string result;
  for (const PackageStatement& statement : model.packages) {
    for (const Package& package : statement.packages) result += (result.empty() ? "" : " ") + package.name;
  }
  return result;
}

}  // namespace envc
