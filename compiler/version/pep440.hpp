// Versions and version specifiers of Python packages, by PEP 440.
#pragma once

#include <compare>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace envc {

/// A version made ready for comparison: one key whose bytes sort as PEP 440 orders versions.
class Pep440Version {
 public:
  /// `1.0`, `1!2.0rc1.post2.dev3+cu118` and all other spellings of PEP 440; nullopt: none. A number may have up to 100
  /// digits.
  static std::optional<Pep440Version> read(std::string_view text);

  [[nodiscard]] bool is_prerelease() const { return prerelease_; }  ///< dev releases, too
  [[nodiscard]] bool is_postrelease() const { return postrelease_; }
  [[nodiscard]] bool has_local() const { return public_end_ != key_.size(); }
  /// Epoch and release numbers, trailing zeros aside: what `1.0rc1`, `1.0.0.post1` and `1.0+cpu` have in common.
  [[nodiscard]] std::string_view release() const { return std::string_view(key_).substr(0, release_end_); }
  /// Without the local part.
  [[nodiscard]] std::string_view public_part() const { return std::string_view(key_).substr(0, public_end_); }

  friend std::strong_ordering operator<=>(const Pep440Version& a, const Pep440Version& b) { return a.key_ <=> b.key_; }
  friend bool operator==(const Pep440Version& a, const Pep440Version& b) { return a.key_ == b.key_; }

 private:
  std::string key_;
  std::size_t release_end_ = 0;
  std::size_t public_end_ = 0;
  bool prerelease_ = false;
  bool postrelease_ = false;
};

/// A version of PEP 440, `1.0.dev1+cu118` and the like.
bool is_pep440_version(std::string_view text);

/// The one spelling that PEP 440 prefers: `1.0rc1.post2` of `v1.0-RC.1-2`. `text` must be a version.
std::string normal_pep440(std::string_view text);

enum class Prereleases : unsigned char {
  if_named,  ///< only where a specifier names one itself
  all,
};

/// One comparison: `>=1.2`, `==1.2.*`.
class Specifier {
 public:
  enum class Op : unsigned char {
    equal,
    prefix,
    not_equal,
    not_prefix,
    less,
    less_equal,
    greater,
    greater_equal,
    compatible,
    same_text,
  };

  /// `op` is one of `pip_operators`, `version` what follows it without blanks. nullopt: they do not go together, or it
  /// is no version.
  static std::optional<Specifier> read(std::string_view op, std::string_view version);

  /// Whether it holds for the version, which was read from `text`. Prereleases are not treated apart here.
  [[nodiscard]] bool holds(const Pep440Version&, std::string_view text) const;
  /// It names a prerelease that it admits, and so asks for prereleases.
  [[nodiscard]] bool names_prerelease() const { return names_prerelease_; }
  [[nodiscard]] Op op() const { return op_; }
  [[nodiscard]] const std::string& text() const { return text_; }  ///< the version, without `.*`

 private:
  Op op_{};
  std::string text_;
  Pep440Version version_;  ///< unset if `same_text` compares with what is no version
  std::string prefix_;     ///< of `prefix`, `not_prefix` and `compatible`: key of the leading numbers …
  std::size_t zeros_ = 0;  ///< … and how many zeros follow them
  bool names_prerelease_ = false;

  [[nodiscard]] bool within_prefix(const Pep440Version&) const;
};

/// The longest first, as they must be tried.
inline constexpr std::string_view pip_operators[] = {"===", "==", "~=", "!=", "<=", ">=", "<", ">"};

/// Specifiers that must hold together: `>=1.2,<2`. None of them: every version but prereleases.
struct SpecifierSet {
  std::vector<Specifier> all;

  [[nodiscard]] bool admits(const Pep440Version&, std::string_view text, Prereleases = Prereleases::if_named) const;
  /// False for what is no version.
  [[nodiscard]] bool admits(std::string_view version, Prereleases = Prereleases::if_named) const;
};

}  // namespace envc
