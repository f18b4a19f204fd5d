// Versions and version specs of conda packages, by conda's own rules.
#pragma once

#include <compare>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace envc {

/// Numbers and words between `.`, `_` or `-`, with an epoch before `!` and a local part after `+`: `1!2.0post1+a`,
/// `1.1.1k`, `2024a`.
bool is_conda_version(std::string_view text);

/// Component by component, each a row of numbers and words; what is missing counts as 0, a word is less than a number,
/// `dev` less than every word, `post` greater than every number. `1.1` equals `1.1.0`, `1.1a1` comes before `1.1`,
/// `1.1post1` after it. Letters' case does not count.
std::strong_ordering compare_conda(std::string_view a, std::string_view b);

/// `1.2.3`, `1.2` and `1.2a` are within `1.2`; `1.20` is not. A word at the prefix's end matches words that begin with
/// it.
bool conda_within(std::string_view version, std::string_view prefix);

/// Text with `*` for any text, or a regular expression between `^` and `$`.
class TextPattern {
 public:
  TextPattern() = default;
  /// What cannot be read as a regular expression matches nothing.
  explicit TextPattern(std::string_view text);
  [[nodiscard]] bool matches(std::string_view) const;

 private:
  struct Expression;
  std::string text_;
  std::shared_ptr<const Expression> expression_;  ///< compiled; nullptr: `text_` with `*`
};

/// The longest first, as they must be tried; the last is of a bare version.
inline constexpr std::string_view conda_operators[] = {"==", ">=", "<=", "!=", "~=", "=", ">", "<", ""};

/// A version spec: one comparison, or several that hold all or of which one holds.
struct CondaSpec {
  enum class Op : unsigned char {
    any,
    equal,
    prefix,
    not_equal,
    not_prefix,
    less,
    less_equal,
    greater,
    greater_equal,
    compatible,
    pattern,
    all_of,
    one_of,
  };
  Op op = Op::any;
  std::string version{};
  TextPattern pattern{};
  std::vector<CondaSpec> inner{};  ///< of `all_of` and `one_of`

  /// One comparison. `op` is one of `conda_operators`, `version` what follows it, perhaps with `*`. nullopt: conda has
  /// no such one.
  static std::optional<CondaSpec> read(std::string_view op, std::string_view version);

  /// False for what is no version.
  [[nodiscard]] bool admits(std::string_view version) const;
  /// The same of what is known to be a version.
  [[nodiscard]] bool holds(std::string_view version) const;
};

}  // namespace envc
