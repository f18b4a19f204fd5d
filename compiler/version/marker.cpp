#include "version/marker.hpp"

#include "text/ascii.hpp"
#include "text/nearest.hpp"
#include "version/pep440.hpp"
#include "version/requirement.hpp"
#include "version/version.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <optional>

namespace envc {
namespace {

constexpr std::array<std::string_view, 12> variables{
    "extra",           "implementation_name", "implementation_version",
    "os_name",         "platform_machine",    "platform_release",
    "platform_system", "platform_version",    "python_full_version",
    "python_version",  "sys_platform",        "platform_python_implementation"};
// Older spellings that installers still read.
constexpr std::array<std::string_view, 6> old_variables{"os.name",
                                                        "sys.platform",
                                                        "platform.version",
                                                        "platform.machine",
                                                        "platform.python_implementation",
                                                        "python_implementation"};
// A marker that nests deeper is no marker somebody wrote; the limit keeps hostile text off the stack.
constexpr int deepest = 50;

// Three values: what is not known stays so unless the other side decides.
std::optional<bool> both(std::optional<bool> a, std::optional<bool> b) {
  if (a == false || b == false) return false;
  return a && b ? std::optional(true) : std::nullopt;
}
std::optional<bool> either_of(std::optional<bool> a, std::optional<bool> b) {
  if (a == true || b == true) return true;
  return a && b ? std::optional(false) : std::nullopt;
}

struct Operand {
  std::string_view name;  ///< of a variable
  std::optional<std::string> value;
};

std::optional<std::string> value_of(std::string_view name, const MarkerEnvironment& environment) {
  if (name == "extra") return canonical_pip_name(environment.extra);
  const std::string* const value =
      name == "python_version"                                            ? &environment.python_version
      : name == "os_name" || name == "os.name"                            ? &environment.os_name
      : name == "sys_platform" || name == "sys.platform"                  ? &environment.sys_platform
      : name == "implementation_name"                                     ? &environment.implementation_name
      : name == "platform_system"                                         ? &environment.platform_system
      : name == "platform_release"                                        ? &environment.platform_release
      : name == "platform_version" || name == "platform.version"          ? &environment.platform_version
      : name == "platform_machine" || name == "platform.machine"          ? &environment.platform_machine
      : name == "python_full_version" || name == "implementation_version" ? &environment.python_full_version
                                                                          : &environment.platform_python_implementation;
  return value->empty() ? std::nullopt : std::optional(*value);
}

/// As versions where the right side is one, else as texts.
std::optional<bool> compare(const std::string& left, std::string_view op, const std::string& right) {
  if (op == "in" || op == "not in") return (right.find(left) != std::string::npos) == (op == "in");
  if (const auto specifier = Specifier::read(op, right)) {
    const auto version = Pep440Version::read(left);
    return version ? std::optional(specifier->holds(*version, left)) : std::nullopt;
  }
  if (op == "==") return left == right;
  if (op == "!=") return left != right;
  if (op == "<") return left < right;
  if (op == "<=") return left <= right;
  if (op == ">") return left > right;
  if (op == ">=") return left >= right;
  return std::nullopt;
}

/// Reads a marker and finds its value as it goes.
class Reader {
 public:
  Reader(std::string_view text, const MarkerEnvironment& environment) : text_(text), environment_(environment) {}

  ReadWord<std::string> marker() {
    if (!either(0)) return fault_;
    blanks();
    if (at_ != text_.size()) {
      miss(word_end(), "expected `and`, `or` or the end of the marker");
      return fault_;
    }
    return std::string(text_);
  }
  /// Of the marker that was read.
  [[nodiscard]] std::optional<bool> value() const { return value_; }

 private:
  // Each leaves in `value_` whether what it read holds.
  bool either(int depth) {
    std::optional<bool> any = false;
    do {
      std::optional<bool> all = true;
      do {
        if (!comparison(depth)) return false;
        all = both(all, value_);
      } while (keyword("and"));
      any = either_of(any, all);
    } while (keyword("or"));
    value_ = any;
    return true;
  }

