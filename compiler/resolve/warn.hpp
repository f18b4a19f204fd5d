// What compiles and costs a day later: warnings, a family a file. The facts are stdlib's; what it does not know, it
// lets through.
#pragma once

#include "resolve/resolving.hpp"

#include <optional>
#include <string>
#include <vector>

namespace envc {

/// All of them. Everything is decided when it is called.
void warn(const Resolving&);

/// The base, or a Python that no distribution keeps alive, is past its end of life.
void warn_of_ends(const Resolving&);
/// The base image has a newer point release, or a package source that apt refuses.
void warn_of_images(const Resolving&);
/// A GPU that the framework's wheels have no code for; GPUs, and a framework for the CPU.
void warn_of_gpus(const Resolving&);
/// A GPU that a package of the catalogue does not run on.
void warn_of_package_gpus(const Resolving&);
/// What is to draw on the GPU, in an image that does not ask the driver for it.
void warn_of_gl(const Resolving&);
/// No nvcc where one is needed: an error where the build is sure to fail.
void warn_of_nvcc(const Resolving&);
/// A compiler that the CUDA of the image refuses, where something is compiled: an error where it is the one in use.
void warn_of_compilers(const Resolving&);
/// A second CUDA beside that of the image; two frameworks that bring one each.
void warn_of_cuda(const Resolving&);
/// An index that does not exist is an error; one for another release of the framework a warning.
void warn_of_indexes(const Resolving&);
/// A package that the index which stands in for the default one does not have.
void warn_of_index_contents(const Resolving&);
/// One package by two managers, or two that write the same files.
void warn_of_duplicates(const Resolving&);
/// Packages of another manager, and those of the distribution's Python that the environment does not see.
void warn_of_managers(const Resolving&);
/// Channels, versions left open, releases with a fault, packages that replace what the base ships.
void warn_of_sources(const Resolving&);

/// A package of an `apt`, `conda` or `pip` statement that installs, as said and as it is decided.
struct SaidPackage {
  Manager manager;
  const PackageStatement& statement;
  const ResolvedPackages& decided_statement;
  const Package& said;
  const ResolvedPackage& decided;
};
std::vector<SaidPackage> said_packages(const Resolving&);

/// What to write instead, where the manager does not have the package, or has another project under its name; nullptr:
/// nothing is known against it.
const Elsewhere* elsewhere(const Facts&, const SaidPackage&);

/// `torch-scatter==2.1` without a version that is said or decided. False where the spec is not understood.
bool is_open(const SaidPackage&);

/// `torch==2.7.0`, `opencv-python` of a statement as text: `pip opencv-python`.
std::string as_statement(const SaidPackage&);

/// The framework as it is installed.
struct InstalledFramework {
  SaidPackage package;
  std::string version;               ///< `2.7.0`, without a local part; empty: not known
  std::optional<std::string> build;  ///< `cu128`, `cpu`; nullopt: not known
  std::string cuda;                  ///< `12.8`; empty: the CPU, or not known
  bool chosen = false;               ///< the file itself says which build
};
/// nullopt: no statement names it.
std::optional<InstalledFramework> installed_framework(const Resolving&);

/// A GPU that will be used, or that is compiled for.
struct TargetGpu {
  std::string capability;
  std::string shown;  ///< `the V100`, `compute capability 7.0`
  Span where;
};
/// Those of the file, its places and its jobs, as far as the tables have them, each type once; then what `arch` says.
std::vector<TargetGpu> target_gpus(const Resolving&);

/// What to ask for instead, so that the framework has code for a GPU.
struct WithCode {
  /// The first CUDA of its builds that do; empty: the release that is installed has one, or none is known.
  std::string cuda;
  std::string release;  ///< of the framework; empty: none is said
  std::string instead;  ///< ` instead of `…``: what has to go; often nothing
};
WithCode release_with_code(const Resolving&, std::string_view capability);

}  // namespace envc
