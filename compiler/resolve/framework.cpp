#include "resolve/framework.hpp"

#include "resolve/addresses.hpp"
#include "resolve/builds.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace envc {
namespace {

using Pin = FrameworkUse::Pin;

Pin pin_of_index(const Facts& facts, const Said<std::string>& url) {
  if (const auto build = build_of_address(facts, url.value))
    return {true, build->cuda, url.where, url.value, true, build->at, build->length};
  return {false, {}, url.where, url.value, true};
}

std::optional<Pin> pin_of_indexes(const Facts& facts, const PackageStatement& statement) {
  std::optional<Pin> pin;
  // --index-url stands in for the default index, whatever it holds; others matter when they say a CUDA
  if (statement.index_url) pin = pin_of_index(facts, *statement.index_url);
  std::vector<Said<std::string>> others = statement.extra_index_urls;
  others.insert(others.end(), statement.find_links.begin(), statement.find_links.end());
  for (const auto& url : others) {
    const Pin found = pin_of_index(facts, url);
    if (found.known && !(pin && pin->known)) pin = found;
  }
  return pin;
}

std::optional<Pin> pin_of_pip(const Facts& facts, const FrameworkUse& use, const Model& model) {
  const PackageStatement& statement = model.packages[use.first().statement];
  auto index = pin_of_indexes(facts, statement);
  const auto version = use.main && use.spec.range ? use.spec.range->named() : std::nullopt;
  const std::string_view local = version ? local_version(*version) : std::string_view{};
  // a hash chooses the file, and says nothing of it
  if (local.empty() && statement.listed.hashed && !index)
    return Pin{false, {}, package_of(model, use.first()).where, package_of(model, use.first()).spec, true};
  if (local.empty()) return index;
  const Package& package = package_of(model, *use.main);
  const auto cuda = cuda_of_build(facts, local);
  return Pin{cuda.has_value(), cuda.value_or(""), package.where, package.spec, index.has_value()};
}

std::optional<Pin> pin_of_conda(const Resolving& r, const FrameworkUse& use) {
  const Framework& framework = r.facts.framework();
  for (const std::size_t i : r.statements(Manager::conda)) {
    for (const Package& package : r.model.packages[i].packages) {
      if (!has_word(framework.toolkits, package.name)) continue;
      Pin pin{false, {}, package.where, package.spec, false};
      for (const FrameworkBuild& build :
           r.facts.framework_builds()) {  // a toolkit without a version, such as the CPU's
        if (build.conda_pin == package.name)
          return Pin{true, std::string(build.cuda), package.where, package.spec, false};
      }
      const Spec spec = read_spec(Manager::conda, package.spec);
      const auto version = spec.range ? spec.range->named() : std::nullopt;
      if (version) pin = {true, std::string(leading(*version, 2)), package.where, package.spec, false};
      return pin;
    }
  }
  if (use.spec.build.empty()) return std::nullopt;
  const Package& package = package_of(r.model, use.first());
  return Pin{false, {}, package.where, package.spec, false};
}

bool is_open(const Resolving& r, Manager manager, const FrameworkUse::Mention& mention) {
  const auto range = read_spec(manager, package_of(r.model, mention).spec).range;
  return range && range->any();
}

/// Whether the version that is said with a build is that of this one.
bool of_same_release(const VersionRange& range, const Build& build) {
  const auto named = range.named();
  return named && !local_version(*named).empty() && public_version(*named) == build.version;
}

/// The project's own build for this CUDA as a way out; where there is none, which there are.
std::string other_builds(const Resolving& r, const FrameworkUse& use, std::string_view cuda) {
  std::vector<std::string> all;
  for (const Build& build : builds_for(r.facts, use.manager)) {
    if (!use.spec.range || build.row == nullptr) continue;
    if (!admits(*use.spec.range, build.version, build) && !of_same_release(*use.spec.range, build)) continue;
    if (fits_cuda(r.facts, build, {false, std::string(cuda)}))
      return fmt::format(", or take the build for CUDA {}", cuda);
    if (!build.cuda.empty()) insert_version(all, build.cuda);
  }
  if (all.empty()) return {};
  return fmt::format("; there is no build for CUDA {}, but for {}", cuda, list_of(all));
}

}  // namespace

