// Rows of the tables, in the order of the columns in tables.def. An empty text is a fact that is not known.
#pragma once

#include "facts/catalogue.hpp"
#include "facts/exceptions.hpp"
#include "facts/traps.hpp"
#include "facts/wheels.hpp"

#include <string_view>

namespace envc {

/// An image that can be pulled (or could: `gone`), of the one repository that `cuda` means.
struct CudaImage {
  std::string_view tag;      ///< `11.3.1-cudnn8-devel-ubuntu20.04`
  std::string_view version;  ///< `11.3.1`
  std::string_view os;       ///< `ubuntu20.04`
  std::string_view flavour;  ///< base, runtime, devel
  std::string_view cudnn;    ///< ``, `cudnn`, `cudnn8`
  bool gone = false;         ///< deleted from the registry: never emitted
  std::string_view extra;    ///< something else in the image, as its tag says it; never chosen unasked
  bool partly = false;       ///< of this release not all tags are in the table
};

/// The cuDNN in the images of a release.
struct CudnnOfImage {
  std::string_view version;  ///< of CUDA: `11.3.1`
  std::string_view os;       ///< release of the repository's distribution: `20.04`
  std::string_view part;     ///< as the tag says it: `cudnn8`
  std::string_view cudnn;    ///< `8.2.0.53`
};

/// The drivers that the images of a release run on with their libraries for forward compatibility.
struct CompatDrivers {
  std::string_view version;  ///< of CUDA: `12.1.1`
  std::string_view os;       ///< release of the repository's distribution: `22.04`
  std::string_view drivers;  ///< their branches: `470 525`
};

struct CudaRepository {
  std::string_view name;
  std::string_view os;  ///< the distribution of its images
};

/// The framework whose builds depend on CUDA, and the names of what belongs to it.
struct Framework {
  std::string_view name;
  std::string_view pip;              ///< its package name for pip
  std::string_view conda;            ///< and for conda
  std::string_view companions;       ///< packages of the same project that go with one release each
  std::string_view toolkits;         ///< conda packages that choose its CUDA; who names one has chosen
  std::string_view channel;          ///< the project's own conda channel
  std::string_view family_channels;  ///< channels with builds by the project
  std::string_view suffixed;         ///< companions that carry the build's local version
  // its builds in the community's channel
  std::string_view forge_pin;         ///< the package that chooses their CUDA
  std::string_view forge_pin_from;    ///< from this CUDA on
  std::string_view forge_cuda_build;  ///< build strings, `{}` for `126`
  std::string_view forge_cpu_build;
};

/// What releases of a package cannot stand, though their metadata admits it, or pip would find out only in the build.
struct Guard {
  std::string_view manager;  ///< pip or conda; empty: either
  std::string_view of;       ///< the framework by its name in the catalogue, else as the manager calls it
  std::string_view from;     ///< the first release that needs the bound; empty: from the first on
  std::string_view below;    ///< the first that does not; empty: all need it, also where no version is said
  std::string_view package;
  std::string_view spec;     ///< the same for pip and conda: `numpy<2`
  std::string_view channel;  ///< only builds of this channel
  bool tool = false;         ///< only where the package is needed to build others from source
  std::string_view instead;  ///< a release that does not need it
  std::string_view reason;
};

/// One build of one release of the framework.
struct FrameworkBuild {
  std::string_view version;
  std::string_view build;          ///< cpu, cu113
  std::string_view cuda;           ///< 11.3; empty for cpu
  std::string_view pythons;        ///< `3.7 3.8 3.9 3.10`
  std::string_view conda_pythons;  ///< of its conda builds, where they are others
  std::string_view companions;     ///< what goes with it: `NAME=VERSION NAME=VERSION`
  std::string_view pip_flag;       ///< `--index-url`, `--extra-index-url`, `-f`, `pypi`
  std::string_view pip_index;
  std::string_view pip_suffix;      ///< `+cu113`
  std::string_view conda_pin;       ///< `cudatoolkit=11.3`, `cpuonly`; empty: no conda build
  std::string_view conda_channels;  ///< `pytorch nvidia`
  std::string_view glibc;           ///< least C library the wheel runs with
  bool pypi_default = false;        ///< what the default index has for Linux
  std::string_view released;
  bool absent = false;  ///< announced, but no such build exists
};

/// What the wheels of a minor release have code for.
struct FrameworkKernels {
  std::string_view version;       ///< `2.7`
  std::string_view build;         ///< cu128
  std::string_view capabilities;  ///< `7.5 8.0 8.6`
  std::string_view ptx;           ///< from this capability on code is compiled at run time; empty: no such code
};

/// A version of the framework as built by the community's conda channel.
struct ForgeBuild {
  std::string_view version;
  std::string_view cuda;  ///< `12.9 13.0`
  std::string_view pythons;
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
  bool lts = false;
  std::string_view gcc;   ///< major version of its own
  std::string_view read;  ///< when the table was read: what `eol` is compared with
};

struct PythonRelease {
  std::string_view version;  ///< 3.10
  std::string_view eol;
  std::string_view latest;  ///< 3.10.21
  std::string_view read;    ///< when the table was read
};

/// What a package needs beyond its metadata.
struct PackageNeeds {
  std::string_view manager;  ///< pip, conda, or any
  std::string_view name;
  std::string_view apt;               ///< shared libraries it forgot: `libgl1 libegl1 libgomp1`
  std::string_view compiles_against;  ///< `torch`: built from source against it
  std::string_view build_apt;         ///< what compiling it needs; not empty: it is compiled
  std::string_view build_tools;       ///< pip packages that must be there to build it without isolation
  std::string_view wheel_index;       ///< from an index that begins with this it comes as a wheel
  std::string_view nvcc;  ///< without it compiling `always` fails, or leaves the code for the `gpu` out; or empty
  std::string_view nvcc_unless;  ///< variables that have it built without
  bool heavy = false;            ///< big and rarely edited: a layer of its own
  bool cuda_runtime = false;     ///< uses the CUDA libraries of the image
};

/// What is known of an image that is used as a base.
struct Base {
  std::string_view image;  ///< without tag
  bool python = false;
  std::string_view tag;      ///< what its tag begins with: `release`, `python` or nothing known
  std::string_view no_nvcc;  ///< words of the tags that have no nvcc; `*`: none has; empty: not known
};

/// What is taken when nothing is said.
struct Defaults {
  std::string_view ubuntu;
  std::string_view python;
  std::string_view uv;
  std::string_view channel;         ///< conda's
  std::string_view prefix;          ///< where the environment lives
  std::string_view interpreter;     ///< conda's package of Python
  std::string_view installer;       ///< and of pip
  std::string_view python_headers;  ///< apt package
  std::string_view compiler;        ///< apt package
};

struct GlPackages {
  std::string_view libraries;
  std::string_view headers;
};

/// A variable of the environment that has programs draw on the GPU.
struct GlVariable {
  std::string_view variable;
  std::string_view value;
};

struct Gpu {
  std::string_view name;        ///< `GeForce RTX 3090`
  std::string_view capability;  ///< `8.6`
};

struct GpuCapability {
  std::string_view capability;
  std::string_view architecture;  ///< Ampere
  std::string_view cuda_first;    ///< first toolkit that compiles for it
  std::string_view cuda_last;     ///< last one; empty: still does
};

/// The driver (Linux) for a CUDA release.
struct CudaDriver {
  std::string_view cuda;    ///< `11.3`
  std::string_view driver;  ///< the one it came with
  std::string_view least;   ///< the least that runs it
};

/// The newest gcc that the nvcc of a CUDA release accepts.
struct CudaCompiler {
  std::string_view cuda;  ///< `11.8`
  std::string_view gcc;   ///< `11`
};

/// The names of one package. A name in brackets is an explanation, not a name.
struct PackageNames {
  std::string_view imported;
  std::string_view pip;
  std::string_view conda;
  std::string_view note;
};

/// The variables that say GPU architectures to build tools: name and how a list is spelled.
struct ArchVariable {
  std::string_view name;
  std::string_view style;  ///< `dotted` (8.0;8.6+PTX) or `digits` (80;86)
};

/// An index URL prefix that has a build argument of its own.
struct Mirror {
  std::string_view argument;
  std::string_view prefix;
  std::string_view lacks;  ///< packages that are asked for there and that it does not have
};

/// How many layers are wise.
struct Layering {
  double overhead = 0;  ///< seconds that one more RUN costs beside its own work
  double gain = 0;      ///< seconds per edit that a split must win
  double compact = 0;   ///< more layers than this are laid anew, as fewer
  double belief = 0;    ///< edits of a project's own history that a prior chance of change weighs as much as
};

// Rows that only facts/ looks into.

struct AptSize {
  std::string_view name;
  double bytes;
  double packages;
  double seconds;  ///< 0: not measured
};

struct ArchiveSize {
  std::string_view name;
  std::string_view version;
  double bytes;
  double with_dependencies;  ///< 0: not known
};

struct KindPrior {
  std::string_view name;
  double change;
  double seconds;
  double bytes;
  double by_hand;
};

struct PackagePrior {
  std::string_view manager;
  double bandwidth;
  double unpack;  ///< bytes per second; 0: counted by package instead
  double each;
  double bytes;
  double packages;
  double change;
  double source_build;
};

struct BuildVariable {
  std::string_view name;
  std::string_view read_by;
};

struct AptRename {
  std::string_view old;
  std::string_view new_name;  ///< empty: nothing stands in for it
  std::string_view os;
  std::string_view gone_from;
};

struct ScriptWord {
  std::string_view word;
  std::string_view wants;
};

}  // namespace envc
