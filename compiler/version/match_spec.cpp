#include "version/match_spec.hpp"

#include "text/ascii.hpp"
#include "text/nearest.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

namespace envc {
namespace {

constexpr std::array<std::string_view, 13> bracket_keys{"version",  "build",   "build_number",  "channel", "subdir",
                                                        "name",     "fn",      "url",           "md5",     "sha256",
                                                        "features", "license", "track_features"};
constexpr std::array<std::string_view, 17> subdirs{
    "emscripten-wasm32", "linux-32",      "linux-64",    "linux-aarch64", "linux-armv6l", "linux-armv7l",
    "linux-ppc64le",     "linux-riscv64", "linux-s390x", "noarch",        "osx-64",       "osx-arm64",
    "wasi-wasm32",       "win-32",        "win-64",      "win-arm64",     "zos-z"};
// A constraint that nests deeper is none that somebody wrote; the limit keeps hostile text off the stack.
constexpr int deepest = 20;

bool in_name(char c) {
  return is_alnum(c) || c == '-' || c == '_' || c == '.';
}
bool in_version(char c) {
  return in_name(c) || c == '+' || c == '!' || c == '*';
}
bool in_build(char c) {
  return in_version(c) || std::string_view("^$()|[]\\").find(c) != std::string_view::npos;
}

class Reader {
 public:
  explicit Reader(std::string_view text) : text_(text), end_(text.size()) {}

  ReadWord<MatchSpec> spec() {
    if (!brackets() || !channel() || !name() || !rest()) return fault_;
    if (said_version_) result_.versions = std::move(*said_version_);
    if (!said_build_.empty()) result_.build = said_build_;
    return std::move(result_);
  }

  /// What follows a name, without a build.
  ReadWord<CondaSpec> versions() {
    if (!rest()) return fault_;
    if (!result_.build.empty()) {
      miss(0, end_, "expected a version without a build");
      return fault_;
    }
    return std::move(result_.versions);
  }

  ReadWord<CondaSpec> constraint_alone() {
    CondaSpec read;
    if (!constraint(read, 0)) return fault_;
    if (at_ != end_) {
      miss(at_, end_, "expected `,` or `|` and another version");
      return fault_;
    }
    return read;
  }

 private:
  /// `NAME[KEY=VALUE, …]`: looked at first, for the values may hold anything.
  bool brackets() {
    const std::size_t open = text_.find('[');
    if (open == std::string_view::npos) return true;
    if (!text_.ends_with(']')) return miss(open, text_.size(), "expected `]` at the end");
    at_ = open + 1;
    const std::size_t close = text_.size() - 1;
    while (at_ < close) {
      blanks();
      const std::size_t equals = std::min(text_.find_first_of("=,]", at_), close);
      const std::string_view key = trimmed(text_.substr(at_, equals - at_));
      if (text_[equals] != '=') {
        return miss(at_, equals, "conda packages have no extras; expected `KEY=VALUE`", "pip " + std::string(text_));
      }
      if (std::find(bracket_keys.begin(), bracket_keys.end(), key) == bracket_keys.end()) {
        return miss(at_, equals, "expected a key such as `version` or `build`");
      }
      at_ = equals + 1;
      if (!bracket_value(key, close)) return false;
    }
    end_ = open;
    at_ = 0;
    return true;
  }

  bool bracket_value(std::string_view key, std::size_t close) {
    std::size_t value_end = 0;
    std::size_t next = 0;
    if (text_[at_] == '\'' || text_[at_] == '"') {
      value_end = text_.find(text_[at_], at_ + 1);
      if (value_end >= close) return miss(at_, close, "the quote is not closed");
      ++at_;
      next = value_end + 1;
    } else {
      value_end = next = std::min(text_.find(',', at_), close);
    }
    const std::string_view value = text_.substr(at_, value_end - at_);
    if (key == "version") {
      end_ = value_end;
      said_version_.emplace();
      if (!constraint(*said_version_, 0)) return false;
      if (at_ != end_) return miss(at_, end_, "expected `,` or `|` and another version");
    } else if (key == "build") {
      said_build_ = value;
    } else if (key == "channel") {
      set_channel(value);
    } else if (key == "subdir") {
      result_.subdir = value;
    } else {
      result_.other += fmt::format("{}{}='{}'", result_.other.empty() ? "" : ",", key, value);
    }
    at_ = next;
    blanks();
    if (at_ < close && text_[at_] != ',') return miss(at_, close, "expected `,` or `]`");
    ++at_;
    return true;
  }

