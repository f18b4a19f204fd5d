// Tags of CUDA images, as a person names them: whether there is such an image, and which are near.
#pragma once

#include "resolve/base.hpp"

#include <string_view>
#include <vector>

namespace envc {

/// `12.4.0-cudnn8-devel-ubuntu22.04`, cut. Empty: the tag does not say it.
struct CudaTag {
  std::string_view version;
  std::string_view cudnn;    ///< `cudnn8`, `cudnn8.1`
  std::string_view flavour;  ///< base, runtime, devel
  std::string_view os;       ///< `ubuntu22.04`, `centos7`
  std::string_view extra;    ///< anything else
};
CudaTag cuda_tag(const Facts&, std::string_view tag);

/// Images that are there, the nearest first: of this kind (of any flavour that has it, where none is said) and for this
/// distribution; of the same minor release, else the next newer and the newest. Where that distribution has none, the
/// nearest other one. Where the cuDNN is another, also the nearest image with that one.
std::vector<const CudaImage*> nearest_images(const Facts&, const CudaTag&);

/// Refuses a tag of the CUDA repository that is surely not there, and names what is; warns of it in another registry
/// and of repositories that have ended. False: an error is reported.
bool check_cuda_tag(const Resolving&, const ImageReference&);

}  // namespace envc
