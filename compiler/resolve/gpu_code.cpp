#include "resolve/gpu_code.hpp"

#include "resolve/hardware.hpp"
#include "version/version.hpp"

#include <algorithm>

namespace envc {
namespace {

/// Code for a capability runs on the later ones of its major version.
bool serve(const FrameworkKernels& kernels, std::string_view capability) {
  if (!kernels.ptx.empty() && std::is_lteq(compare_versions(kernels.ptx, capability))) return true;
  const auto all = words(kernels.capabilities);
  return std::any_of(all.begin(), all.end(), [&](std::string_view one) {
    return leading(one, 1) == leading(capability, 1) && std::is_lteq(compare_versions(one, capability));
  });
}

std::string cuda_of(const Facts& facts, const FrameworkKernels& kernels) {
  return cuda_of_build(facts, kernels.build).value_or("");
}

}  // namespace

const FrameworkKernels* kernels_of(const Facts& facts, std::string_view version, std::string_view cuda) {
  const auto rows = facts.framework_kernels();
  const auto row = std::find_if(rows.begin(), rows.end(), [&](const FrameworkKernels& k) {
    return k.version == leading(version, 2) && cuda_of(facts, k) == cuda;
  });
  return row == rows.end() ? nullptr : &*row;
}

bool can_run(const Facts& facts, std::string_view version, std::string_view cuda, std::string_view capability) {
  if (cuda.empty()) return false;
  const FrameworkKernels* const kernels = kernels_of(facts, version, cuda);
  return kernels == nullptr ? has_code(facts, capability, cuda) : serve(*kernels, capability);
}

bool surely_runs(const Facts& facts, std::string_view version, std::string_view cuda, std::string_view capability) {
  if (!can_run(facts, version, cuda, capability)) return false;
  if (kernels_of(facts, version, cuda) != nullptr) return true;
  // code is left out of newer builds, and of those for newer CUDAs first; what the newest has, none has left out
  const auto rows = facts.framework_kernels();
  return std::any_of(rows.begin(), rows.end(), [&](const FrameworkKernels& k) {
    const bool after = std::is_gteq(compare_versions(k.version, leading(version, 2))) &&
                       std::is_gteq(compare_versions(cuda_of(facts, k), cuda));
    return (after || &k == &rows.back()) && serve(k, capability);
  });
}

std::vector<Build> ways_out(const Facts& facts, Manager manager, std::string_view version,
                            std::string_view capability) {
  std::vector<Build> all = builds_for(facts, manager);
  std::erase_if(all, [&](const Build& b) { return !surely_runs(facts, b.version, b.cuda, capability); });
  std::stable_sort(all.begin(), all.end(), [](const Build& a, const Build& b) {
    const auto order = compare_versions(a.version, b.version);
    return std::is_eq(order) ? std::is_lt(compare_versions(a.cuda, b.cuda)) : std::is_lt(order);
  });
  if (all.empty()) return all;
  const auto next = std::find_if(all.begin(), all.end(),
                                 [&](const Build& b) { return std::is_gteq(compare_versions(b.version, version)); });
  const std::string_view release = next == all.end() ? all.back().version : next->version;
  std::erase_if(all, [&](const Build& b) { return b.version != release; });
  if (std::any_of(all.begin(), all.end(), [](const Build& b) { return b.row != nullptr; }))
    std::erase_if(all, [](const Build& b) { return b.row == nullptr; });
  return all;
}

}  // namespace envc
