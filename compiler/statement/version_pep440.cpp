// The form of versions that PEP 440 fixes.
#include "text/ascii.hpp"
#include "statement/forms.hpp"
#include "statement/requirement.hpp"

#include <algorithm>
#include <initializer_list>
#include <string>

namespace envc {
namespace {

bool separator(char c) {
  return c == '-' || c == '_' || c == '.';
}

/// Reads a version from the left; each function takes what it finds and says whether it found any.
class Reader {
 public:
  explicit Reader(std::string text) : text_(std::move(text)) {}

  bool version() {
    take("v");
    const std::size_t start = at_;
    if (number() && take("!")) {
      if (!number()) return false;
    } else {
      at_ = start;
      if (!number()) return false;
    }
    while (at_ + 1 < text_.size() && text_[at_] == '.' && is_digit(text_[at_ + 1])) {
      ++at_;
      number();
    }
    labelled({"alpha", "beta", "preview", "pre", "rc", "a", "b", "c"});
    if (at_ + 1 < text_.size() && text_[at_] == '-' && is_digit(text_[at_ + 1])) {
      ++at_;
      number();
    } else {
      labelled({"post", "rev", "r"});
    }
    labelled({"dev"});
    if (take("+") && !local()) return false;
    return at_ == text_.size();
  }

 private:
  bool take(std::string_view word) {
    if (text_.compare(at_, word.size(), word) != 0) return false;
    at_ += word.size();
    return true;
  }
  bool number() {
    const std::size_t start = at_;
    while (at_ < text_.size() && is_digit(text_[at_])) ++at_;
    return at_ != start;
  }
  /// `.rc1`, `-rc-1`, `rc`
  void labelled(std::initializer_list<std::string_view> labels) {
    const std::size_t start = at_;
    if (at_ < text_.size() && separator(text_[at_])) ++at_;
    if (std::none_of(labels.begin(), labels.end(), [&](std::string_view label) { return take(label); })) {
      at_ = start;
      return;
    }
    if (at_ + 1 < text_.size() && separator(text_[at_]) && is_digit(text_[at_ + 1])) ++at_;
    number();
  }
  bool local() {
    do {
      const std::size_t start = at_;
      while (at_ < text_.size() && is_alnum(text_[at_])) ++at_;
      if (at_ == start) return false;
    } while (at_ < text_.size() && separator(text_[at_]) && ++at_ != 0);
    return true;
  }

  std::string text_;
  std::size_t at_ = 0;
};

}  // namespace

bool is_pep440_version(std::string_view text) {
  return Reader(lower(text)).version();
}

}  // namespace envc
