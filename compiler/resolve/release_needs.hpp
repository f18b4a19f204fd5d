// What releases of the catalogue need, read when it is first asked for: most are never looked at.
#pragma once

#include "resolve/choosing.hpp"
#include "version/version.hpp"

#include <optional>
#include <string_view>
#include <vector>

namespace envc {

/// Whether the release needs the subject in some version.
bool needs(const Release&, std::string_view subject);

/// The versions that are enough; nullopt: not understood.
std::optional<VersionRange> range_of(const Need&);

/// Of the releases of one package, by their place in the list. Nothing is known of one without a row.
class ReleaseNeeds {
 public:
  explicit ReleaseNeeds(const std::vector<PossibleRelease>&);

  /// nullptr: it has none, or there is no such place.
  [[nodiscard]] const Release* row(std::size_t release) const {
    return release < rows_.size() ? rows_[release] : nullptr;
  }
  /// Whether everything that is needed of the subject admits the version. What is not known does not bind.
  bool admit(std::size_t release, std::string_view subject, std::string_view version);
  bool ask_for(std::size_t release, std::string_view subject);

 private:
  struct One {
    std::string_view subject;
    VersionRange range;
  };
  const std::vector<One>& of(std::size_t release);

  std::vector<const Release*> rows_;
  std::vector<std::optional<std::vector<One>>> read_;
};

}  // namespace envc
