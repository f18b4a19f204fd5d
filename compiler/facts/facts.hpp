// The stdlib's tables, looked up: a view of them. Those built in are sorted constexpr arrays made from stdlib/*.toml at
// build time; others are read at run time, see load.hpp.
#pragma once

#include "facts/catalogue.hpp"
#include "facts/rows.hpp"
#include "facts/tables.hpp"

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace envc {

struct Cost {
  double seconds = 0;
  double bytes = 0;
};

class Facts {
 public:
  constexpr explicit Facts(const FactTables& tables) : tables_(tables) {}
  /// The tables built into the program.
  static const Facts& builtin();
  [[nodiscard]] const FactTables& tables() const { return tables_; }

  [[nodiscard]] const CudaRepository& cuda_repository() const;
  /// Sorted by version, then by os.
  [[nodiscard]] std::span<const CudaImage> cuda_images() const;
  [[nodiscard]] const Framework& framework() const;
  /// Sorted by version, then by the CUDA they are for, cpu first.
  [[nodiscard]] std::span<const FrameworkBuild> framework_builds() const;
  /// Sorted by version.
  [[nodiscard]] std::span<const ForgeBuild> forge_builds() const;
  [[nodiscard]] std::span<const Guard> guards() const;
  /// Sorted by name.
  [[nodiscard]] std::span<const CataloguePackage> catalogue() const;
  /// The package of the catalogue that `manager` (pip or conda) calls so; nullptr: not in it.
  [[nodiscard]] const CataloguePackage* catalogued(std::string_view manager, std::string_view name) const;
  /// The rows of one package of the catalogue, oldest release first. Rows without a version (any) come first.
  [[nodiscard]] std::span<const Release> releases(std::string_view package) const;
  [[nodiscard]] std::span<const Distribution> distributions() const;
  [[nodiscard]] std::span<const PythonRelease> pythons() const;
  /// The installer of this version, one row per machine; the newest where the version is empty or not known.
  [[nodiscard]] std::vector<CondaInstallerFact> conda_installer(std::string_view version) const;
  [[nodiscard]] const Defaults& defaults() const;
  [[nodiscard]] std::string_view default_uv_version() const;
  /// Sound default distribution without CUDA.
  [[nodiscard]] std::string_view default_ubuntu() const;
  [[nodiscard]] std::string_view default_python() const;
  [[nodiscard]] const GlPackages& gl() const;
  [[nodiscard]] std::span<const GlVariable> gl_variables() const;

  /// nullopt: nothing known. `manager` is `pip` or `conda`.
  [[nodiscard]] std::optional<PackageNeeds> needs(std::string_view manager, std::string_view name) const;
  /// Estimated cost of one package (manager apt, conda, pip), by its size or by the manager's default.
  [[nodiscard]] Cost package_cost(std::string_view manager, std::string_view name, std::string_view version) const;
  /// Chance that one edit touches one named package of this manager; `heavy` matters for pip.
  [[nodiscard]] double package_change(std::string_view manager, bool heavy) const;
  /// Fixed cost of a layer of this kind beside its packages, and its chance of change per edit (names of LayerKind).
  [[nodiscard]] Cost layer_cost(std::string_view kind) const;
  [[nodiscard]] double layer_change(std::string_view kind) const;
  /// Where people write such a layer in a Dockerfile of their own: kinds of a lower number above.
  [[nodiscard]] double layer_by_hand(std::string_view kind) const;
  [[nodiscard]] const Layering& layering() const;

  /// Whether builds are known to read this environment variable, and whose layers do: `all`, or words of apt, conda,
  /// pip, python, run, git.
  [[nodiscard]] std::optional<std::string> build_variable(std::string_view name) const;
  using ArchVariable = envc::ArchVariable;
  [[nodiscard]] std::span<const ArchVariable> arch_variables() const;
  /// The architectures (`8.0`, `8.6+PTX`) as this variable wants them.
  [[nodiscard]] static std::string spelled(const ArchVariable&, std::span<const std::string> architectures);
  /// What is known of a base image (without tag, with registry unless it is Docker Hub).
  [[nodiscard]] std::optional<Base> base(std::string_view image) const;
  [[nodiscard]] std::optional<bool> base_ships_python(std::string_view image) const;
  /// Names of packages that a base keeps unless the file names them, sorted.
  [[nodiscard]] std::span<const std::string_view> frameworks() const;
  using Mirror = envc::Mirror;
  [[nodiscard]] std::span<const Mirror> mirrors() const;
  /// apt names that went away: the new name for this distribution, if the old one is gone there.
  [[nodiscard]] std::optional<std::string_view> apt_renamed(std::string_view package, std::string_view os,
                                                            std::string_view release) const;
  /// What a word of a script wants: `compiles`, `python`, `nvcc`, or several of these; empty: nothing known.
  [[nodiscard]] std::string_view word_wants(std::string_view word) const;

  [[nodiscard]] std::span<const Gpu> gpus() const;
  [[nodiscard]] std::span<const GpuCapability> gpu_capabilities() const;
  [[nodiscard]] std::span<const CudaDriver> cuda_drivers() const;
  /// Sorted by CUDA.
  [[nodiscard]] std::span<const CudaCompiler> cuda_compilers() const;
  [[nodiscard]] std::span<const CudnnOfImage> cudnn_of_images() const;
  [[nodiscard]] std::span<const CompatDrivers> compat_drivers() const;
  /// Only builds of which it is known.
  [[nodiscard]] std::span<const FrameworkKernels> framework_kernels() const;
  [[nodiscard]] std::span<const PackageNames> package_names() const;
  // what costs people a day: stdlib/traps.toml
  [[nodiscard]] std::span<const Elsewhere> elsewhere() const;
  [[nodiscard]] std::span<const SameFiles> same_files() const;
  [[nodiscard]] std::span<const SecondCuda> second_cuda() const;
  [[nodiscard]] std::span<const TroubledChannel> troubled_channels() const;
  [[nodiscard]] std::span<const FaultyRelease> faulty_releases() const;
  [[nodiscard]] std::span<const OldKey> old_keys() const;
  [[nodiscard]] std::span<const HostCompiler> host_compilers() const;
  /// How a distribution calls a package of its own Python, `{}` for the name pip knows.
  [[nodiscard]] std::string_view python_package() const;

  // facts of single images, packages and machines: stdlib/exceptions.toml
  [[nodiscard]] std::span<const AbsentCudaImages> absent_cuda_images() const;
  /// First words of GPUs that NVIDIA's libraries for forward compatibility do not serve.
  [[nodiscard]] std::span<const std::string_view> consumer_gpus() const;
  [[nodiscard]] std::span<const Stub> stubs() const;
  [[nodiscard]] std::span<const EndedRepository> ended_repositories() const;
  /// What an image (without tag) ships; nullptr: no framework that is known of.
  [[nodiscard]] const Shipped* shipped_by(std::string_view image) const;

  // what names of wheels say: stdlib/wheels.toml
  /// How local versions say what the wheel was made for: `cu{cuda}torch{torch}`.
  [[nodiscard]] std::span<const std::string_view> wheel_locals() const;
  [[nodiscard]] std::span<const WheelAbi> wheel_abis() const;
  [[nodiscard]] std::span<const WheelIndex> wheel_indexes() const;
  [[nodiscard]] std::span<const WheelPlatform> wheel_platforms() const;

 private:
  FactTables tables_;
};

}  // namespace envc
