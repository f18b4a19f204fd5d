// The stdlib's tables, looked up. Values, no files: the tables are sorted constexpr arrays made from stdlib/*.toml at
// build time.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace envc {

/// An nvidia/cuda image that can be pulled (or could: `gone`).
struct CudaImage {
  std::string_view tag;      ///< `11.3.1-cudnn8-devel-ubuntu20.04`
  std::string_view version;  ///< `11.3.1`
  std::string_view os;       ///< `ubuntu20.04`
  std::string_view flavour;  ///< base, runtime, devel
  std::string_view cudnn;    ///< ``, `cudnn`, `cudnn8`
  bool gone = false;         ///< deleted from the registry: never emitted
};

/// One build of torch (a row of the release table).
struct TorchBuild {
  std::string_view version;  ///< 1.12.1
  std::string_view build;    ///< cpu, cu113
  std::string_view cuda;     ///< 11.3; empty for cpu
  std::string_view pythons;  ///< `3.7 3.8 3.9 3.10`
  std::string_view torchvision;
  std::string_view torchaudio;
  std::string_view pip_flag;  ///< `--index-url`, `--extra-index-url`, `-f`, `pypi`
  std::string_view pip_index;
  std::string_view pip_suffix;      ///< `+cu113`
  std::string_view conda_pin;       ///< `cudatoolkit=11.3`, `pytorch-cuda=11.8`, `cpuonly`; empty: no conda build
  std::string_view conda_channels;  ///< `pytorch nvidia`
  bool pypi_default = false;
};

struct CondaInstallerFact {
  std::string_view name;  ///< Miniforge3
  std::string_view version;
  std::string_view machine;  ///< x86_64, aarch64
  std::string_view url;      ///< whole
  std::string_view sha256;
};

struct Distribution {
  std::string_view name;  ///< ubuntu, debian
  std::string_view release;
  std::string_view codename;
  std::string_view eol;  ///< ISO date
  std::string_view glibc;
  std::string_view python;  ///< its python3: `3.8`
};

/// What a package needs beyond its metadata.
struct PackageNeeds {
  std::string_view manager;  ///< pip, conda, or any
  std::string_view name;
  std::string_view apt;               ///< shared libraries it forgot: `libgl1 libegl1 libgomp1`
  std::string_view compiles_against;  ///< `torch`: built from source against it
  std::string_view build_apt;         ///< what compiling it needs: `build-essential`
  bool heavy = false;                 ///< big and rarely edited: a layer of its own
};

struct Cost {
  double seconds = 0;
  double bytes = 0;
};

class Facts {
 public:
  /// The tables built into the program.
  static const Facts& builtin();

  [[nodiscard]] std::span<const CudaImage> cuda_images() const;
  [[nodiscard]] std::span<const TorchBuild> torch_builds() const;
  [[nodiscard]] std::span<const Distribution> distributions() const;
  /// The installer that is used unless another is said: newest first in the table, one row per machine.
  [[nodiscard]] std::vector<CondaInstallerFact> default_conda_installer() const;
  [[nodiscard]] std::string_view default_uv_version() const;
  /// Sound default distribution: for a CUDA version (empty: CPU).
  [[nodiscard]] std::string_view default_ubuntu() const;
  [[nodiscard]] std::string_view default_python() const;

  /// nullopt: nothing known. `manager` is `pip` or `conda`.
  [[nodiscard]] std::optional<PackageNeeds> needs(std::string_view manager, std::string_view name) const;
  /// Estimated cost of one package (manager apt, conda, pip), by its size or by the manager's default.
  [[nodiscard]] Cost package_cost(std::string_view manager, std::string_view name, std::string_view version) const;
  /// Fixed cost of a layer of this kind beside its packages, and its chance of change per edit (names of LayerKind).
  [[nodiscard]] Cost layer_cost(std::string_view kind) const;
  [[nodiscard]] double layer_change(std::string_view kind) const;

  /// Whether builds are known to read this environment variable, and which managers' layers do (`all`, `pip`, `conda
  /// pip` …).
  [[nodiscard]] std::optional<std::string_view> build_variable(std::string_view name) const;
  /// The variables that say GPU architectures to build tools: name and how a list is spelled.
  struct ArchVariable {
    std::string_view name;
    std::string_view style;
  };
  [[nodiscard]] std::span<const ArchVariable> arch_variables() const;
  /// Whether this base image (without tag) is known to ship Python, and a bare distribution it equals (`ubuntu:22.04`).
  [[nodiscard]] std::optional<bool> base_ships_python(std::string_view image) const;
  /// Names of frameworks that a base keeps unless the file names them.
  [[nodiscard]] std::span<const std::string_view> frameworks() const;
  /// An index URL prefix that has a build argument of its own, such as PYTORCH_INDEX.
  struct Mirror {
    std::string_view argument;
    std::string_view prefix;
  };
  [[nodiscard]] std::span<const Mirror> mirrors() const;
  /// apt names that went away: the new name for this distribution, if the old one is gone there.
  [[nodiscard]] std::optional<std::string_view> apt_renamed(std::string_view package, std::string_view os,
                                                            std::string_view release) const;
};

}  // namespace envc
