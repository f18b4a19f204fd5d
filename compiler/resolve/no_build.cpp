#include "resolve/no_build.hpp"

#include "version/version.hpp"
#include "text/nearest.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace envc {
namespace {

using Versions = std::vector<std::string>;

void add(Versions& list, std::string_view version) {
  if (!version.empty() && std::find(list.begin(), list.end(), version) == list.end()) list.emplace_back(version);
}

Versions sorted(Versions list) {
  std::sort(list.begin(), list.end(), [](const auto& a, const auto& b) { return std::is_lt(compare_versions(a, b)); });
  return list;
}

/// Of the sorted list the last before `version` and the first after it.
Versions around(const Versions& list, std::string_view version) {
  Versions near;
  const auto after = std::find_if(list.begin(), list.end(),
                                  [&](const std::string& one) { return std::is_gt(compare_versions(one, version)); });
  if (after != list.begin()) near.push_back(*(after - 1));
  if (after != list.end()) near.push_back(*after);
  return near;
}

bool has_image(const Facts& facts, std::string_view cuda) {
  const auto images = facts.cuda_images();
  return std::any_of(images.begin(), images.end(),
                     [&](const CudaImage& i) { return !i.gone && within(i.version, cuda); });
}

class Explanation {
 public:
  Explanation(const Resolving& r, const FrameworkUse& use, const BuildFilter& filter)
      : r_(r),
        use_(use),
        filter_(filter),
        all_(builds_for(r.facts, use.manager)),
        package_(package_of(r.model, use.first())) {
    d_.where = package_.where;
    shown_ = use.main ? std::string(framework_name(r.facts, use.manager)) : package_.name;
    if (const auto version = use.main ? filter.range->named() : std::nullopt) shown_ += " " + *version;
  }

  void report(const PossibleInterpreter& interpreter) {
    if (with(true, false, false).empty()) {
      no_cuda();
    } else if (with(true, false, true).empty()) {
      no_glibc();
    } else {
      no_python(interpreter);
    }
    r_.diagnostics.add(std::move(d_));
  }

 private:
  /// The builds of the version that pass what is asked for here.
  [[nodiscard]] std::vector<const Build*> with(bool cuda, bool python, bool glibc) const {
    std::vector<const Build*> passing;
    for (const Build& build : all_) {
      if (fits_version(filter_, build) && (!cuda || fits_cuda(r_.facts, filter_, build)) &&
          (!python || python_fits(build)) && (!glibc || fits_glibc(filter_, build))) {
        passing.push_back(&build);
      }
    }
    return passing;
  }

  /// A Python that nobody asked for stands in nobody's way.
  [[nodiscard]] bool python_fits(const Build& build) const {
    return filter_.python_open || fits_python(filter_, build);
  }

  /// The next other release that has everything else, or the last before it.
  [[nodiscard]] std::string other_release() const {
    Versions versions;
    for (const Build& build : all_) {
      if (fits_cuda(r_.facts, filter_, build) && python_fits(build) && fits_glibc(filter_, build))
        add(versions, build.version);
    }
    versions = sorted(versions);
    if (!use_.main || versions.empty()) return {};
    const std::string named = filter_.range->named().value_or("");
    const auto newer = std::find_if(versions.begin(), versions.end(), [&](const std::string& version) {
      return std::is_gt(compare_versions(version, named));
    });
    return with_version(use_.manager, framework_name(r_.facts, use_.manager),
                        newer == versions.end() ? versions.back() : *newer);
  }

  void no_cuda() {
    const std::string& cuda = filter_.target.cuda;
    d_.message = cuda.empty() ? fmt::format("no build of {} for the CPU", shown_)
                              : fmt::format("no build of {} for CUDA {}", shown_, cuda);
    if (filter_.target.where && filter_.target.where != d_.where)
      d_.labels.push_back({filter_.target.where, cuda.empty() ? "the CPU is chosen here" : "CUDA is chosen here"});
    Versions versions;
    Versions ways;
    for (const Build* build : with(false, true, true)) {
      add(versions, build->cuda);
      if (use_.pin && build->row != nullptr && !build->cuda.empty())
        add(ways, use_.manager == Manager::pip ? build->row->pip_index : build->row->conda_pin);
    }
    versions = sorted(versions);
    if (!versions.empty()) d_.here = fmt::format("has builds for CUDA {}", list_of(versions));
    if (!use_.pin) {
      std::erase_if(versions, [&](const auto& version) { return !has_image(r_.facts, version); });
      for (const auto& version : around(versions, cuda)) ways.push_back("cuda " + version);
    } else if (ways.size() > 2) {
      ways.erase(ways.begin(), ways.end() - 2);
    }
    if (const std::string other = other_release(); !other.empty()) ways.push_back(other);
    if (!ways.empty()) d_.help = fmt::format("write {}", one_of(ways));
  }

  void no_glibc() {
    Versions needed;
    for (const Build* build : with(true, false, false)) add(needed, build->glibc);
    needed = sorted(needed);
    d_.message = fmt::format("{} needs glibc {}, {} has {}", shown_, needed.front(), shown(r_.out.os), filter_.glibc);
    if (r_.model.os) d_.labels.push_back({r_.model.os->where, "the distribution is chosen here"});
    Versions ways;
    for (const Distribution& row : r_.facts.distributions()) {
      const bool newer = row.name == r_.out.os.name && std::is_gteq(compare_versions(row.glibc, needed.front()));
      if (newer && ways.empty()) ways.push_back(fmt::format("{} {}", row.name, row.release));
    }
    if (const std::string other = other_release(); !other.empty()) ways.push_back(other);
    if (!ways.empty()) d_.help = fmt::format("write {}", one_of(ways));
  }

  void no_python(const PossibleInterpreter& interpreter) {
    Versions pythons;
    for (const Build* build : with(true, false, true)) {
      for (const std::string_view python : words(build->pythons)) {
        if (python.find_first_not_of("0123456789.") == std::string_view::npos) add(pythons, python);
      }
    }
    pythons = sorted(pythons);
    const std::string& cuda = filter_.target.cuda;
    d_.message = fmt::format("no build of {} for {}Python {}", shown_,
                             cuda.empty() ? std::string() : fmt::format("CUDA {} and ", cuda), filter_.python);
    d_.here = fmt::format("has builds for Python {}", list_of(pythons));
    if (interpreter.where && interpreter.where != d_.where)
      d_.labels.push_back({interpreter.where, "Python is chosen here"});
    Versions ways;
    for (const auto& python : around(pythons, filter_.python)) {
      if (!interpreter.to_ask.empty()) ways.push_back(fmt::format(fmt::runtime(interpreter.to_ask), python));
    }
    if (const std::string other = other_release(); !other.empty()) ways.push_back(other);
    if (!ways.empty()) d_.help = fmt::format("write {}", one_of(ways));
  }

  const Resolving& r_;
  const FrameworkUse& use_;
  const BuildFilter& filter_;
  std::vector<Build> all_;
  const Package& package_;
  std::string shown_;
  Diagnostic d_{.kind = Kind::no_such_build, .message = {}, .where = {}};
};

}  // namespace

void report_no_build(const Resolving& r, const FrameworkUse& use, const BuildFilter& filter,
                     const PossibleInterpreter& interpreter) {
  Explanation(r, use, filter).report(interpreter);
}

}  // namespace envc
