#include "version/requirement.hpp"

#include "text/ascii.hpp"
#include "text/nearest.hpp"
#include "version/marker.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>

namespace envc {
namespace {

bool in_name(char c) {
  return is_alnum(c) || c == '-' || c == '_' || c == '.';
}

bool is_name(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), in_name) && is_alnum(text.front()) &&
         is_alnum(text.back());
}

class Reader {
 public:
  explicit Reader(std::string_view text) : text_(text) {}

  ReadWord<Requirement> requirement() {
    if (!name() || !extras()) return fault_;
    result_.head = trimmed(text_.substr(0, at_));
    if (!tail()) return fault_;
    return result_;
  }

  ReadWord<SpecifierSet> versions() {
    blanks();
    if (!done() && !specifiers()) return fault_;
    blanks();
    if (!done()) {
      miss(text_.size(), "expected `,` and another version");
      return fault_;
    }
    return std::move(result_.versions);
  }

 private:
  bool name() {
    blanks();
    const std::size_t start = at_;
    while (!done() && in_name(text_[at_])) ++at_;
    const std::string_view name = text_.substr(start, at_ - start);
    if (!is_name(name)) {
      at_ = start;
      return miss(std::max(start + name.size(), start + 1), "a package's name begins and ends with a letter or digit");
    }
    result_.name = name;
    return true;
  }

  bool extras() {
    blanks();
    if (!take('[')) return true;
    const std::size_t close = text_.find(']', at_);
    if (close == std::string_view::npos) return miss(text_.size(), "`[` is not closed by `]`");
    std::set<std::string> names;
    while (at_ < close) {
      const std::size_t end = std::min(text_.find(',', at_), close);
      const std::string_view extra = trimmed(text_.substr(at_, end - at_));
      if (!is_name(extra)) return miss(end, "expected the name of an extra");
      names.insert(canonical_pip_name(extra));
      if (end == close) break;
      at_ = end + 1;
      if (at_ == close) return miss(close, "expected the name of an extra");
    }
    at_ = close + 1;
    result_.extras = fmt::format("{}", fmt::join(names, ","));
    return true;
  }

  bool tail() {
    blanks();
    if (done()) return true;
    if (text_[at_] == '@') return url();
    if (text_[at_] != ';' && !specifiers()) return false;
    blanks();
    if (done()) return true;
    if (text_[at_] != ';') return miss(text_.size(), "expected `,` and another version, or `;` and a marker");
    return marker();
  }

  bool url() {
    ++at_;
    blanks();
    const std::size_t end = std::min(text_.find_first_of(" \t", at_), text_.size());
    const std::string_view url = text_.substr(at_, end - at_);
    if (url.find("://") == std::string_view::npos) return miss(std::max(end, at_), "`@` needs an address after it");
    result_.url = url;
    at_ = end;
    blanks();
    if (done()) return true;
    if (text_[at_] != ';') return miss(text_.size(), "expected ` ;` and a marker, or the end");
    return marker();
  }

  bool marker() {
    const std::size_t begin = ++at_;
    ReadWord<std::string> read = read_marker(text_.substr(begin));
    if (auto* fault = std::get_if<WordFault>(&read)) {
      fault_ = {fault->begin + begin, fault->end + begin, std::move(fault->message), std::move(fault->help)};
      return false;
    }
    result_.marker = trimmed(std::get<std::string>(read));
    at_ = text_.size();
    return true;
  }

  bool specifiers() {
    const bool bracket = take('(');
    blanks();
    const std::size_t start = at_;
    if (!bracket || done() || text_[at_] != ')') {
      do {
        if (!specifier()) return false;
        blanks();
      } while (take(',') && !at_end_of_list());
    }
    result_.specifiers = trimmed(text_.substr(start, at_ - start));
    return !bracket || take(')') || miss(text_.size(), "expected `)`");
  }

  /// Behind a comma: `>=1,` is read, too.
  bool at_end_of_list() {
    blanks();
    return done() || text_[at_] == ')' || text_[at_] == ';';
  }

