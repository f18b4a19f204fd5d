#include "command/earlier.hpp"

#include "emit/artifact.hpp"
#include "resolve/lock.hpp"

#include <algorithm>

namespace envc {

bool keep_earlier(Plan& plan, const Project& project, const Files& files, Sources& sources, Diagnostics& diagnostics) {
  const std::string path = project.output("envc.lock");
  if (files.kind(path) != FileKind::regular) return true;
  const auto text = files.read(path);
  if (!text || ownership(*text) == Ownership::foreign) return true;
  const auto lock = read_lock(sources.add(path, *text), diagnostics);
  if (!lock) return false;
  if (lock->sealed.empty()) return true;
  // Sealed are the leading layers that stand as they were built.
  const std::vector<std::string> now = layer_instructions(plan);
  const auto differs = std::mismatch(lock->sealed.begin(), lock->sealed.end(), now.begin(), now.end()).second;
  plan.sealed = static_cast<std::size_t>(differs - now.begin());
  return true;
}

}  // namespace envc
