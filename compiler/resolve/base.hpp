// A base image as the person names it.
#pragma once

#include "resolve/resolving.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace envc {

/// An image reference, cut. The registry is docker.io unless it says another.
struct ImageReference {
  std::string registry;
  std::string name;  ///< without registry and tag; `library/` taken off
  std::string tag;   ///< what follows `:`; a digest with its `@`; empty: none

  /// As the table of bases calls it: with the registry unless that is docker.io.
  [[nodiscard]] std::string known_as() const { return registry == "docker.io" ? name : registry + "/" + name; }
};
ImageReference image_reference(std::string_view image);

/// `2.1.0`, `cuda12.1`, `runtime`: what stands between the signs of a tag.
std::vector<std::string_view> tag_words(std::string_view tag);

/// The version of Python that the base's tag names; empty: it names none.
std::string python_of_base(const Facts&, const ImageReference&);

/// Whether nothing but a distribution is in the base, so that its CPU builds are right.
bool is_bare(const Facts&, const ImageReference&);

/// `base IMAGE`: sets os, base_image, base_registry, and cuda where the tag is known. False: an error is reported.
bool take_base(const Resolving&);

}  // namespace envc
