#include "repairing.hpp"

#include "resolve/resolve.hpp"
#include "statement/statement.hpp"
#include "syntax/parse.hpp"

#include <doctest/doctest.h>
#include <fmt/format.h>

#include <algorithm>

namespace envc::testing {
namespace {

/// What stands in backticks.
std::vector<std::string> repairs_of(const Diagnostic& d) {
  std::vector<std::string> all;
  for (std::size_t at = d.help.find('`'); at != std::string::npos; at = d.help.find('`', at + 1)) {
    const std::size_t end = d.help.find('`', at + 1);
    all.push_back(d.help.substr(at + 1, end - at - 1));
    at = end;
  }
  return all;
}

/// A conda package that chooses the CUDA: one may stand for another.
bool is_toolkit(const std::string& spec) {
  const std::string_view list = Facts::builtin().framework().toolkits;
  return fmt::format(" {} ", list).find(fmt::format(" {} ", name_of(spec))) != std::string::npos;
}

/// Packages of the catalogue that give the same import: one may stand for another.
bool are_siblings(const std::string& a, const std::string& b) {
  const Facts& facts = Facts::builtin();
  const auto* const first = facts.catalogued("pip", name_of(a));
  const auto* const second = facts.catalogued("pip", name_of(b));
  return first != nullptr && second != nullptr && !first->imports.empty() && first->imports == second->imports;
}

/// The package that a repository is called after: `detectron2` of `git+https://…/detectron2@v0.6`. Else the spec's own.
std::string package_named(const std::string& repair) {
  if (!repair.starts_with("git+")) return name_of(repair);
  const std::string path = repair.substr(0, repair.rfind('@'));
  return path.substr(path.rfind('/') + 1);
}

/// The text in place of what it stands for: the statement of its keyword, the address, or the package of its name.
Lines with(Lines lines, const std::string& repair) {
  const std::string first = repair.substr(0, repair.find(' '));
  for (auto& line : lines) {
    const bool os = (first == "ubuntu" || first == "debian") && (line[0] == "ubuntu" || line[0] == "debian");
    if (first != repair && (line[0] == first || os)) {
      line = {repair};
      return lines;
    }
  }
  for (auto& line : lines) {
    for (std::size_t i = 1; i < line.size(); ++i) {
      const bool address = repair.starts_with("http") && line[i].starts_with("http");
      const bool toolkit = is_toolkit(repair) && is_toolkit(line[i]);
      if (first == repair && (address || toolkit || name_of(line[i]) == package_named(repair))) {
        line[i] = repair;
        return lines;
      }
    }
  }
  for (auto& line : lines) {
    const auto sibling =
        std::find_if(line.begin() + 1, line.end(), [&](const std::string& word) { return are_siblings(word, repair); });
    if (sibling == line.end()) continue;
    *sibling = repair;
    return lines;
  }
  FAIL("nowhere to put " << repair << "\n" << text_of(lines));
  return lines;
}

}  // namespace

std::vector<Diagnostic> errors(const Lines& lines, const Facts& facts) {
  Sources sources;
  Diagnostics diagnostics;
  const Tree tree = parse(sources.add("project.env", text_of(lines)), statement_shapes(), diagnostics);
  const Model model = check(tree, sources, {}, diagnostics);
  REQUIRE_MESSAGE(!diagnostics.any_error(), text_of(lines) << diagnostics.all().front().message);
  resolve(model, facts, {}, diagnostics);
  std::vector<Diagnostic> all;
  for (const Diagnostic& d : diagnostics.all()) {
    if (d.severity == Severity::error) all.push_back(d);
  }
  return all;
}

std::string messages(const std::vector<Diagnostic>& all) {
  std::string text;
  for (const Diagnostic& d : all) text += fmt::format("{}: {}; {}\n", name(d.kind), d.message, d.help);
  return text;
}

void try_repairs(const Lines& lines, const std::vector<Diagnostic>& all, const Facts& facts, Tried& tried) {
  if (all.empty()) return;
  ++tried.wrong;
  CAPTURE(text_of(lines));
  CAPTURE(messages(all));
  if (std::any_of(all.begin(), all.end(), [](const Diagnostic& d) { return d.help.empty(); })) {
    ++tried.without_help;
    return;
  }
  std::size_t combinations = 1;
  for (const Diagnostic& d : all) combinations *= repairs_of(d).size();
  for (std::size_t combination = 0; combination < std::min<std::size_t>(combinations, 9); ++combination) {
    Lines mended = lines;
    std::size_t rest = combination;
    for (const Diagnostic& d : all) {
      const auto repairs = repairs_of(d);
      mended = with(std::move(mended), repairs[rest % repairs.size()]);
      rest /= repairs.size();
    }
    const auto left = errors(mended, facts);
    CHECK_MESSAGE(left.empty(), text_of(mended) << messages(left));
    ++tried.repaired;
  }
}

}  // namespace envc::testing
