#include "version/pep440.hpp"

#include "text/ascii.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace envc {
namespace {

constexpr std::size_t most_digits = 100;

// Marks in a key. Numbers lie between `low` and `high`; a letter's mark lies between them, too, and stands only where
// no number can.
constexpr char low = 0x01;         ///< ends the release numbers, and sorts before all else
constexpr char word = 0x05;        ///< begins a word of a local part: before every number
constexpr unsigned zero = 0x10;    ///< 0 to 127 are one byte from here on
constexpr unsigned digits = 0x90;  ///< a longer number: this plus its count of digits, then the digits
constexpr char high = '\xff';      ///< sorts after all else

/// A version cut in its parts; all are parts of the text that was read.
struct Parts {
  std::string_view epoch;
  std::string_view release;  ///< `1.2.3`
  char pre = 0;              ///< a, b or c (for rc); 0: none
  std::string_view pre_number;
  bool post = false;
  std::string_view post_number;
  bool dev = false;
  std::string_view dev_number;
  std::string_view local;
};

bool separator(char c) {
  return c == '-' || c == '_' || c == '.';
}

/// Reads a version from the left; each function takes what it finds and says whether it found any.
class Reader {
 public:
  explicit Reader(std::string_view text) : text_(text) {}

  std::optional<Parts> version() {
    take("v");
    const std::size_t start = at_;
    if (number(parts_.epoch) && take("!")) {
      if (!number(parts_.release)) return std::nullopt;
    } else {
      at_ = start;
      parts_.epoch = {};
      if (!number(parts_.release)) return std::nullopt;
    }
    const std::size_t release = at_ - parts_.release.size();
    std::string_view ignored;
    while (at_ + 1 < text_.size() && text_[at_] == '.' && is_digit(text_[at_ + 1])) {
      ++at_;
      number(ignored);
    }
    parts_.release = text_.substr(release, at_ - release);
    constexpr std::string_view pre_labels[] = {"alpha", "beta", "preview", "pre", "rc", "a", "b", "c"};
    constexpr char pre_letters[] = {'a', 'b', 'c', 'c', 'c', 'a', 'b', 'c'};
    if (const auto label = labelled(pre_labels, parts_.pre_number)) parts_.pre = pre_letters[*label];
    if (at_ + 1 < text_.size() && text_[at_] == '-' && is_digit(text_[at_ + 1])) {
      ++at_;
      parts_.post = number(parts_.post_number);
    } else {
      constexpr std::string_view labels[] = {"post", "rev", "r"};
      parts_.post = labelled(labels, parts_.post_number).has_value();
    }
    constexpr std::string_view dev_label[] = {"dev"};
    parts_.dev = labelled(dev_label, parts_.dev_number).has_value();
    if (take("+") && !local()) return std::nullopt;
    if (at_ != text_.size() || too_long_) return std::nullopt;
    return parts_;
  }

 private:
  bool take(std::string_view label) {
    const std::string_view here = text_.substr(at_, label.size());
    const bool equal =
        std::equal(here.begin(), here.end(), label.begin(), label.end(), [](char c, char l) { return lower(c) == l; });
    if (equal) at_ += label.size();
    return equal;
  }
  bool number(std::string_view& taken) {
    const std::size_t start = at_;
    while (at_ < text_.size() && is_digit(text_[at_])) ++at_;
    taken = text_.substr(start, at_ - start);
    too_long_ |= taken.size() > most_digits;
    return !taken.empty();
  }
  /// `.rc1`, `-rc-1`, `rc`: which label it is.
  template<std::size_t N>
  std::optional<std::size_t> labelled(const std::string_view (&labels)[N], std::string_view& taken) {
    const std::size_t start = at_;
    if (at_ < text_.size() && separator(text_[at_])) ++at_;
    for (std::size_t label = 0; label < N; ++label) {
      if (!take(labels[label])) continue;
      if (at_ < text_.size() && separator(text_[at_])) ++at_;
      number(taken);
      return label;
    }
    at_ = start;
    return std::nullopt;
  }
  bool local() {
    const std::size_t begin = at_;
    do {
      const std::size_t start = at_;
      while (at_ < text_.size() && is_alnum(text_[at_])) ++at_;
      if (at_ == start) return false;
      too_long_ |= at_ - start > most_digits;
    } while (at_ < text_.size() && separator(text_[at_]) && ++at_ != 0);
    parts_.local = text_.substr(begin, at_ - begin);
    return true;
  }

