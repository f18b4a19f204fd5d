// Rows of stdlib/exceptions.toml: facts of single images, packages and machines.
#pragma once

#include <string_view>

namespace envc {

/// Images of the CUDA repository for another distribution that are not there.
struct AbsentCudaImages {
  std::string_view version;
  std::string_view os;   ///< as the tag ends: `centos7`
  std::string_view has;  ///< the distributions that there are
};

/// A name whose releases are stubs that fail, from one on.
struct Stub {
  std::string_view manager;
  std::string_view name;
  std::string_view from;
  std::string_view instead;  ///< a statement
};

/// A repository of CUDA images in which nothing is published any more.
struct EndedRepository {
  std::string_view image;
  std::string_view versions;  ///< all that it had
  std::string_view os;        ///< likewise, as the tags end: `ubuntu20.04`
  std::string_view instead;   ///< the word of `cuda` that stands for what it had: `gl`
};

/// An image (without tag) with a framework: what is installed beside it finds it there.
struct Shipped {
  std::string_view image;
  std::string_view framework;
  std::string_view word;  ///< of the tags whose framework is for CUDA; empty: all
};

}  // namespace envc
