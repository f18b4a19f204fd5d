// Distributions, base images, and what differs between them.
#include "facts/facts.hpp"
#include "facts/lookup.hpp"
#include "version/version.hpp"

namespace envc {

std::span<const Distribution> Facts::distributions() const {
  return tables_.distributions;
}
const Defaults& Facts::defaults() const {
  return tables_.defaults[0];
}
std::string_view Facts::default_ubuntu() const {
  return defaults().ubuntu;
}
std::string_view Facts::default_python() const {
  return defaults().python;
}
std::string_view Facts::default_uv_version() const {
  return defaults().uv;
}
const GlPackages& Facts::gl() const {
  return tables_.gl_packages[0];
}
std::span<const GlVariable> Facts::gl_variables() const {
  return tables_.gl_variables;
}
std::span<const std::string_view> Facts::frameworks() const {
  return tables_.kept;
}

std::optional<Base> Facts::base(std::string_view image) const {
  const Base* const row = facts::row_with(tables_.bases, image, &Base::image);
  if (row == nullptr) return std::nullopt;
  return *row;
}

std::optional<bool> Facts::base_ships_python(std::string_view image) const {
  const auto known = base(image);
  if (!known) return std::nullopt;
  return known->python;
}

std::optional<std::string_view> Facts::apt_renamed(std::string_view package, std::string_view os,
                                                   std::string_view release) const {
  for (const AptRename& row : facts::rows_with(tables_.apt_renames, package, &AptRename::old)) {
    if (row.os == os && std::is_gteq(compare_versions(release, row.gone_from))) return row.new_name;
  }
  return std::nullopt;
}

std::string_view Facts::word_wants(std::string_view word) const {
  const ScriptWord* const row = facts::row_with(tables_.script_words, word, &ScriptWord::word);
  return row == nullptr ? std::string_view{} : row->wants;
}

}  // namespace envc
