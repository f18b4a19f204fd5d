// Tables that are handed out whole, and what is taken when nothing is said.
#include "facts/facts.hpp"

namespace envc {

const CudaRepository& Facts::cuda_repository() const {
  return tables_.cuda_repository[0];
}
std::span<const CudaImage> Facts::cuda_images() const {
  return tables_.cuda_images;
}
const Framework& Facts::framework() const {
  return tables_.framework[0];
}
std::span<const FrameworkBuild> Facts::framework_builds() const {
  return tables_.framework_builds;
}
std::span<const Guard> Facts::guards() const {
  return tables_.guards;
}
std::span<const ForgeBuild> Facts::forge_builds() const {
  return tables_.forge_builds;
}
std::span<const PythonRelease> Facts::pythons() const {
  return tables_.pythons;
}
std::span<const Facts::Mirror> Facts::mirrors() const {
  return tables_.mirrors;
}
std::span<const Gpu> Facts::gpus() const {
  return tables_.gpus;
}
std::span<const GpuCapability> Facts::gpu_capabilities() const {
  return tables_.gpu_capabilities;
}
std::span<const CudaDriver> Facts::cuda_drivers() const {
  return tables_.cuda_drivers;
}
std::span<const CudaCompiler> Facts::cuda_compilers() const {
  return tables_.cuda_compilers;
}
std::span<const CudnnOfImage> Facts::cudnn_of_images() const {
  return tables_.cudnn_of_images;
}
std::span<const CompatDrivers> Facts::compat_drivers() const {
  return tables_.compat_drivers;
}
std::span<const FrameworkKernels> Facts::framework_kernels() const {
  return tables_.framework_kernels;
}
std::span<const PackageNames> Facts::package_names() const {
  return tables_.package_names;
}

std::vector<CondaInstallerFact> Facts::conda_installer(std::string_view version) const {
  const CondaInstallerFact& newest = tables_.conda_installers[0];
  std::vector<CondaInstallerFact> builds;
  for (const CondaInstallerFact& row : tables_.conda_installers) {
    if (row.name == newest.name && row.version == version) builds.push_back(row);
  }
  return builds.empty() && version != newest.version ? conda_installer(newest.version) : builds;
}

}  // namespace envc
