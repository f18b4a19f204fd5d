#include "resolve/drivers.hpp"

#include "resolve/hardware.hpp"
#include "version/version.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <compare>

namespace envc {
namespace {

/// A driver that is said by its first numbers alone may be any that begins with them.
bool is_least(std::string_view said, std::string_view least) {
  return std::is_gteq(compare_versions(said, least)) || within(least, said);
}

/// nullptr: not in the table.
const CudaDriver* row_of(const Facts& facts, std::string_view cuda) {
  const auto rows = facts.cuda_drivers();
  const auto row =
      std::find_if(rows.begin(), rows.end(), [&](const CudaDriver& d) { return d.cuda == leading(cuda, 2); });
  return row == rows.end() ? nullptr : &*row;
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
  if (is_least(said, row.driver)) return;
  const Gpu* const gpu = consumer_gpu(r, place);
  if (gpu == nullptr) return;
  const std::string_view newest =
      newest_cuda(r.facts, [&](const CudaDriver& other) { return is_least(said, other.driver); });
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

void check_image(const Resolving& r, const Place& place) {
  const CudaDriver* const row = row_of(r.facts, r.out.cuda);
  if (row == nullptr) return;
  const std::string& said = place.driver->value;
  if (is_least(said, row->least)) return check_forward(r, place, *row);
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

bool drivers_run(const Resolving& r, std::string_view cuda, bool of_its_own) {
  const CudaDriver* const row = row_of(r.facts, cuda);
  return row == nullptr || std::all_of(r.model.places.begin(), r.model.places.end(), [&](const Place& place) {
           if (!place.driver) return true;
           const bool own = of_its_own && consumer_gpu(r, place) != nullptr;
           return is_least(place.driver->value, own ? row->driver : row->least);
         });
}

void check_drivers(const Resolving& r) {
  for (const Place& place : r.model.places) {
    if (place.driver) check_image(r, place);
  }
}

}  // namespace envc