std::optional<std::string> cuda_of_build(const Facts& facts, std::string_view build) {
  constexpr std::string_view digits = "0123456789";
  const std::size_t number = std::min(build.find_first_of(digits), build.size());
  const bool one_number =
      build.size() > number + 1 && build.find_first_not_of(digits, number) == std::string_view::npos;
  std::optional<std::string> spelled;
  for (const FrameworkBuild& row : facts.framework_builds()) {
    if (row.build == build) return std::string(row.cuda);
    if (one_number && !row.cuda.empty() &&
        row.build.substr(0, row.build.find_first_of(digits)) == build.substr(0, number))
      spelled = fmt::format("{}.{}", build.substr(number, build.size() - number - 1), build.back());
  }
  return spelled;
}

std::string_view framework_name(const Facts& facts, Manager manager) {
  return manager == Manager::conda ? facts.framework().conda : facts.framework().pip;
}

const Package& package_of(const Model& model, const FrameworkUse::Mention& mention) {
  return model.packages[mention.statement].packages[mention.package];
}

ResolvedPackage& resolved_of(Resolution& out, const FrameworkUse::Mention& mention) {
  return out.packages[mention.statement].packages[mention.package];
}

FrameworkUse find_framework(const Resolving& r) {
  FrameworkUse use;
  for (const Manager manager : {Manager::conda, Manager::pip}) {
    FrameworkUse found;
    found.manager = manager;
    for (const std::size_t i : r.statements(manager)) {
      const auto& packages = r.model.packages[i].packages;
      for (std::size_t j = 0; j < packages.size(); ++j) {
        const bool main = packages[j].name == framework_name(r.facts, manager);
        if (!main && !has_word(r.facts.framework().companions, packages[j].name)) continue;
        found.mentions.push_back({i, j, !main});
        // where it is named more than once, the mention that says a version
        if (main && (!found.main || (is_open(r, manager, *found.main) && !is_open(r, manager, found.mentions.back()))))
          found.main = found.mentions.back();
      }
    }
    // the manager that names the framework itself has it; companions alone only if neither does
    if (found.present() && (!use.present() || (found.main && !use.main))) use = std::move(found);
  }
  use.spec.range = VersionRange{};
  if (use.main) use.spec = read_spec(use.manager, package_of(r.model, *use.main).spec);
  if (use.present()) {
    use.pin = use.manager == Manager::pip ? pin_of_pip(r.facts, use, r.model) : pin_of_conda(r, use);
  }
  return use;
}

void check_pin(const Resolving& r, const FrameworkUse& use) {
  if (!use.pin || !use.pin->known || r.out.cuda.empty()) return;
  const std::string_view cuda = leading(r.out.cuda, 2);
  if (use.pin->cuda == cuda) return;
  const std::string theirs = use.pin->cuda.empty() ? "the CPU" : fmt::format("CUDA {}", use.pin->cuda);
  Diagnostic d{.kind = Kind::cuda_differs,
               .severity = Severity::warning,
               .message = fmt::format("`{}` is the build for {}, but the image has CUDA {}",
                                      framework_name(r.facts, use.manager), theirs, cuda),
               .where = use.pin->where,
               .here = fmt::format("this is {}", theirs)};
  if (r.model.cuda) {
    d.labels.push_back({r.model.cuda->version.where, "the image's CUDA is chosen here"});
    if (!use.pin->cuda.empty()) d.help = fmt::format("write `cuda {}`{}", use.pin->cuda, other_builds(r, use, cuda));
  }
  r.diagnostics.add(std::move(d));
}

}  // namespace envc
