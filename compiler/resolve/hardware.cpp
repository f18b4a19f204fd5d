#include "resolve/hardware.hpp"

#include "resolve/drivers.hpp"
#include "resolve/warn.hpp"
#include "version/version.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <compare>
#include <set>

namespace envc {
namespace {

/// Whether this CUDA compiles for the capability.
bool covers(const GpuCapability& row, std::string_view cuda) {
  const std::string_view release = leading(cuda, 2);
  return std::is_lteq(compare_versions(row.cuda_first, release)) &&
         (row.cuda_last.empty() || std::is_lteq(compare_versions(release, row.cuda_last)));
}

const GpuCapability* capability_row(const Facts& facts, std::string_view capability) {
  const auto rows = facts.gpu_capabilities();
  const auto row = std::find_if(rows.begin(), rows.end(), [&](const auto& r) { return r.capability == capability; });
  return row == rows.end() ? nullptr : &*row;
}

/// Which CUDA releases have it: `from 11.8 on`, `from 8.0 to 12.9`.
std::string releases(const GpuCapability& row) {
  return row.cuda_last.empty() ? fmt::format("from CUDA {} on", row.cuda_first)
                               : fmt::format("from CUDA {} to {}", row.cuda_first, row.cuda_last);
}

void check_architectures(const Resolving& r) {
  for (const Said<std::string>& said : r.model.arch) {
    const std::string_view capability = std::string_view(said.value).substr(0, said.value.find('+'));
    const GpuCapability* row = capability_row(r.facts, capability);
    if (row == nullptr || covers(*row, r.out.cuda)) continue;
    r.diagnostics.add(
        {.kind = Kind::arch_not_in_cuda,
         .message = fmt::format("CUDA {} cannot compile for compute capability {}", leading(r.out.cuda, 2), capability),
         .where = said.where,
         .here = fmt::format("{}, {}", row->architecture, releases(*row)),
         .help = row->cuda_last.empty() || std::is_lt(compare_versions(r.out.cuda, row->cuda_first))
                     ? fmt::format("write `cuda {}` or newer, or leave {} out", row->cuda_first, capability)
                     : fmt::format("write `cuda {}` or older, or leave {} out", row->cuda_last, capability)});
  }
}

/// Letters and digits in lower case: `rtx_3090` and `GeForce RTX 3090` meet in their ends.
std::string folded(std::string_view name) {
  std::string out;
  for (const char c : name.substr(0, name.find('('))) {
    if (c >= 'A' && c <= 'Z') out += static_cast<char>(c + 32);
    if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9')) out += c;
  }
  return out;
}

void check_gpu(const Resolving& r, const std::optional<Said<Gpus>>& said, std::set<std::string>& told) {
  if (!said || said->value.type.empty()) return;
  const Gpu* gpu = gpu_of(r.facts, said->value.type);
  const GpuCapability* row = gpu == nullptr ? nullptr : capability_row(r.facts, gpu->capability);
  if (row == nullptr || has_code(r.facts, gpu->capability, r.out.cuda) || !told.insert(said->value.type).second) return;
  const bool newer = std::is_lt(compare_versions(r.out.cuda, row->cuda_first));
  const WithCode with = newer ? release_with_code(r, gpu->capability) : WithCode{};
  const bool later = std::is_gt(compare_versions(with.cuda, row->cuda_first));
  const std::string cuda = later ? with.cuda : std::string(row->cuda_first);
  r.diagnostics.add(
      {.kind = Kind::gpu_not_in_cuda,
       .severity = Severity::warning,
       .message = fmt::format("CUDA {} has no code for the {}", leading(r.out.cuda, 2), gpu->name),
       .where = said->where,
       .here = fmt::format("compute capability {}, {}", gpu->capability, releases(*row)),
       .help = newer ? fmt::format("write `cuda {}` or newer{}{}", cuda,
                                   with.release.empty() ? "" : fmt::format(", with `{}` or newer", with.release),
                                   with.instead)
                     : fmt::format("write `cuda {}` or older", row->cuda_last)});
}

}  // namespace

const Gpu* gpu_of(const Facts& facts, std::string_view type) {
  for (std::string_view part = type; !part.empty(); part = part.substr(0, part.find_last_of("-_"))) {
    const std::string wanted = folded(part);
    for (const Gpu& gpu : facts.gpus()) {
      const std::string name = folded(gpu.name);
      const bool same = name == wanted || name == "geforce" + wanted || name == "tesla" + wanted;
      if (same && !wanted.empty()) return &gpu;
    }
    if (part.find_first_of("-_") == std::string_view::npos) break;
  }
  return nullptr;
}

bool has_code(const Facts& facts, std::string_view capability, std::string_view cuda) {
  const auto rows = facts.gpu_capabilities();
  return std::any_of(rows.begin(), rows.end(), [&](const GpuCapability& row) {
    return leading(row.capability, 1) == leading(capability, 1) &&
           std::is_lteq(compare_versions(row.capability, capability)) && covers(row, cuda);
  });
}

void check_hardware(const Resolving& r) {
  check_drivers(r);
  if (r.out.cuda.empty()) return;
  check_architectures(r);
  // a CUDA that follows from the framework's build: its wheels are what is looked at, by warn_of_gpus
  if (!r.model.cuda && !r.model.base) return;
  std::set<std::string> told;
  check_gpu(r, r.model.run.gpus, told);
  for (const Place& place : r.model.places) {
    check_gpu(r, place.own.gpus, told);
  }
  for (const Job& job : r.model.jobs) check_gpu(r, job.gpus, told);
}

}  // namespace envc