  std::string_view text_;
  std::size_t at_ = 0;
  Parts parts_;
  bool too_long_ = false;
};

std::string_view without_zeros(std::string_view number) {
  return number.substr(std::min(number.find_first_not_of('0'), number.size()));
}

void add_number(std::string& key, std::string_view number) {
  number = without_zeros(number);
  unsigned value = 0;
  if (number.size() <= 3) {
    for (const char c : number) value = value * 10 + static_cast<unsigned>(c - '0');
    if (value < digits - zero) {
      key += static_cast<char>(zero + value);
      return;
    }
  }
  key += static_cast<char>(digits + number.size());
  key += number;
}

std::string_view take_until(std::string_view& text, std::string_view separators) {
  const std::size_t end = std::min(text.find_first_of(separators), text.size());
  const std::string_view taken = text.substr(0, end);
  text.remove_prefix(std::min(end + 1, text.size()));
  return taken;
}

/// Epoch and the release's first `count` numbers; how many zeros at their end were left out.
std::size_t add_release(std::string& key, const Parts& parts, std::size_t count) {
  add_number(key, parts.epoch);
  std::size_t zeros = 0;
  for (std::string_view rest = parts.release; !rest.empty() && count > 0; --count) {
    const std::string_view number = take_until(rest, ".");
    if (without_zeros(number).empty()) {
      ++zeros;
      continue;
    }
    for (; zeros > 0; --zeros) key += static_cast<char>(zero);
    add_number(key, number);
  }
  return zeros;
}

std::size_t count_numbers(std::string_view release) {
  return static_cast<std::size_t>(std::count(release.begin(), release.end(), '.')) + 1;
}

bool is_number(std::string_view text) {
  return std::all_of(text.begin(), text.end(), is_digit);
}

}  // namespace

std::optional<Pep440Version> Pep440Version::read(std::string_view text) {
  const auto parts = Reader(text).version();
  if (!parts) return std::nullopt;
  Pep440Version version;
  std::string& key = version.key_;
  add_release(key, *parts, std::string_view::npos);
  key += low;
  version.release_end_ = key.size();
  // A dev release of no prerelease and no post-release comes before all prereleases; without any of them, after all.
  if (parts->pre != 0) {
    key += parts->pre;
    add_number(key, parts->pre_number);
  } else {
    key += parts->dev && !parts->post ? low : high;
  }
  if (parts->post) {
    add_number(key, parts->post_number);
  } else {
    key += low;
  }
  if (parts->dev) {
    add_number(key, parts->dev_number);
  } else {
    key += high;
  }
  version.public_end_ = key.size();
  for (std::string_view rest = parts->local; !rest.empty();) {
    const std::string_view segment = take_until(rest, "-_.");
    if (is_number(segment)) {
      add_number(key, segment);
      continue;
    }
    key += word;
    key += lower(segment);
    key += low;
  }
  version.prerelease_ = parts->pre != 0 || parts->dev;
  version.postrelease_ = parts->post;
  return version;
}

bool is_pep440_version(std::string_view text) {
  return Reader(text).version().has_value();
}

std::string normal_pep440(std::string_view text) {
  const auto parts = Reader(text).version();
  if (!parts) return std::string(text);
  const auto number = [](std::string_view digits_of) {
    const std::string_view shown = without_zeros(digits_of);
    return shown.empty() ? std::string_view("0") : shown;
  };
  std::string normal;
  if (!without_zeros(parts->epoch).empty()) normal = fmt::format("{}!", number(parts->epoch));
  for (std::string_view rest = parts->release; !rest.empty();) {
    normal += number(take_until(rest, "."));
    if (!rest.empty()) normal += '.';
  }
  if (parts->pre != 0) {
    normal += parts->pre == 'c' ? "rc" : std::string(1, parts->pre);
    normal += number(parts->pre_number);
  }
  if (parts->post) normal += fmt::format(".post{}", number(parts->post_number));
  if (parts->dev) normal += fmt::format(".dev{}", number(parts->dev_number));
  char before = '+';
  for (std::string_view rest = parts->local; !rest.empty(); before = '.') {
    const std::string_view segment = take_until(rest, "-_.");
    normal += before;
    if (is_number(segment)) {
      normal += number(segment);
    } else {
      normal += lower(segment);
    }
  }
  return normal;
}

