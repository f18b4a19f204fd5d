// The framework whose builds depend on CUDA: where the file names it, and what the person chose of it.
#pragma once

#include "resolve/resolving.hpp"
#include "resolve/spec.hpp"

#include <optional>
#include <string>
#include <vector>

namespace envc {

struct FrameworkUse {
  struct Mention {
    std::size_t statement = 0;
    std::size_t package = 0;
    bool companion = false;  ///< not the framework itself
  };
  /// What the person chose beside `cuda`: a pasted index, a local version, a toolkit package.
  struct Pin {
    bool known = false;  ///< its CUDA is told; false: nothing can be said of it
    std::string cuda;    ///< 11.3; empty: the CPU
    Span where;
    std::string text;        ///< as said
    bool index = false;      ///< pip: an index is said that has the build, or stands in for all others
    std::size_t at = 0;      ///< pip: where in the text the build is called by its name
    std::size_t length = 0;  ///< of that name
  };

  Manager manager = Manager::pip;
  std::vector<Mention> mentions;  ///< all of that manager; empty: the file does not name it
  std::optional<Mention> main;
  Spec spec;  ///< of the main mention; everything is admitted when only companions are named
  std::optional<Pin> pin;

  [[nodiscard]] bool present() const { return !mentions.empty(); }
  [[nodiscard]] const Mention& first() const { return main ? *main : mentions.front(); }
};

FrameworkUse find_framework(const Resolving&);

/// What the framework is called for this manager.
std::string_view framework_name(const Facts&, Manager);

/// The CUDA of a build name such as cu113, also of one that is spelled so but does not exist; nullopt: no such name.
std::optional<std::string> cuda_of_build(const Facts&, std::string_view build);

const Package& package_of(const Model&, const FrameworkUse::Mention&);
ResolvedPackage& resolved_of(Resolution&, const FrameworkUse::Mention&);

/// Warns where the person's pin and the image's CUDA differ.
void check_pin(const Resolving&, const FrameworkUse&);

}  // namespace envc