  bool channel() {
    const std::size_t colons = text_.substr(0, end_).rfind("::");
    if (colons == std::string_view::npos) return true;
    const std::string_view written = text_.substr(0, colons);
    at_ = colons + 2;
    // what brackets say wins
    if (result_.channel.empty()) set_channel(written);
    return is_channel(written) || miss(0, colons, "expected a channel before `::`");
  }

  void set_channel(std::string_view written) {
    const std::size_t slash = written.rfind('/');
    if (slash != std::string_view::npos &&
        std::find(subdirs.begin(), subdirs.end(), written.substr(slash + 1)) != subdirs.end()) {
      if (result_.subdir.empty()) result_.subdir = written.substr(slash + 1);
      written = written.substr(0, slash);
    }
    result_.channel = written;
  }

  bool name() {
    blanks();
    const std::size_t start = at_;
    while (at_ < end_ && in_name(text_[at_])) ++at_;
    const std::string_view name = text_.substr(start, at_ - start);
    if (name.empty() || !(is_alnum(name.front()) || name.front() == '_')) {
      return miss(start, at_, "a package's name begins with a letter, a digit or `_`");
    }
    result_.name = lower(name);
    return true;
  }

  /// `=1.2=py*`, `>=1,<2`, ` 1.2.* py*`
  bool rest() {
    blanks();
    if (at_ == end_) return true;
    if (text_[at_] == ',') {
      return miss(at_, at_ + 1, "packages are separated by blanks", without_commas(text_));
    }
    const std::string_view tail = text_.substr(at_, end_ - at_);
    if (tail.starts_with("=>") || tail.starts_with("=<")) {
      return miss(at_, at_ + 2, fmt::format("expected `{}=`", tail[1]),
                  fmt::format("{}{}={}", text_.substr(0, at_), tail[1], tail.substr(2)));
    }
    if (!constraint(result_.versions, 0)) return false;
    const bool build_follows = at_ < end_ && (text_[at_] == '=' || blanks());
    if (at_ == end_) return without_build();
    if (!build_follows) return miss(at_, end_, "expected `,` or `|` and another version, or `=` and a build");
    if (text_[at_] == '=') ++at_;
    const std::string_view build = text_.substr(at_, end_ - at_);
    if (build.empty()) return miss(at_ - 1, at_, "expected a build after it");
    const auto odd = std::find_if_not(build.begin(), build.end(), in_build);
    if (odd != build.end()) {
      return miss(at_, end_, "expected a build such as `py312*`; versions are joined by `,` without blanks");
    }
    result_.build = build;
    // with a build, `=1.2` is exactly 1.2
    if (only_op_ == "=") result_.versions = CondaSpec::read("", only_version_).value_or(std::move(result_.versions));
    return true;
  }

  /// A single `==1.2.*` is `1.2.*` then.
  bool without_build() {
    if (only_op_ == "==") result_.versions = CondaSpec::read("", only_version_).value_or(std::move(result_.versions));
    return true;
  }

  /// Versions joined by `,` (and) and `|` (or, which binds less), brackets allowed.
  bool constraint(CondaSpec& read, int depth) {
    CondaSpec any{.op = CondaSpec::Op::one_of};
    CondaSpec all{.op = CondaSpec::Op::all_of};
    for (bool more = true; more;) {
      CondaSpec& one = all.inner.emplace_back();
      blanks();
      if (at_ < end_ && text_[at_] == '(') {
        if (depth == deepest) return miss(at_, at_ + 1, "expected fewer brackets");
        ++at_;
        if (!constraint(one, depth + 1)) return false;
        if (at_ == end_ || text_[at_] != ')') return miss(at_, end_, "expected `)`");
        ++at_;
      } else if (!version(one)) {
        return false;
      }
      const std::size_t end = at_;
      blanks();
      more = at_ < end_ && (text_[at_] == ',' || text_[at_] == '|');
      const bool last_of_all = !more || text_[at_] == '|';
      if (more) {
        ++at_;
      } else if (at_ == end_ || text_[at_] != ')') {
        at_ = end;
      }
      if (last_of_all) any.inner.push_back(joined(std::exchange(all, {.op = CondaSpec::Op::all_of})));
    }
    read = joined(std::move(any));
    if (depth > 0 || !read.inner.empty()) only_op_ = {};
    return true;
  }

  static CondaSpec joined(CondaSpec several) {
    if (several.inner.size() > 1) return several;
    return std::move(several.inner.front());
  }