  bool comparison(int depth) {
    blanks();
    if (at_ < text_.size() && text_[at_] == '(') {
      if (depth == deepest) return miss(at_ + 1, "expected fewer brackets");
      ++at_;
      if (!either(depth + 1)) return false;
      blanks();
      if (at_ == text_.size() || text_[at_] != ')') return miss(word_end(), "expected `)`");
      ++at_;
      return true;
    }
    Operand left;
    Operand right;
    std::string_view op;
    if (!operand(left) || !comparator(op) || !operand(right)) return false;
    if (left.name == "extra" && right.value) right.value = canonical_pip_name(*right.value);
    if (right.name == "extra" && left.value) left.value = canonical_pip_name(*left.value);
    if (left.value && right.value) {
      value_ = compare(*left.value, op, *right.value);
    } else {
      value_ = left.name == "python_full_version" && right.value ? of_any_full_version(op, *right.value) : std::nullopt;
    }
    return true;
  }

  /// Of `3.10` only: what holds for its first and for every later release, of a comparison that changes at most once.
  std::optional<bool> of_any_full_version(std::string_view op, const std::string& right) {
    if (environment_.python_version.empty() || (op.front() != '<' && op.front() != '>')) return {};
    const auto first = compare(environment_.python_version + ".0", op, right);
    return first == compare(environment_.python_version + ".999", op, right) ? first : std::nullopt;
  }

  bool operand(Operand& read) {
    blanks();
    if (at_ < text_.size() && (text_[at_] == '"' || text_[at_] == '\'')) {
      const std::size_t close = text_.find(text_[at_], at_ + 1);
      if (close == std::string_view::npos) return miss(text_.size(), "the quote is not closed");
      read.value = text_.substr(at_ + 1, close - at_ - 1);
      at_ = close + 1;
      return true;
    }
    const std::size_t end = word_end();
    const std::string_view word = text_.substr(at_, end - at_);
    const auto is = [&](std::string_view name) { return name == word; };
    if (std::any_of(variables.begin(), variables.end(), is) ||
        std::any_of(old_variables.begin(), old_variables.end(), is)) {
      at_ = end;
      read = {word, value_of(word, environment_)};
      return true;
    }
    if (const auto close = nearest(word, variables)) return miss(end, fmt::format("did you mean `{}`", *close));
    if (!word.empty() && is_digit(word.front())) {
      return miss(end, "a value stands in quotes inside the quotes of the whole requirement");
    }
    return miss(end, "expected a name such as `python_version`, or a text in quotes");
  }

  bool comparator(std::string_view& read) {
    blanks();
    for (const std::string_view op : pip_operators) {
      if (text_.substr(at_, op.size()) == op) {
        at_ += op.size();
        read = op;
        return true;
      }
    }
    if (keyword("in")) return read = "in", true;
    if (keyword("not") && keyword("in")) return read = "not in", true;
    return miss(word_end(), "expected a comparison such as `<` or `==`");
  }

  /// A whole word, blanks in front of it.
  bool keyword(std::string_view word) {
    const std::size_t start = at_;
    blanks();
    if (text_.substr(at_, word.size()) == word && word_end() == at_ + word.size()) {
      at_ += word.size();
      return true;
    }
    at_ = start;
    return false;
  }
  void blanks() {
    while (at_ < text_.size() && is_blank(text_[at_])) ++at_;
  }
  [[nodiscard]] std::size_t word_end() const {
    return std::min(text_.find_first_of(" \t()<>=!~'\"", at_), text_.size());
  }
  bool miss(std::size_t end, std::string expected) {
    const std::size_t to = std::max(end, std::min(at_ + 1, text_.size()));
    const std::string seen = at_ == text_.size() ? "the marker ends" : quoted(text_.substr(at_, to - at_));
    fault_ = {at_, to, fmt::format("{}: {}", seen, expected), {}};
    return false;
  }

  std::string_view text_;
  const MarkerEnvironment& environment_;
  std::size_t at_ = 0;
  std::optional<bool> value_;
  WordFault fault_;
};

}  // namespace

ReadWord<std::string> read_marker(std::string_view text) {
  const MarkerEnvironment unknown;
  return Reader(text, unknown).marker();
}

MarkerEnvironment on_linux(std::string_view python, std::string_view machine) {
  MarkerEnvironment environment;
  environment.python_version = leading(python, 2);
  if (numbers(python) > 2) environment.python_full_version = python;
  environment.platform_machine = machine;
  return environment;
}

std::optional<bool> applies(std::string_view marker, const MarkerEnvironment& environment) {
  if (trimmed(marker).empty()) return true;
  Reader reader(marker, environment);
  return std::holds_alternative<std::string>(reader.marker()) ? reader.value() : std::nullopt;
}

}  // namespace envc
