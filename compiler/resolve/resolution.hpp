// What was left open, decided; every decision with its reason.
#pragma once

#include "model/model.hpp"

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace envc {

/// The reason of what was not left open.
inline constexpr std::string_view as_said = "said in project.env";
/// The same of what a requirement file says; empty: project.env.
std::string said_in(std::string_view file);
/// Whether this is the reason of what was not left open.
bool is_said(std::string_view reason);

struct Decision {
  std::string subject;  ///< `ubuntu`, `base image`, `conda torchvision` …
  std::string value;
  std::string reason;  ///< one sentence; `as_said` when the source says it
};

/// Where the Python interpreter comes from and where it lives.
struct Interpreter {
  enum class From : unsigned char { none, base, apt, conda, uv } from = From::none;
  std::string version;  ///< `3.10`, `3.10.4`, or empty: what the base or the solver gives
  std::string prefix;   ///< `/opt/env`; empty for `base` and `none`
};

/// One package as it will be installed; `why` is empty when it stands as said.
struct ResolvedPackage {
  std::string name = {};
  std::string spec = {};
  std::string why = {};
  Span where = {};
  Span held_by = {};                  ///< the package for whose sake envc bounded the version
  bool said = true;                   ///< false: envc added it (a companion, a guard)
  bool compiles = false;              ///< this one builds from source
  std::string compiles_against = {};  ///< the package of the file that it is built against; empty: none
  std::string file = {};  ///< the requirement file that names it, and that it must be installed with; empty: none
};

/// What others are built with.
struct BuildTool {
  std::string spec = {};
  std::string why = {};  ///< why in no newer version; empty: in any

  friend bool operator==(const BuildTool&, const BuildTool&) = default;
};

/// The same index as Model::packages. Of what requirement files name, `packages` has only what is asked for in another
/// way than there. Channels and indexes are complete: what was said comes first. compiles,
/// no_build_isolation and compiles_against are what holds for any of the packages; each package says it for itself.
struct ResolvedPackages {
  std::vector<ResolvedPackage> packages;
  std::vector<ResolvedPackage> listed;  ///< in requirement files, and as they stand there
  std::vector<std::string> channels;    ///< conda, in order
  std::string index_url;                ///< pip; empty: the default index
  std::vector<std::string> extra_index_urls;
  std::vector<std::string> find_links;
  std::string index_build = {};  ///< the one of the framework that all indexes of pip are of; empty: none is known
  bool compiles = false;         ///< builds from source against the environment
  bool no_build_isolation = false;
  std::vector<std::string> compiles_against;  ///< package names it must come after
  /// pip packages to be there first, where build isolation is off, by name
  std::map<std::string, BuildTool> build_tools;
};

struct Resolution {
  Os os;                      ///< empty name: a base image we know nothing of
  std::string base_image;     ///< `nvidia/cuda:11.3.1-devel-ubuntu20.04`, never with its registry
  std::string base_registry;  ///< `docker.io`, `nvcr.io` …
  std::string cuda;           ///< full version `11.3.1`; empty: none (CPU)
  bool gl = false;
  /// from conda though no statement asks for a conda package: the environment then holds the interpreter alone.
  Interpreter python;
  std::string conda_installer;                    ///< version of what installs conda; empty: nothing does
  std::string uv;                                 ///< version of uv; empty: it is not used
  std::vector<ResolvedPackages> packages;         ///< parallel to Model::packages
  std::vector<ResolvedPackage> system_libraries;  ///< apt packages that pip/conda packages forgot to ask for
  std::vector<std::string> arch;                  ///< `8.0`, `8.6+PTX`
  std::vector<Decision> decisions;
};

}  // namespace envc
