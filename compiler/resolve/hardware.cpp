#include "resolve/hardware.hpp"

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
       .help = newer ? fmt::format("write `cuda {}` or newer{}", cuda,
                                   with.release.empty() ? "" : fmt::format(", with `{}` or newer", with.release))
                     : fmt::format("write `cuda {}` or older", row->cuda_last)});
}

/// The GPUs of a place by their types: its own, those of its jobs, else those of the whole file.
std::vector<std::string> gpu_types_at(const Model& model, const Place& place) {
  std::vector<std::string> types;
  const auto add = [&](const std::optional<Said<Gpus>>& gpus) {
    if (gpus && !gpus->value.type.empty()) types.push_back(gpus->value.type);
  };
  add(place.own.gpus);
  for (const Job& job : model.jobs) {
    if (job.on && job.on->value == place.name.value) add(job.gpus);
  }
  if (types.empty()) add(model.run.gpus);
  return types;
}

/// A GPU of the place that has to have the driver of the image's CUDA itself; nullptr: none is known.
const Gpu* consumer_gpu(const Resolving& r, const Place& place) {
  for (const std::string& type : gpu_types_at(r.model, place)) {
    const Gpu* const gpu = gpu_of(r.facts, type);
    if (gpu == nullptr) continue;
    const auto words = r.facts.consumer_gpus();
    if (std::any_of(words.begin(), words.end(), [&](std::string_view word) { return gpu->name.starts_with(word); }))
      return gpu;
  }
  return nullptr;
}

/// The newest CUDA of which `passes` says yes.
template<typename Passes>
std::string_view newest_cuda(const Facts& facts, Passes passes) {
  std::string_view newest;
  for (const CudaDriver& row : facts.cuda_drivers()) {
    if (passes(row) && (newest.empty() || std::is_gt(compare_versions(row.cuda, newest)))) newest = row.cuda;
  }
  return newest;
}

/// The driver can run it, but is older than the CUDA: then the image's libraries for forward compatibility are loaded.
void check_forward(const Resolving& r, const Place& place, const CudaDriver& row) {
  const std::string& said = place.driver->value;
  if (std::is_gteq(compare_versions(said, row.driver)) || within(row.driver, said)) return;
  const Gpu* const gpu = consumer_gpu(r, place);
  if (gpu == nullptr) return;
  const std::string_view newest = newest_cuda(r.facts, [&](const CudaDriver& other) {
    return std::is_gteq(compare_versions(said, other.driver)) || within(other.driver, said);
  });
  r.diagnostics.add(
      {.kind = Kind::driver_too_old,
       .severity = Severity::warning,
       .message = fmt::format("with the driver {} of `{}` CUDA {} can end in error 804 on a {}", said, place.name.value,
                              row.cuda, gpu->name),
       .where = place.driver->where,
       .here = fmt::format("CUDA {} came with {}; an older driver is helped out on data-centre GPUs only", row.cuda,
                           row.driver),
       .help = newest.empty() ? std::string() : fmt::format("write `cuda {}`, or update the driver", newest)});
}

/// A driver that is said by its first numbers alone may be any that begins with them.
void check_driver(const Resolving& r, const Place& place) {
  if (!place.driver) return;
  const auto rows = r.facts.cuda_drivers();
  const auto row =
      std::find_if(rows.begin(), rows.end(), [&](const CudaDriver& d) { return d.cuda == leading(r.out.cuda, 2); });
  const std::string& said = place.driver->value;
  if (row == rows.end()) return;
  if (std::is_gteq(compare_versions(said, row->least)) || within(row->least, said))
    return check_forward(r, place, *row);
  const std::string_view newest =
      newest_cuda(r.facts, [&](const CudaDriver& other) { return std::is_gteq(compare_versions(said, other.least)); });
  r.diagnostics.add(
      {.kind = Kind::driver_too_old,
       .severity = Severity::warning,
       .message = fmt::format("the driver {} of `{}` cannot run CUDA {}", said, place.name.value, row->cuda),
       .where = place.driver->where,
       .here = fmt::format("CUDA {} needs {} or newer", row->cuda, row->least),
       .help = newest.empty() ? std::string() : fmt::format("write `cuda {}`, or update the driver", newest)});
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
  if (r.out.cuda.empty()) return;
  check_architectures(r);
  for (const Place& place : r.model.places) check_driver(r, place);
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
