// Environment markers of PEP 508.
#include "statement/requirement.hpp"
#include "text/nearest.hpp"

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
constexpr std::array<std::string_view, 8> operators{"===", "==", "~=", "!=", "<=", ">=", "<", ">"};
// A marker that nests deeper is no marker somebody wrote; the limit keeps hostile text off the stack.
constexpr int deepest = 50;

class Reader {
 public:
  explicit Reader(std::string_view text) : text_(text) {}

  ReadWord<std::string> marker() {
    if (!either(0)) return fault_;
    blanks();
    if (at_ != text_.size()) {
      miss(word_end(), "expected `and`, `or` or the end of the marker");
      return fault_;
    }
    return std::string(text_);
  }

 private:
  bool either(int depth) {
    do {
      do {
        if (!comparison(depth)) return false;
      } while (keyword("and"));
    } while (keyword("or"));
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
    return operand() && comparator() && operand();
  }

  bool operand() {
    blanks();
    if (at_ < text_.size() && (text_[at_] == '"' || text_[at_] == '\'')) {
      const std::size_t close = text_.find(text_[at_], at_ + 1);
      if (close == std::string_view::npos) return miss(text_.size(), "the quote is not closed");
      at_ = close + 1;
      return true;
    }
    const std::size_t end = word_end();
    const std::string_view word = text_.substr(at_, end - at_);
    const auto is = [&](std::string_view name) { return name == word; };
    if (std::any_of(variables.begin(), variables.end(), is) ||
        std::any_of(old_variables.begin(), old_variables.end(), is)) {
      at_ = end;
      return true;
    }
    if (const auto close = nearest(word, variables)) return miss(end, fmt::format("did you mean `{}`", *close));
    if (!word.empty() && word.front() >= '0' && word.front() <= '9') {
      return miss(end, "a value stands in quotes inside the quotes of the whole requirement");
    }
    return miss(end, "expected a name such as `python_version`, or a text in quotes");
  }

  bool comparator() {
    blanks();
    for (const std::string_view op : operators) {
      if (text_.substr(at_, op.size()) == op) {
        at_ += op.size();
        return true;
      }
    }
    if (keyword("in") || (keyword("not") && keyword("in"))) return true;
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
    while (at_ < text_.size() && (text_[at_] == ' ' || text_[at_] == '\t')) ++at_;
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
  std::size_t at_ = 0;
  WordFault fault_;
};

}  // namespace

ReadWord<std::string> read_marker(std::string_view text) {
  return Reader(text).marker();
}

}  // namespace envc
