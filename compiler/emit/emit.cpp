#include "emit/artifact.hpp"

#include <array>

namespace envc {
namespace {

// The lock first: what it says must be there when the rest is.
constexpr std::array<Emitter, 5> table{{
    {"envc.lock", lock_file},
    {"Dockerfile", dockerfile},
    {".dockerignore", dockerignore},
    {"bashrc", bashrc},
    {"launch.sh", launch_script, true},
}};

}  // namespace

std::span<const Emitter> emitters() {
  return table;
}

std::vector<Artifact> emit(const Plan& plan) {
  std::vector<Artifact> artifacts;
  for (const Emitter& emitter : table) {
    artifacts.push_back({std::string(emitter.name), with_header(emitter.body(plan)), emitter.executable});
  }
  return artifacts;
}

}  // namespace envc
