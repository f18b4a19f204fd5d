#include "syntax/shell_text.hpp"

#include "syntax/characters.hpp"

#include <algorithm>

namespace envc {
namespace {

bool is_blank(char c) {
  return c == ' ' || c == '\t';
}

/// Not a shell's parser: it knows quotes, comments and `\`, and knows where it does not know.
class Scan {
 public:
  explicit Scan(std::string_view raw) : raw_(raw) {}

  ShellText run() {
    while (at_ < raw_.size()) step();
    trim();
    return std::move(out_);
  }

 private:
  enum class In : unsigned char { plain, single_quotes, double_quotes, doubt };

  std::string_view raw_;
  std::size_t at_ = 0;
  In in_ = In::plain;
  bool word_start_ = true;   // a `#` here begins a comment
  bool after_blank_ = true;  // an unquoted blank, or nothing, stands in front
  ShellText out_;

  [[nodiscard]] bool sees(std::string_view text) const { return raw_.substr(at_).starts_with(text); }

  void take(std::size_t bytes) {
    out_.text += raw_.substr(at_, bytes);
    at_ += bytes;
    word_start_ = after_blank_ = false;
  }

  void fault(Kind kind, std::size_t begin, std::size_t end) {
    if (!out_.fault) out_.fault = {kind, begin, end};
  }

  void step() {
    const char c = raw_[at_];
    if (c == '\\') return backslash();
    if (is_control(c) && c != '\n' && !sees("\r\n")) fault(Kind::control_character, at_, at_ + 1);
    switch (in_) {
      case In::plain:
        return plain(c);
      case In::single_quotes:
        if (c == '\'') in_ = In::plain;
        return take(1);
      case In::double_quotes:
        if (c == '"') in_ = In::plain;
        if (c == '`' || sees("$(") || sees("${")) in_ = In::doubt;
        return take(1);
      case In::doubt:
        return take(1);
    }
  }

  void plain(char c) {
    if (is_blank(c)) {
      take(1);
      word_start_ = after_blank_ = true;
      return;
    }
    if (c == '#' && word_start_) return comment();
    if (c == '\'') in_ = In::single_quotes;
    if (c == '"') in_ = In::double_quotes;
    if (c == '`' || sees("$'") || sees("<<")) in_ = In::doubt;
    if (const std::size_t bytes = smart_quote(raw_.substr(at_))) fault(Kind::smart_quote, at_, at_ + bytes);
    if (const std::size_t bytes = odd_space(raw_.substr(at_))) fault(Kind::odd_space, at_, at_ + bytes);
    take(1);
    word_start_ = std::string_view(";&|()<>").find(c) != std::string_view::npos;
  }

  void comment() {
    const std::size_t line_end = std::min(raw_.find('\n', at_), raw_.size());
    if (line_end < raw_.size()) {
      const std::size_t backslash = raw_.rfind('\\', line_end);
      fault(Kind::backslash_in_comment, backslash, backslash + 1);
    }
    take(raw_.size() - at_);
  }

  void backslash() {
    const std::size_t eol = raw_.compare(at_ + 1, 2, "\r\n") == 0 ? 2 : raw_.compare(at_ + 1, 1, "\n") == 0 ? 1 : 0;
    if (at_ + 1 == raw_.size()) {  // it continues the file's last line with nothing
      ++at_;
    } else if (eol == 0) {
      take(in_ == In::single_quotes ? 1 : 2);
    } else if (in_ == In::plain || in_ == In::double_quotes) {
      at_ += 1 + eol;
      // Between words one blank is as good as many.
      while (in_ == In::plain && after_blank_ && at_ < raw_.size() && is_blank(raw_[at_])) ++at_;
    } else {
      out_.text += "\\\n";
      at_ += 1 + eol;
    }
  }

  void trim() {
    out_.end = raw_.size();
    while (!out_.text.empty() && is_blank(out_.text.back())) {
      const std::size_t last = out_.text.find_last_not_of('\\', out_.text.size() - 2);
      const std::size_t backslashes = out_.text.size() - 1 - (last == std::string::npos ? 0 : last + 1);
      if (backslashes % 2 == 1) break;  // an escaped blank is part of a word
      out_.text.pop_back();
    }
    while (out_.end > 0 && is_blank(raw_[out_.end - 1])) --out_.end;
  }
};

}  // namespace

ShellText shell_text(std::string_view raw) {
  return Scan(raw).run();
}

}  // namespace envc
