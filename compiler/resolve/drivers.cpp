#include "resolve/drivers.hpp"

#include "resolve/asked.hpp"
#include "resolve/bringers.hpp"
#include "resolve/extras.hpp"
#include "resolve/gpu_code.hpp"
#include "resolve/hardware.hpp"
#include "resolve/release_needs.hpp"
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

/// Whether the image's libraries for forward compatibility run its CUDA on this driver: the image names its branch, and
/// all GPUs of the place are known to be none for consumers.
bool helped_out(const Resolving& r, const Place& place) {
  const CudaRepository& repository = r.facts.cuda_repository();
  const auto rows = r.facts.compat_drivers();
  const auto row = std::find_if(rows.begin(), rows.end(), [&](const CompatDrivers& c) {
    return c.version == r.out.cuda && repository.os == r.out.os.name && c.os == r.out.os.release;
  });
  const std::vector<std::string> types = gpu_types_at(r.model, place);
  return row != rows.end() && r.out.base_image.starts_with(fmt::format("{}:", repository.name)) &&
         has_word(row->drivers, leading(place.driver->value, 1)) && !types.empty() &&
         consumer_gpu(r, place) == nullptr && std::all_of(types.begin(), types.end(), [&](const std::string& type) {
           return gpu_of(r.facts, type) != nullptr;
         });
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
  if (helped_out(r, place)) return;
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

/// The least driver that runs this CUDA, `12`: any of its minor versions; empty: not known.
std::string least_for(const Facts& facts, std::string_view cuda) {
  std::string least;
  for (const CudaDriver& row : facts.cuda_drivers()) {
    if (within(row.cuda, cuda) && (least.empty() || std::is_lt(compare_versions(row.least, least)))) least = row.least;
  }
  return least;
}

/// The least driver that a release itself names, else that of its CUDA; empty: not known.
std::string least_for(const Facts& facts, const Release& release) {
  for (const Need& need : needs_of(release)) {
    if (need.subject == "driver" && need.op == ">=") return std::string(need.version);
  }
  return least_for(facts, release.cuda);
}

/// The build of the same release with the newest CUDA that the driver runs; it has code for the GPUs of the place, if
/// one has. Empty: there is none.
std::string other_build(const Resolving& r, const Place& place) {
  const auto framework = installed_framework(r);
  if (!framework) return {};
  const std::vector<std::string> types = gpu_types_at(r.model, place);
  const Build* found = nullptr;
  bool has_code = false;
  const std::vector<Build> all = builds_for(r.facts, framework->package.manager);
  for (const Build& build : all) {
    const CudaDriver* const row = row_of(r.facts, build.cuda);
    if (build.version != framework->version || row == nullptr || !is_least(place.driver->value, row->least)) continue;
    const bool runs = std::all_of(types.begin(), types.end(), [&](const std::string& type) {
      const Gpu* const gpu = gpu_of(r.facts, type);
      return gpu == nullptr || surely_runs(r.facts, build.version, build.cuda, gpu->capability);
    });
    const bool newer = found == nullptr || std::is_gt(compare_versions(build.cuda, found->cuda));
    if (runs == has_code ? !newer : has_code) continue;
    found = &build;
    has_code = runs;
  }
  return found == nullptr ? std::string() : asked_for(r, *framework, *found);
}

/// The way to have the package with a CUDA that the driver runs: another extra of its release, else the newest release
/// that has one; empty: there is none.
std::string other_extra(const Resolving& r, const Place& place, const Bringer& bringer) {
  const Release* found = nullptr;
  const auto better = [&](const Release& one) {
    if (found == nullptr) return true;
    const auto order = compare_versions(one.version, found->version);
    return std::is_gt(order) || (std::is_eq(order) && std::is_gt(compare_versions(one.cuda, found->cuda)));
  };
  for (const Release& one : r.facts.releases(bringer.row->package)) {
    const std::string least = least_for(r.facts, one);
    const bool older = std::is_lteq(compare_versions(one.version, bringer.row->version));
    // what needs a CUDA brings none
    if (one.absent || one.cuda.empty() || needs(one, "cuda") || !older) continue;
    if (!least.empty() && is_least(place.driver->value, least) && better(one)) found = &one;
  }
  if (found == nullptr) return {};
  const std::string name = fmt::format("{}[{}]", bringer.package.said.name, as_extra(found->build));
  const Spec said = read_spec(Manager::pip, bringer.package.said.spec);
  const bool same = found->version == bringer.row->version && !(said.range && said.range->named());
  return fmt::format("`{}`", same ? name : with_version(Manager::pip, name, found->version));
}

/// What is brought beside the image, or without one: no libraries for forward compatibility help it out.
void check_brought(const Resolving& r, const Place& place) {
  const std::string of_image = r.out.cuda.empty() ? std::string() : least_for(r.facts, leading(r.out.cuda, 2));
  for (const Bringer& bringer : bringers(r)) {
    const std::string least =
        bringer.row == nullptr ? least_for(r.facts, bringer.cuda) : least_for(r.facts, *bringer.row);
    // that of the image is told already
    const bool told = !of_image.empty() && std::is_gteq(compare_versions(of_image, least));
    if (least.empty() || told || is_least(place.driver->value, least)) continue;
    const std::string way = bringer.row == nullptr ? other_build(r, place) : other_extra(r, place, bringer);
    r.diagnostics.add(
        {.kind = Kind::driver_too_old,
         .severity = Severity::warning,
         .message = fmt::format("the driver {} of `{}` cannot run CUDA {}, which `{}` brings", place.driver->value,
                                place.name.value, bringer.cuda, bringer.package.said.name),
         .where = place.driver->where,
         .here = fmt::format("CUDA {} needs {} or newer", bringer.cuda, least),
         .labels = {{bringer.package.said.where, "its build is chosen here"}},
         .help = way.empty() ? std::string("update the driver") : fmt::format("write {}, or update the driver", way)});
  }
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
    if (!place.driver) continue;
    if (!r.out.cuda.empty()) check_image(r, place);
    check_brought(r, place);
  }
}

}  // namespace envc
