// The base image: which one exists for the CUDA, the distribution and the flavour that are wanted.
#pragma once

#include "resolve/framework.hpp"

namespace envc {

/// Sets os, base_image, base_registry, cuda and gl. False: an error is reported, and what hangs on them is not worth
/// looking at.
bool resolve_image(const Resolving&, const FrameworkUse&);

/// What is wanted of a CUDA image.
struct CudaWish {
  std::string version;  ///< two or three numbers
  Os os;                ///< empty: any
  std::string flavour;
  bool flavour_said = false;
  bool cudnn = false;
};

/// The image that is exactly that: the newest long-term distribution that has one, then the newest release. Else one
/// that holds it and more, the least. nullptr: none.
const CudaImage* find_cuda_image(const Facts&, const CudaWish&);

/// Reports that there is none: why, and up to three that there are.
void report_no_image(const Resolving&, const CudaWish&);

}  // namespace envc
