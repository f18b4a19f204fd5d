#include "statement/matchspec.hpp"

#include "text/ascii.hpp"
#include "statement/forms.hpp"
#include "text/nearest.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <set>

namespace envc {
namespace {

constexpr std::array<std::string_view, 9> operators{"==", ">=", "<=", "!=", "~=", "=", ">", "<", ""};
constexpr std::array<std::string_view, 13> bracket_keys{"version",  "build",   "build_number",  "channel", "subdir",
                                                        "name",     "fn",      "url",           "md5",     "sha256",
                                                        "features", "license", "track_features"};
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
    return result_;
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
    if (key == "version") {
      end_ = value_end;
      if (!constraint(0)) return false;
      if (at_ != end_) return miss(at_, end_, "expected `,` or `|` and another version");
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
    result_.channel = text_.substr(0, colons);
    at_ = colons + 2;
    return is_channel(result_.channel) || miss(0, colons, "expected a channel before `::`");
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
    if (!constraint(0)) return false;
    const bool build_follows = at_ < end_ && (text_[at_] == '=' || blanks());
    if (at_ == end_) return true;
    if (!build_follows) return miss(at_, end_, "expected `,` or `|` and another version, or `=` and a build");
    if (text_[at_] == '=') ++at_;
    const std::string_view build = text_.substr(at_, end_ - at_);
    if (build.empty()) return miss(at_ - 1, at_, "expected a build after it");
    const auto odd = std::find_if_not(build.begin(), build.end(), in_build);
    if (odd == build.end()) return true;
    return miss(at_, end_, "expected a build such as `py312*`; versions are joined by `,` without blanks");
  }

  /// Versions joined by `,` (and) and `|` (or), brackets allowed.
  bool constraint(int depth) {
    do {
      blanks();
      if (at_ < end_ && text_[at_] == '(') {
        if (depth == deepest) return miss(at_, at_ + 1, "expected fewer brackets");
        ++at_;
        if (!constraint(depth + 1)) return false;
        if (at_ == end_ || text_[at_] != ')') return miss(at_, end_, "expected `)`");
        ++at_;
      } else if (!version()) {
        return false;
      }
    } while (at_ < end_ && (text_[at_] == ',' || text_[at_] == '|') && ++at_ != 0);
    return true;
  }

  bool version() {
    const std::size_t start = at_;
    for (const std::string_view op : operators) {
      if (text_.substr(at_, op.size()) == op) {
        at_ += op.size();
        break;
      }
    }
    if (at_ != start) blanks();
    const std::size_t version = at_;
    while (at_ < end_ && in_version(text_[at_])) ++at_;
    if (at_ != version) return true;
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
  WordFault fault_;
};

}  // namespace

ReadWord<MatchSpec> read_match_spec(std::string_view text) {
  return Reader(text).spec();
}

bool is_channel(std::string_view text) {
  if (text.starts_with("https://") || text.starts_with("http://")) {
    return text.size() > text.find("://") + 3 && text.find_first_of(" \t,|'\"") == std::string_view::npos;
  }
  return !text.empty() && is_alnum(text.front()) && text.back() != '/' &&
         std::all_of(text.begin(), text.end(), [](char c) { return in_name(c) || c == '/'; });
}

}  // namespace envc
