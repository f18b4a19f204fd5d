// Indexes of wheels that are said: whether they exist, and for which release they are.
#include "resolve/addresses.hpp"
#include "resolve/framework.hpp"
#include "resolve/pattern.hpp"
#include "resolve/release_needs.hpp"
#include "resolve/warn.hpp"
#include "text/nearest.hpp"
#include "version/version.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace envc {
namespace {

/// A build and the CUDA its name stands for: cu113 is 11.3.
std::string cuda_of(std::string_view build) {
  constexpr std::string_view cu = "cu";
  const std::string_view digits = build.substr(std::min(build.size(), cu.size()));
  if (!build.starts_with(cu) || digits.size() < 2 || digits.find_first_not_of("0123456789") != std::string_view::npos)
    return {};
  return fmt::format("{}.{}", digits.substr(0, digits.size() - 1), digits.substr(digits.size() - 1));
}

/// The segment of a path after the prefix; empty: another address.
std::string_view segment_after(std::string_view url, std::string_view prefix) {
  if (!url.starts_with(prefix) || url.size() <= prefix.size() || url[prefix.size()] != '/') return {};
  const std::string_view rest = url.substr(prefix.size() + 1);
  return rest.substr(0, rest.find('/'));
}

/// The builds around the one said, of the release that is said or of all.
std::vector<std::string> near(const Resolving& r, std::string_view cuda, std::string_view version) {
  const FrameworkBuild* before = nullptr;
  const FrameworkBuild* after = nullptr;
  for (const FrameworkBuild& build : r.facts.framework_builds()) {
    if (build.cuda.empty() || build.absent || build.pip_index.empty()) continue;
    if (!version.empty() && build.version != version) continue;
    const auto order = compare_versions(build.cuda, cuda);
    if (std::is_lt(order) && (before == nullptr || std::is_gteq(compare_versions(build.cuda, before->cuda))))
      before = &build;
    if (std::is_gt(order) && (after == nullptr || std::is_lt(compare_versions(build.cuda, after->cuda))))
      after = &build;
  }
  std::vector<std::string> all;
  if (before != nullptr) all.emplace_back(before->build);
  if (after != nullptr) all.emplace_back(after->build);
  return all;
}

/// Whether a fault is drawn there already.
bool told(const Resolving& r, Span where) {
  const auto& all = r.diagnostics.all();
  return std::any_of(all.begin(), all.end(), [&](const Diagnostic& d) {
    return d.where == where ||
           std::any_of(d.labels.begin(), d.labels.end(), [&](const Label& label) { return label.where == where; });
  });
}

/// An index of the framework between two that exist, which does not. Newer ones than all that are known are let
/// through.
void check_framework_index(const Resolving& r, const Said<std::string>& url, std::string_view version) {
  for (const Facts::Mirror& mirror : r.facts.mirrors()) {
    const std::string_view build = segment_after(url.value, mirror.prefix);
    const std::string cuda = cuda_of(build);
    if (cuda.empty()) continue;
    const auto rows = r.facts.framework_builds();
    const bool exists =
        std::any_of(rows.begin(), rows.end(), [&](const FrameworkBuild& b) { return b.build == build; });
    const bool newer = std::all_of(rows.begin(), rows.end(),
                                   [&](const FrameworkBuild& b) { return std::is_lt(compare_versions(b.cuda, cuda)); });
    if (exists || newer || told(r, url.where)) continue;
    const std::string start = url.value.substr(0, url.value.find(build));
    std::vector<std::string> ways;
    for (const std::string& other : near(r, cuda, version)) ways.push_back(start + other);
    r.diagnostics.add({.kind = Kind::no_such_index,
                       .message = fmt::format("there is no index `{}`: no release was built for CUDA {}", build, cuda),
                       .where = url.where,
                       .help = ways.empty() ? std::string() : fmt::format("write {}", one_of(ways))});
  }
}

/// Versions of three numbers cut to two: `torch-1.9.1+cu111` is served by `torch-1.9.0+cu111`.
std::string without_patch(std::string_view url) {
  constexpr std::string_view digits = "0123456789";
  std::string out;
  int dots = -1;  // of the number that is being read; -1: none
  for (std::size_t i = 0; i < url.size(); ++i) {
    const bool digit = digits.find(url[i]) != std::string_view::npos;
    if (digit && dots < 0) dots = 0;
    if (url[i] == '.' && dots >= 0) ++dots;
    if (!digit && url[i] != '.') dots = -1;
    if (dots < 2) out += url[i];
  }
  return out;
}

const Release* release_of_index(const Facts& facts, std::string_view package, std::string_view url) {
  for (const Release& release : facts.releases(package)) {
    if (!release.index.empty() && without_patch(release.index) == without_patch(url)) return &release;
  }
  return nullptr;
}

/// Whether the release goes with the framework that is installed.
bool goes_with(const Release& release, const InstalledFramework& framework, std::string_view framework_name) {
  if (framework.build && !release.build.empty() && release.build != *framework.build) return false;
  for (const Need& need : needs_of(release)) {
    if (need.subject != framework_name || framework.version.empty()) continue;
    const auto range = range_of(need);
    if (range && !range->admits(framework.version)) return false;
  }
  return true;
}

void check_package_index(const Resolving& r, const SaidPackage& package, const Said<std::string>& url,
                         const InstalledFramework& framework) {
  const CataloguePackage* const row = r.facts.catalogued("pip", package.said.name);
  if (row == nullptr || row->name == r.facts.framework().name) return;
  const Release* const release = release_of_index(r.facts, row->name, url.value);
  if (release == nullptr) return;
  if (release->absent) {
    r.diagnostics.add({.kind = Kind::no_such_index,
                       .message = fmt::format("there are no wheels of `{}` at this address", package.said.name),
                       .where = url.where,
                       .help = std::string(release->note)});
    return;
  }
  if (goes_with(*release, framework, r.facts.framework().name)) return;
  std::string right;
  for (const Release& other : r.facts.releases(row->name)) {
    if (!other.absent && !other.index.empty() && goes_with(other, framework, r.facts.framework().name))
      right = other.index;
  }
  r.diagnostics.add(
      {.kind = Kind::index_of_another_release,
       .severity = Severity::warning,
       .message = fmt::format("the wheels of this index are not for `{}`", framework.package.decided.spec),
       .where = url.where,
       .labels = {{framework.package.said.where, "the release is chosen here"}},
       .help = right.empty() ? std::string() : fmt::format("write `{} {}`", release->flag, right)});
}

/// The name of a build in the address of another release of the framework: theirs, where that release has it, too.
std::string build_for(const Facts& facts, const InstalledFramework& framework, std::string_view said) {
  const auto rows = facts.framework_builds();
  const bool has = std::any_of(rows.begin(), rows.end(), [&](const FrameworkBuild& one) {
    return !one.absent && one.build == said && leading(one.version, 2) == leading(framework.version, 2);
  });
  return has || !framework.build ? std::string(said) : *framework.build;
}

/// An index whose address says the framework's release and its build.
void check_patterned_index(const Resolving& r, const SaidPackage& package, const Said<std::string>& url,
                           const InstalledFramework& framework) {
  constexpr std::string_view page = "/index.html";
  for (const WheelIndex& row : r.facts.wheel_indexes()) {
    if (!has_word(row.packages, package.said.name) || framework.version.empty()) continue;
    const std::string_view pattern =
        row.pattern.substr(0, row.pattern.size() - (url.value.ends_with(page) ? 0 : page.size()));
    const auto filled = fill(pattern, std::string_view(url.value).substr(0, url.value.find_last_not_of('/') + 1));
    if (!filled) continue;
    const std::string_view build = in_hole(*filled, "build");
    const std::string_view release = in_hole(*filled, r.facts.framework().name);
    const auto cuda = cuda_of_build(r.facts, build);
    // within one major version of CUDA the library that is there serves
    const bool other_cuda =
        cuda && !cuda->empty() && framework.build && leading(framework.cuda, 1) != leading(*cuda, 1);
    if (leading(release, 2) == leading(framework.version, 2) && !other_cuda) continue;
    std::string right = url.value;
    for (auto hole = filled->rbegin(); hole != filled->rend(); ++hole) {
      const std::string_view two = leading(framework.version, 2);
      const std::string text = hole->hole != "build" ? fmt::format("{}{}", two, numbers(release) > 2 ? ".0" : "")
                               : other_cuda          ? framework.build.value_or("")
                                                     : build_for(r.facts, framework, build);
      right.replace(hole->at, hole->text.size(), text);
    }
    r.diagnostics.add(
        {.kind = Kind::index_of_another_release,
         .severity = Severity::warning,
         .message = fmt::format("the wheels of this index are not for `{}`", framework.package.decided.spec),
         .where = url.where,
         .here = fmt::format("for {} {} and {}", framework.package.said.name, release, build),
         .labels = {{framework.package.said.where, "the release is chosen here"}},
         .help = fmt::format("write `{} {}`; where it has no wheel, leave the index out: `{}` is then compiled",
                             row.flag, right, package.said.name)});
  }
}

}  // namespace

void warn_of_indexes(const Resolving& r) {
  const auto framework = installed_framework(r);
  for (const std::size_t i : r.statements(Manager::pip)) {
    for (const auto& url : index_addresses(r.model.packages[i]))
      check_framework_index(r, url, framework ? framework->version : std::string());
  }
  if (!framework) return;
  const PackageStatement* last = nullptr;  // one message an index, whatever packages it is for
  for (const SaidPackage& package : said_packages(r)) {
    if (package.manager != Manager::pip || &package.statement == last) continue;
    const std::size_t before = r.diagnostics.all().size();
    for (const auto& url : index_addresses(package.statement)) {
      check_package_index(r, package, url, *framework);
      check_patterned_index(r, package, url, *framework);
    }
    if (r.diagnostics.all().size() != before) last = &package.statement;
  }
}

}  // namespace envc