std::optional<Specifier> Specifier::read(std::string_view op, std::string_view version) {
  Specifier result;
  if (op == "===") {
    if (version.empty()) return std::nullopt;
    result.op_ = Op::same_text;
    result.text_ = lower(version);
    if (const auto read = Pep440Version::read(version)) result.names_prerelease_ = read->is_prerelease();
    return result;
  }
  const bool equality = op == "==" || op == "!=";
  const bool prefix = equality && version.ends_with(".*");
  if (prefix) version.remove_suffix(2);
  const auto parts = Reader(version).version();
  if (!parts) return std::nullopt;
  if (!parts->local.empty() && (!equality || prefix)) return std::nullopt;
  result.version_ = *Pep440Version::read(version);
  result.text_ = version;
  const std::size_t numbers = count_numbers(parts->release);
  if (prefix) {
    if (parts->pre != 0 || parts->post || parts->dev) return std::nullopt;
    result.op_ = op == "==" ? Op::prefix : Op::not_prefix;
    result.zeros_ = add_release(result.prefix_, *parts, numbers);
  } else if (op == "~=") {
    if (numbers < 2) return std::nullopt;
    result.op_ = Op::compatible;
    result.zeros_ = add_release(result.prefix_, *parts, numbers - 1);
  } else {
    result.op_ = op == "=="   ? Op::equal
                 : op == "!=" ? Op::not_equal
                 : op == "<=" ? Op::less_equal
                 : op == ">=" ? Op::greater_equal
                 : op == "<"  ? Op::less
                              : Op::greater;
  }
  const bool excludes = op == "!=" || op == "<" || op == ">";
  result.names_prerelease_ = !excludes && result.version_.is_prerelease();
  return result;
}

bool Specifier::within_prefix(const Pep440Version& version) const {
  std::string_view release = version.release();
  if (!release.starts_with(prefix_)) return false;
  release.remove_prefix(prefix_.size());
  for (std::size_t i = 0; i < zeros_; ++i) {
    if (release[i] == low) return true;  // shorter than the prefix, and so zero from here on
    if (release[i] != static_cast<char>(zero)) return false;
  }
  return true;
}

bool Specifier::holds(const Pep440Version& version, std::string_view text) const {
  const std::string_view against = version.public_part();
  const std::string_view own = version_.public_part();
  switch (op_) {
    case Op::equal:
    case Op::not_equal:
      return (version_.has_local() ? version == version_ : against == own) == (op_ == Op::equal);
    case Op::prefix:
      return within_prefix(version);
    case Op::not_prefix:
      return !within_prefix(version);
    case Op::less_equal:
      return against <= own;
    case Op::greater_equal:
      return against >= own;
    case Op::less:  // not the version's own prereleases, unless it is one itself
      return version < version_ &&
             (version_.is_prerelease() || !version.is_prerelease() || version.release() != version_.release());
    case Op::greater:  // not its own post-releases, unless it is one itself, nor its own local versions
      return version > version_ &&
             ((!version.has_local() && (version_.is_postrelease() || !version.is_postrelease())) ||
              version.release() != version_.release());
    case Op::compatible:
      return against >= own && within_prefix(version);
    case Op::same_text:
      return normal_pep440(text) == text_;
  }
  return false;
}

bool SpecifierSet::admits(const Pep440Version& version, std::string_view text, Prereleases prereleases) const {
  if (version.is_prerelease() && prereleases == Prereleases::if_named &&
      std::none_of(all.begin(), all.end(), [](const Specifier& s) { return s.names_prerelease(); })) {
    return false;
  }
  return std::all_of(all.begin(), all.end(), [&](const Specifier& s) { return s.holds(version, text); });
}

bool SpecifierSet::admits(std::string_view version, Prereleases prereleases) const {
  const auto read = Pep440Version::read(version);
  return read && admits(*read, version, prereleases);
}

}  // namespace envc
