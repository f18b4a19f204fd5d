#include "resolve/warn.hpp"

#include "resolve/addresses.hpp"
#include "resolve/framework.hpp"
#include "resolve/hardware.hpp"
#include "resolve/spec.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <span>

namespace envc {
namespace {

struct Indexes {
  std::optional<std::string> own;
  std::vector<std::string> others;
};

Indexes said(const PackageStatement& statement) {
  Indexes all;
  if (statement.index_url) all.own = statement.index_url->value;
  for (const auto& url : statement.extra_index_urls) all.others.push_back(url.value);
  for (const auto& url : statement.find_links) all.others.push_back(url.value);
  return all;
}

Indexes decided(const ResolvedPackages& statement) {
  Indexes all;
  if (!statement.index_url.empty()) all.own = statement.index_url;
  all.others = statement.extra_index_urls;
  all.others.insert(all.others.end(), statement.find_links.begin(), statement.find_links.end());
  return all;
}

/// nullptr: not known.
const FrameworkBuild* build_by_pip(const Facts& facts, std::string_view version, const Indexes& indexes,
                                   bool with_default) {
  if (const auto local = local_version(version); !local.empty()) return build_called(facts, local);
  if (indexes.own) {
    if (const auto* row = row_of_address(facts, *indexes.own)) return row;
  }
  for (const std::string& url : indexes.others) {
    if (const auto* row = row_of_address(facts, url)) return row;
  }
  if (!with_default || indexes.own || !indexes.others.empty()) return nullptr;
  const auto rows = facts.framework_builds();
  const auto row = std::find_if(rows.begin(), rows.end(),
                                [&](const FrameworkBuild& b) { return b.pypi_default && b.version == version; });
  return row == rows.end() ? nullptr : &*row;
}

/// The build that a toolkit among these specs chooses; nullptr: none does, or it is not known.
const FrameworkBuild* build_by_toolkit(const Facts& facts, std::span<const std::string> specs) {
  const auto rows = facts.framework_builds();
  for (const std::string& spec : specs) {
    const auto row = std::find_if(rows.begin(), rows.end(), [&](const FrameworkBuild& b) {
      const auto pins = words(b.conda_pin);
      return std::find(pins.begin(), pins.end(), spec) != pins.end();
    });
    if (row != rows.end()) return &*row;
  }
  return nullptr;
}

const FrameworkBuild* build_for_cpu(const Facts& facts) {
  const auto rows = facts.framework_builds();
  const auto row = std::find_if(rows.begin(), rows.end(), [](const FrameworkBuild& b) { return b.cuda.empty(); });
  return row == rows.end() ? nullptr : &*row;
}

void take(InstalledFramework& framework, const FrameworkBuild* build) {
  if (build == nullptr) return;
  framework.build = build->build;
  framework.cuda = build->cuda;
}

std::string version_of(Manager manager, std::string_view spec) {
  const Spec read = read_spec(manager, spec);
  return read.range ? read.range->named().value_or("") : "";
}

}  // namespace

std::vector<SaidPackage> said_packages(const Resolving& r) {
  std::vector<SaidPackage> all;
  for (std::size_t i = 0; i < r.model.packages.size(); ++i) {
    const PackageStatement& statement = r.model.packages[i];
    if (statement.remove) continue;
    for (std::size_t j = 0; j < statement.packages.size(); ++j) {
      all.push_back(
          {statement.manager, statement, r.out.packages[i], statement.packages[j], r.out.packages[i].packages[j]});
    }
  }
  return all;
}

bool is_open(const SaidPackage& package) {
  const Spec spec = read_spec(package.manager, package.decided.spec);
  return !spec.address && spec.range && spec.range->any();
}

std::string as_statement(const SaidPackage& package) {
  return fmt::format("{} {}", name(package.manager), package.said.name);
}

std::optional<InstalledFramework> installed_framework(const Resolving& r) {
  for (const SaidPackage& package : said_packages(r)) {
    if (package.manager == Manager::apt || package.said.name != framework_name(r.facts, package.manager)) continue;
    InstalledFramework found{.package = package, .version = {}, .build = {}, .cuda = {}};
    const std::string version = version_of(package.manager, package.decided.spec);
    found.version = public_version(version);
    if (package.manager == Manager::pip) {
      take(found, build_by_pip(r.facts, version, decided(package.decided_statement), true));
      const std::string written = version_of(package.manager, package.said.spec);
      found.chosen = build_by_pip(r.facts, written, said(package.statement), false) != nullptr;
      return found;
    }
    std::vector<std::string> said_specs;
    std::vector<std::string> specs;
    for (const std::size_t i : r.statements(Manager::conda)) {
      for (const Package& one : r.model.packages[i].packages) said_specs.push_back(one.spec);
      for (const ResolvedPackage& one : r.out.packages[i].packages) specs.push_back(one.spec);
    }
    take(found, build_by_toolkit(r.facts, specs));
    // the community's build for the CPU is asked for by its name alone
    const std::string cpu(r.facts.framework().forge_cpu_build);
    if (!found.build && read_spec(Manager::conda, package.decided.spec).build == cpu)
      take(found, build_for_cpu(r.facts));
    found.chosen =
        build_by_toolkit(r.facts, said_specs) != nullptr || !read_spec(Manager::conda, package.said.spec).build.empty();
    return found;
  }
  return std::nullopt;
}

void warn(const Resolving& r) {
  warn_of_ends(r);
  warn_of_images(r);
  check_hardware(r);
  warn_of_gpus(r);
  warn_of_package_gpus(r);
  warn_of_gl(r);
  warn_of_nvcc(r);
  warn_of_compilers(r);
  warn_of_cuda(r);
  warn_of_indexes(r);
  warn_of_index_contents(r);
  warn_of_duplicates(r);
  warn_of_managers(r);
  warn_of_sources(r);
}

}  // namespace envc
