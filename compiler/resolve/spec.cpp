#include "resolve/spec.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace envc {
namespace {

constexpr std::string_view blanks = " \t";

std::string_view trimmed(std::string_view text) {
  const auto begin = text.find_first_not_of(blanks);
  if (begin == std::string_view::npos) return {};
  return text.substr(begin, text.find_last_not_of(blanks) - begin + 1);
}

/// A spec cut where its version part begins and ends.
struct Parts {
  std::string_view head;     ///< name, extras, channel
  std::string_view version;  ///< with its operators
  std::string_view tail;     ///< pip's marker, with its `;`
};

Parts parts(Manager manager, std::string_view spec) {
  Parts cut;
  if (manager == Manager::pip) {
    const auto marker = std::min(spec.find(';'), spec.size());
    cut.tail = spec.substr(marker);
    spec = spec.substr(0, marker);
  }
  std::size_t from = 0;  // operators are looked for behind what may hold some itself: extras, a channel
  if (manager == Manager::pip) {
    if (const auto close = spec.find(']'); close != std::string_view::npos) from = close + 1;
  } else if (const auto channel = spec.rfind("::"); channel != std::string_view::npos) {
    from = channel + 2;
  }
  from = std::min(spec.find_first_not_of(blanks, from), spec.size());
  const auto begin = std::min(spec.find_first_of("<>=!~([ \t", from), spec.size());
  cut.head = trimmed(spec.substr(0, begin));
  cut.version = trimmed(spec.substr(begin));
  return cut;
}

/// Cuts the build off conda's `=1.2=py*` and `1.2.* py*`.
std::string_view take_build(std::string_view& version) {
  const auto body = std::min(version.find_first_not_of('='), version.size());
  for (std::size_t i = body; i < version.size(); ++i) {
    const bool blank = blanks.find(version[i]) != std::string_view::npos;
    const bool before_version = std::string_view("<>=!~,|").find(version[i > 0 ? i - 1 : 0]) != std::string_view::npos;
    const bool equals = version[i] == '=' && !before_version && version.substr(i + 1, 1) != "=";
    if ((!blank && !equals) || (blank && before_version)) continue;
    const std::string_view build = trimmed(version.substr(i + 1));
    if (blank && build.find_first_of("<>=!~,|") != std::string_view::npos) continue;
    version = trimmed(version.substr(0, i));
    return build;
  }
  return {};
}

}  // namespace

Spec read_spec(Manager manager, std::string_view spec) {
  Spec read;
  if (manager == Manager::apt) return read;
  if (manager == Manager::pip && spec.find("://") != std::string_view::npos) {
    read.address = true;
    return read;
  }
  std::string_view version = parts(manager, spec).version;
  if (manager == Manager::pip) {
    if (version.starts_with('(') && version.ends_with(')')) version = version.substr(1, version.size() - 2);
    read.range = VersionRange::of_pip(version);
    return read;
  }
  if (version.starts_with('[')) return read;
  read.build = take_build(version);
  read.range = VersionRange::of_conda(version);
  return read;
}

std::string with_version(Manager manager, std::string_view spec, std::string_view version, std::string_view build) {
  const Parts cut = parts(manager, spec);
  if (manager == Manager::pip) {
    return fmt::format("{}=={}{}{}", cut.head, version, cut.tail.empty() ? "" : " ", cut.tail);
  }
  return fmt::format("{}={}{}{}", cut.head, version, build.empty() ? "" : "=", build);
}

}  // namespace envc
