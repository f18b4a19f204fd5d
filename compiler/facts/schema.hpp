// What each stdlib/*.toml holds and which C++ table it becomes. A new kind of fact is a row here.
#pragma once

#include <string_view>

namespace envc::facts {

/// Columns are words FIELD[=KEY][:TYPE][!] in the order of the row type's fields. KEY: its name in the TOML, where that
/// is another. TYPE: v version, n number, f flag, r a reason for a flag that is then set, w words that make a row each,
/// d a key of the whole document; else text. `!`: it must be there.
struct Schema {
  std::string_view file;   ///< stem of the TOML, up to its first dot: `catalogue.jax.toml` is a part of `catalogue`
  std::string_view array;  ///< its key there
  std::string_view type;   ///< row type
  std::string_view table;  ///< name of the C++ array
  std::string_view columns;
  std::string_view sorted_by;     ///< fields that together are the key, unique; empty: the order of the file
  std::string_view ignored = {};  ///< keys for people
};

// clang-format off
inline constexpr Schema schemas[] = {
    {"apt_renames", "rename", "facts::AptRename", "apt_renames",
     "old! new_name=new! os! gone_from:v!", "old os", "source"},
    {"apt_sizes", "size", "facts::AptSize", "apt_sizes", "name! bytes:n! packages:n! seconds:n", "name"},
    {"bases", "base", "Base", "bases", "image! python:f tag", "image"},
    {"bases", "kept", "std::string_view", "kept", "name!", "name"},
    {"build_environment", "variable", "facts::BuildVariable", "build_variables", "name! read_by!", "name"},
    {"build_environment", "arch", "Facts::ArchVariable", "arch_variables", "name! style!", "name"},
    {"catalogue", "package", "CataloguePackage", "catalogue_packages",
     "name! pip conda framework:f cuda complete:v imports note", "name", "source"},
    {"catalogue", "release", "Release", "catalogue_releases",
     "package:w! version:v manager build cuda:v pythons needs index flag absent:f note",
     "package version build cuda manager pythons needs", "source"},
    {"conda_installers", "installer", "CondaInstallerFact", "conda_installers",
     "name! version:v! machine! url! sha256!", "", "python glibc date"},
    {"conda_sizes", "size", "facts::ArchiveSize", "conda_sizes",
     "name! version:v! bytes:n! with_dependencies:n", "name version", "estimate"},
    {"cuda_drivers", "release", "CudaDriver", "cuda_drivers", "cuda:v! driver:v! least:v!", "cuda"},
    {"cuda_images", "repository", "CudaRepository", "cuda_repository", "name! os!", ""},
    {"cuda_images", "image", "CudaImage", "cuda_images",
     "tag=images! version:v! os=ubuntu:v! flavour cudnn gone:r extra", "version os tag"},
    {"defaults", "default", "Defaults", "defaults",
     "ubuntu! python! uv! channel! prefix! interpreter! installer! python_headers! compiler!", ""},
    {"defaults", "gl", "GlPackages", "gl_packages", "libraries! headers!", ""},
    {"defaults", "word", "facts::ScriptWord", "script_words", "word! wants!", "word"},
    {"cuda_compilers", "compiler", "CudaCompiler", "cuda_compilers", "cuda:v! gcc!", "cuda"},
    {"distributions", "distribution", "Distribution", "distributions",
     "name! release:v! codename! eol glibc python lts:f gcc read:d", "name release"},
    {"gpus", "capability", "GpuCapability", "gpu_capabilities",
     "capability:v! architecture! cuda_first cuda_last", "capability"},
    {"gpus", "gpu", "Gpu", "gpus", "name! capability:v!", "name"},
    {"layers", "kind", "facts::KindPrior", "kind_priors", "name! change:n! seconds:n! bytes:n! by_hand:n!", "name"},
    {"layers", "layering", "Layering", "layering", "overhead:n! gain:n! compact:n!", ""},
    {"layers", "package", "facts::PackagePrior", "package_priors",
     "manager! bandwidth:n! unpack:n! each:n! bytes:n! packages:n! change:n! source_build:n!", "manager"},
    {"mirrors", "mirror", "Facts::Mirror", "mirrors", "argument! prefix!", "argument"},
    {"names", "package", "PackageNames", "package_names", "imported! pip conda note", "imported"},
    {"needs", "package", "PackageNeeds", "package_needs",
     "manager! name! apt compiles_against build_apt build_tools wheel_index heavy:f cuda_runtime:f",
     "name manager", "source"},
    {"pip_sizes", "size", "facts::ArchiveSize", "pip_sizes",
     "name! version:v! bytes:n! with_dependencies:n", "name version", "estimate"},
    {"pythons", "python", "PythonRelease", "pythons", "version:v! eol latest read:d", "version", "released"},
    {"torch", "framework", "Framework", "framework",
     "name! pip! conda! companions toolkits channel family_channels suffixed "
     "forge_pin forge_pin_from:v forge_cuda_build forge_cpu_build", ""},
    {"torch", "guard", "Guard", "guards", "package! below:v! spec! channel reason!", "package", "source"},
    {"torch", "kernels", "FrameworkKernels", "framework_kernels", "version:v! build! capabilities! ptx", "version build",
     "source"},
    {"torch", "build", "FrameworkBuild", "framework_builds",
     "version:v! build! cuda:v pythons companions pip_flag pip_index pip_suffix conda_pin conda_channels glibc "
     "pypi_default:f released absent:f", "version cuda build", "sources note"},
    {"torch", "forge", "ForgeBuild", "forge_builds", "version:v! cuda pythons", "version", "date"},
    {"traps", "elsewhere", "Elsewhere", "elsewhere", "manager! name! instead!", "name manager", "source"},
    {"traps", "same_files", "SameFiles", "same_files", "names! shares!", "", "source"},
    {"traps", "second_cuda", "SecondCuda", "second_cuda", "manager! name! versions", "name manager", "source"},
    {"traps", "channel", "TroubledChannel", "troubled_channels", "name!", "name", "source"},
    {"traps", "faulty", "FaultyRelease", "faulty_releases", "manager! name! version:v! instead! reason!", "name manager",
     "source"},
    {"traps", "old_key", "OldKey", "old_keys", "image! below:v! word!", "image word", "source"},
    {"traps", "host_compiler", "HostCompiler", "host_compilers", "manager! name!", "name manager"},
    {"traps", "python_package", "std::string_view", "python_package", "pattern!", ""},
};
// clang-format on

}  // namespace envc::facts