  bool version(CondaSpec& read) {
    const std::size_t start = at_;
    const auto* const op = std::find_if(std::begin(conda_operators), std::end(conda_operators),
                                        [&](std::string_view o) { return text_.substr(at_, o.size()) == o; });
    at_ += op->size();
    if (at_ != start) blanks();
    const std::size_t version = at_;
    if (at_ == start && at_ < end_ && text_[at_] == '^') {
      at_ = std::min(text_.find('$', at_), end_ - 1) + 1;
    } else {
      while (at_ < end_ && in_version(text_[at_])) ++at_;
    }
    if (at_ != version) {
      only_op_ = *op;
      only_version_ = text_.substr(version, at_ - version);
      auto term = CondaSpec::read(*op, only_version_);
      if (term) {
        read = std::move(*term);
        return true;
      }
      if (*op == "~=" && is_conda_version(only_version_)) {
        return miss(version, at_, "`~=` needs a version of two numbers or more");
      }
      if (only_version_.starts_with('^')) return miss(version, at_, "a regular expression ends with `$`");
      return miss(version, at_, "expected a version of numbers and letters between dots");
    }
    if (at_ < end_ && text_[at_] == '=')
      return miss(start, at_ + 1, "expected one of `=`, `==`, `>=`, `<=`, `!=`, `~=`, `>`, `<`");
    if (version == start) return miss(start, end_, "expected a version");
    at_ = version;
    return miss(start, version, "expected a version after it");
  }

  bool blanks() {
    const std::size_t start = at_;
    while (at_ < end_ && is_blank(text_[at_])) ++at_;
    return at_ != start;
  }
  bool miss(std::size_t from, std::size_t to, std::string_view expected, std::string help = {}) {
    to = std::min(std::max(to, from + 1), text_.size());
    from = std::min(from, to);
    fault_ = {from, to,
              fmt::format("{}: {}", from == to ? "the spec ends" : quoted(text_.substr(from, to - from)), expected),
              std::move(help)};
    return false;
  }

  std::string_view text_;
  std::size_t at_ = 0;
  std::size_t end_;
  MatchSpec result_;
  std::optional<CondaSpec> said_version_;  ///< in brackets, where it wins
  std::string_view said_build_;
  std::string_view only_op_;  ///< of the only comparison, if there is but one
  std::string_view only_version_;
  WordFault fault_;
};

/// A package by its address: `https://…/CHANNEL/SUBDIR/NAME-VERSION-BUILD.conda`
std::optional<MatchSpec> package_at(std::string_view address) {
  if (!address.starts_with("https://") && !address.starts_with("http://")) return std::nullopt;
  std::string_view file = address.substr(0, address.find_first_of("?#"));  // a checksum may follow
  file.remove_prefix(file.rfind('/') + 1);
  for (const std::string_view ending : {".conda", ".tar.bz2"}) {
    if (!file.ends_with(ending)) continue;
    file.remove_suffix(ending.size());
    const std::size_t build = file.rfind('-');
    if (build == std::string_view::npos || build == 0) return std::nullopt;
    const std::size_t version = file.rfind('-', build - 1);
    if (version == std::string_view::npos || version == 0) return std::nullopt;
    MatchSpec spec;
    spec.url = address;
    spec.name = lower(file.substr(0, version));
    spec.build = file.substr(build + 1);
    auto exact = CondaSpec::read("", file.substr(version + 1, build - version - 1));
    if (!exact) return std::nullopt;
    spec.versions = std::move(*exact);
    return spec;
  }
  return std::nullopt;
}

}  // namespace

bool MatchSpec::admits(std::string_view version, std::string_view candidate) const {
  return versions.admits(version) && (build.empty() || TextPattern(build).matches(candidate));
}

ReadWord<MatchSpec> read_match_spec(std::string_view text) {
  if (auto package = package_at(text)) return std::move(*package);
  return Reader(text).spec();
}

ReadWord<CondaSpec> read_conda_versions(std::string_view text) {
  return Reader(text).versions();
}

ReadWord<CondaSpec> read_conda_spec(std::string_view text) {
  return Reader(text).constraint_alone();
}

bool is_channel(std::string_view text) {
  if (text.starts_with("https://") || text.starts_with("http://")) {
    return text.size() > text.find("://") + 3 && text.find_first_of(" \t,|'\"") == std::string_view::npos;
  }
  return !text.empty() && is_alnum(text.front()) && text.back() != '/' &&
         std::all_of(text.begin(), text.end(), [](char c) { return in_name(c) || c == '/'; });
}

}  // namespace envc
