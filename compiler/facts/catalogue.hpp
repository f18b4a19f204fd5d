// Rows of stdlib/catalogue*.toml: packages whose builds are tied to a CUDA, a framework, a Python. Empty: not known.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace envc {

struct CataloguePackage {
  std::string_view name;
  std::string_view pip;    ///< its name there; empty: not to be had from there
  std::string_view conda;  ///< likewise
  bool framework = false;  ///< its builds choose a CUDA
  std::string_view cuda;  ///< `own`, `image`, `compiles`, as catalogue.toml says them; empty: has nothing to do with it
  std::string_view complete;  ///< from its first release in the table to this one all are known
  bool ended = false;         ///< and none came after it
  bool patches = false;       ///< only x.y.0 is in the table; x.y.1 is made as x.y.0 is
  std::string_view imports;   ///< what a program imports
  std::string_view
      repository;  ///< `git+https://…@v{}`: not on pip's default index, so from an index of its own or from here
  std::string_view note;
};

/// One way to have one release of one package. All that is said holds together.
struct Release {
  std::string_view package;  ///< name in the catalogue
  std::string_view version;  ///< empty: any
  std::string_view manager;  ///< pip, conda; empty: either
  std::string_view build;    ///< `cu118`, `cpu`, or as the package calls it
  std::string_view cuda;     ///< what the build is for: `11.8`, or `12` for any 12.x; empty: none, or not known
  std::string_view pythons;  ///< `3.8 3.9`; empty: not known
  std::string_view needs;    ///< `torch==2.1.* glibc>=2.32`; see needs_of()
  std::string_view index;    ///< where its wheels are; empty: the default index
  std::string_view flag;     ///< how that is said to pip
  bool absent = false;       ///< announced or expected, but does not exist
  std::string_view note;
};

/// One word of Release::needs.
struct Need {
  std::string_view subject;  ///< a package of the catalogue, or python, cuda, nvcc, cudnn, glibc, gcc, driver, ubuntu,
                             ///< capability
  std::string_view op;       ///< == != < <= > >=
  std::string_view version;  ///< `2.1.*`
};

std::vector<Need> needs_of(const Release&);

}  // namespace envc