  bool specifier() {
    blanks();
    const auto* const op = std::find_if(std::begin(pip_operators), std::end(pip_operators),
                                        [&](std::string_view o) { return text_.substr(at_, o.size()) == o; });
    if (op == std::end(pip_operators)) return no_operator();
    const std::size_t op_at = at_;
    at_ += op->size();
    blanks();
    const std::size_t end = std::min(text_.find_first_of(" \t,;)", at_), text_.size());
    const std::string_view version = text_.substr(at_, end - at_);
    if (version.empty()) {
      at_ = op_at;
      return miss(op_at + op->size(), "expected a version after it");
    }
    auto specifier = Specifier::read(*op, version);
    if (!specifier) return no_version(*op, end);
    result_.versions.all.push_back(std::move(*specifier));
    at_ = end;
    return true;
  }

  bool no_operator() {
    const std::string_view rest = text_.substr(at_);
    const std::string before(text_.substr(0, at_));
    if (rest.starts_with("=>") || rest.starts_with("=<")) {
      return miss(at_ + 2, fmt::format("expected `{}=`", rest[1]),
                  fmt::format("{}{}={}", before, rest[1], rest.substr(2)));
    }
    if (rest.starts_with("=")) {
      // conda's form: one `=`, and perhaps a build after another
      const std::string_view version = rest.substr(1, rest.find('=', 1) - 1);
      return miss(at_ + 1, "pip compares with `==`", version.empty() ? "" : fmt::format("{}=={}", before, version));
    }
    if (rest.starts_with(",")) {
      return miss(at_ + 1, "packages are separated by blanks", without_commas(text_));
    }
    return miss(text_.size(), "expected a version such as `==1.0`, extras in brackets, or a marker after `;`");
  }

  bool no_version(std::string_view op, std::size_t end) {
    const std::string_view version = text_.substr(at_, end - at_);
    if (is_pep440_version(version)) {
      if (version.find('+') != std::string_view::npos) return miss(end, fmt::format("`{}` takes no local version", op));
      return miss(end, "`~=` needs a version of two numbers or more");
    }
    if (version.find('*') != std::string_view::npos) {
      return miss(end, "`*` stands only at the end, as in `==1.2.*`, with `==` and `!=`");
    }
    if (version.find(';') == std::string_view::npos && version.find_first_of("<>=!~") != std::string_view::npos) {
      return miss(end, "versions are separated by `,`");
    }
    return miss(end, fmt::format("expected a version after `{}`", op));
  }

  void blanks() {
    while (!done() && is_blank(text_[at_])) ++at_;
  }
  bool take(char c) {
    if (done() || text_[at_] != c) return false;
    ++at_;
    return true;
  }
  [[nodiscard]] bool done() const { return at_ >= text_.size(); }
  bool miss(std::size_t end, std::string_view expected, std::string help = {}) {
    const std::size_t to = std::min(std::max(end, at_ + 1), text_.size());
    const std::size_t from = std::min(at_, to);
    fault_ = {
        from, to,
        fmt::format("{}: {}", from == to ? "the requirement ends" : quoted(text_.substr(from, to - from)), expected),
        std::move(help)};
    return false;
  }

  std::string_view text_;
  std::size_t at_ = 0;
  Requirement result_;
  WordFault fault_;
};

}  // namespace

ReadWord<Requirement> read_requirement(std::string_view text) {
  return Reader(text).requirement();
}

ReadWord<SpecifierSet> read_specifiers(std::string_view text) {
  return Reader(text).versions();
}

std::string canonical_pip_name(std::string_view name) {
  std::string result;
  bool separator = false;
  for (const char c : lower(name)) {
    if (c == '-' || c == '_' || c == '.') {
      separator = true;
      continue;
    }
    if (separator && !result.empty()) result += '-';
    separator = false;
    result += c;
  }
  return result;
}

}  // namespace envc
