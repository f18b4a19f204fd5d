#include "command/earlier.hpp"

#include "emit/artifact.hpp"

namespace envc {

Earlier read_earlier(const Project& project, const Files& files, bool replace, Sources& sources,
                     Diagnostics& diagnostics) {
  const std::string path = project.output("envc.lock");
  if (files.kind(path) != FileKind::regular) return {};
  const auto text = files.read(path);
  if (!text) return {};
  const Ownership who = ownership(*text);
  if (who == Ownership::foreign || (replace && who != Ownership::ours)) return {};
  Diagnostics ignored;
  auto lock = read_lock(sources.add(path, *text), replace ? ignored : diagnostics);
  if (lock) return {std::move(*lock)};
  return {{}, replace};
}

}  // namespace envc
