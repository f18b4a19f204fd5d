// The base image: which there are for the CUDA, the distribution and the flavour that are wanted.
#pragma once

#include "resolve/choosing.hpp"
#include "resolve/framework.hpp"

#include <optional>

namespace envc {

/// What is wanted of a CUDA image.
struct CudaWish {
  std::string version;  ///< two or three numbers
  std::string flavour = {};
  std::string reason = {};  ///< for the flavour
  Span asks = {};           ///< what asks for it, where it is not said
  bool flavour_said = false;
  bool cudnn = false;
};

/// What `cuda` asks for, or, where it is not said, what the pinned build of the framework is for. nullopt: no CUDA.
std::optional<CudaWish> cuda_wish(const Resolving&, const FrameworkUse&);

/// Whether the image has that CUDA, and what is wanted or more: cuDNN where it was not asked for, a bigger flavour
/// where none was.
bool holds(const CudaImage&, const CudaWish&);

/// All images that could be, best first: the newest long-term distribution, then the newest release, exactly the kind
/// that is wanted before the least that holds more; with what `ubuntu`, `cuda` and `base` say. Faults: an unknown
/// release, a base that is gone.
void add_images(const Resolving&, const FrameworkUse&, Choosing&);

/// Sets os, base_image, base_registry, cuda and gl.
void settle_image(const Resolving&, const FrameworkUse&, const PossibleImage&);

/// `cuda 11.7 devel gl` with another version, as it would be written in place of what is said.
std::string cuda_statement(const CudaChoice& said, std::string_view version);

}  // namespace envc
