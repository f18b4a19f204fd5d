#include "resolve/listed.hpp"

#include "resolve/spec.hpp"
#include "version/marker.hpp"
#include "version/requirement.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <optional>
#include <string_view>
#include <utility>

namespace envc {
namespace {

/// Whether the package counts on these Pythons; nullopt: on some, or that is not known.
std::optional<bool> holds(const Package& package, const std::vector<std::string>& pythons) {
  const std::string marker = read_spec(Manager::pip, package.spec).marker;
  if (marker.empty()) return true;
  std::optional<bool> all;
  for (const std::string& python : pythons) {
    const auto one = applies(marker, on_linux(python, MarkerEnvironment{}.platform_machine));
    if (!one || (all && *all != *one)) return std::nullopt;
    all = one;
  }
  return all;
}

std::vector<std::string> possible_pythons(const Model& model, const Facts& facts) {
  if (model.python) return {model.python->version.value};
  std::vector<std::string> all;
  for (const PythonRelease& row : facts.pythons()) all.emplace_back(row.version);
  return all;
}

/// The package with the versions of the constraint as well. The caret is where versions are said first.
void bound(Package& package, const Package& constraint) {
  const auto read = read_requirement(package.spec);
  const auto read_constraint = read_requirement(constraint.spec);
  const auto* const own = std::get_if<Requirement>(&read);
  const auto* const other = std::get_if<Requirement>(&read_constraint);
  if (own == nullptr || other == nullptr || !own->url.empty() || other->specifiers.empty()) return;
  if (own->specifiers.empty()) package.where = constraint.where;
  package.spec = fmt::format("{}{}{}{}{}{}", own->head, own->specifiers, own->specifiers.empty() ? "" : ",",
                             other->specifiers, own->marker.empty() ? "" : " ; ", own->marker);
}

template<typename Value>
void append(std::vector<Value>& list, const std::vector<Value>& more) {
  list.insert(list.end(), more.begin(), more.end());
}

class Widening {
 public:
  Widening(const Model& model, const Facts& facts) : pythons_(possible_pythons(model, facts)), out_{model, {}} {
    for (const PackageStatement& statement : model.packages) {
      if (statement.manager != Manager::pip || statement.remove) continue;
      for (const auto* packages : {&statement.packages, &statement.listed.packages})
        for (const Package& package : *packages) ++named_[package.name];
    }
    for (PackageStatement& statement : out_.model.packages) widen(statement);
  }

  Widened take() { return std::move(out_); }

 private:
  bool counts(const Package& package) {
    return holds(package, pythons_).value_or(named_.find(package.name)->second == 1);
  }

  void widen(PackageStatement& statement) {
    std::vector<bool>& counted = out_.counts.emplace_back(statement.packages.size(), true);
    if (statement.manager != Manager::pip || statement.remove) return;
    std::vector<Package> packages;
    for (std::size_t j = 0; j < statement.packages.size(); ++j) {
      counted[j] = counts(statement.packages[j]);
      if (counted[j]) packages.push_back(std::move(statement.packages[j]));
    }
    const Listed& listed = statement.listed;
    for (const Package& package : listed.packages) {
      if (counts(package)) packages.push_back(package);
    }
    for (const Package& constraint : listed.constraints) {
      if (holds(constraint, pythons_) != true) continue;
      for (Package& package : packages) {
        if (package.name == constraint.name) bound(package, constraint);
      }
    }
    statement.packages = std::move(packages);
    // a file's index stands in for that of the command line
    if (listed.index_url) statement.index_url = listed.index_url;
    append(statement.extra_index_urls, listed.extra_index_urls);
    append(statement.find_links, listed.find_links);
  }

  std::vector<std::string> pythons_;
  std::map<std::string, std::size_t, std::less<>> named_;
  Widened out_;
};

/// pip takes nothing without a hash beside such a file: what was decided is not asked for.
void take_back(const ResolvedPackage& package, std::string_view as_it_stands, std::string_view file, Resolution& out) {
  const std::string subject = fmt::format("{} {}", name(Manager::pip), package.name);
  for (Decision& decision : out.decisions) {
    if (decision.subject != subject || decision.value != package.spec) continue;
    decision.value = as_it_stands;
    decision.reason = fmt::format("{} has hashes, so it stands as it is", file);
  }
  if (as_it_stands.empty()) std::erase_if(out.decisions, [&](const Decision& one) { return one.value.empty(); });
}

/// Empty: it names none.
std::string first_file(const PackageStatement& statement) {
  for (const auto* files : {&statement.requirement_files, &statement.constraint_files}) {
    if (!files->empty()) return files->front().value;
  }
  return {};
}

}  // namespace

Widened widen(const Model& model, const Facts& facts) {
  return Widening(model, facts).take();
}

void narrow(const Model& model, const Widened& widened, Resolution& out) {
  for (std::size_t i = 0; i < model.packages.size(); ++i) {
    const PackageStatement& said = model.packages[i];
    const std::vector<Package>& wide = widened.model.packages[i].packages;
    ResolvedPackages& resolved = out.packages[i];
    const std::string file = first_file(said);
    std::vector<ResolvedPackage> packages;
    std::size_t next = 0;
    for (std::size_t j = 0; j < said.packages.size(); ++j) {
      const Package& package = said.packages[j];
      if (!widened.counts[i][j]) {
        packages.push_back({.name = package.name, .spec = package.spec, .why = {}, .where = package.where});
        continue;
      }
      ResolvedPackage& one = resolved.packages[next++];
      if (said.listed.hashed && !one.why.empty()) {
        take_back(one, package.spec, file, out);
        one.why.clear();
      }
      if (one.why.empty()) one.spec = package.spec;  // the constraint says the rest
      one.where = package.where;
      packages.push_back(std::move(one));
    }
    const bool files_alone = said.packages.empty() && !said.requirement_files.empty();
    for (; next < resolved.packages.size(); ++next) {
      ResolvedPackage& one = resolved.packages[next];
      const bool of_file = next < wide.size();
      if (of_file ? one.why.empty() : !said.listed.hashed) {
        if (!of_file && files_alone) one.file = file;
        (of_file ? resolved.listed : packages).push_back(std::move(one));
      } else if (!said.listed.hashed) {
        packages.push_back(std::move(one));
      } else {
        take_back(one, of_file ? wide[next].spec : "", of_file ? one.file : file, out);
        if (of_file)
          resolved.listed.push_back({.name = one.name, .spec = wide[next].spec, .where = one.where, .file = one.file});
      }
    }
    resolved.packages = std::move(packages);
  }
}

}  // namespace envc
