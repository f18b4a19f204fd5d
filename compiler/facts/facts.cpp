// Tables that are handed out whole, and what is taken when nothing is said.
#include "facts/facts.hpp"

namespace envc {

namespace tables {
#include "tables/conda_installers.inc"
#include "tables/cuda_compilers.inc"
#include "tables/cuda_drivers.inc"
#include "tables/cuda_images.inc"
#include "tables/gpus.inc"
#include "tables/mirrors.inc"
#include "tables/names.inc"
#include "tables/pythons.inc"
#include "tables/torch.inc"
}  // namespace tables

const Facts& Facts::builtin() {
  static constexpr Facts facts;
  return facts;
}

const CudaRepository& Facts::cuda_repository() const {
  return tables::cuda_repository[0];
}
std::span<const CudaImage> Facts::cuda_images() const {
  return tables::cuda_images;
}
const Framework& Facts::framework() const {
  return tables::framework[0];
}
std::span<const FrameworkBuild> Facts::framework_builds() const {
  return tables::framework_builds;
}
std::span<const FrameworkKernels> Facts::framework_kernels() const {
  return tables::framework_kernels;
}
std::span<const CudaCompiler> Facts::cuda_compilers() const {
  return tables::cuda_compilers;
}
std::span<const Guard> Facts::guards() const {
  return tables::guards;
}
std::span<const ForgeBuild> Facts::forge_builds() const {
  return tables::forge_builds;
}
std::span<const PythonRelease> Facts::pythons() const {
  return tables::pythons;
}
std::span<const Facts::Mirror> Facts::mirrors() const {
  return tables::mirrors;
}
std::span<const Gpu> Facts::gpus() const {
  return tables::gpus;
}
std::span<const GpuCapability> Facts::gpu_capabilities() const {
  return tables::gpu_capabilities;
}
std::span<const CudaDriver> Facts::cuda_drivers() const {
  return tables::cuda_drivers;
}
std::span<const PackageNames> Facts::package_names() const {
  return tables::package_names;
}

std::vector<CondaInstallerFact> Facts::conda_installer(std::string_view version) const {
  const CondaInstallerFact& newest = tables::conda_installers[0];
  std::vector<CondaInstallerFact> builds;
  for (const CondaInstallerFact& row : tables::conda_installers) {
    if (row.name == newest.name && row.version == version) builds.push_back(row);
  }
  return builds.empty() && version != newest.version ? conda_installer(newest.version) : builds;
}

}  // namespace envc
