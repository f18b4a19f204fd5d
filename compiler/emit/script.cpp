#include "emit/script.hpp"

#include "text/quote.hpp"
#include "text/unicode.hpp"

#include <algorithm>
#include <array>

namespace envc {
namespace {

constexpr std::string_view blanks = " \t";

bool name_character(char c) {
  return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || c == '-' || c == '.';
}

std::string_view trimmed(std::string_view line) {
  const std::size_t begin = line.find_first_not_of(blanks);
  if (begin == std::string_view::npos) return {};
  return line.substr(begin, line.find_last_not_of(blanks) - begin + 1);
}

/// Commands and reserved words that begin a structure, or change how the rest of the shell runs. (`!`, or a failure in
/// a sourced file, means one thing under -e and another before `&&`.)
bool structural(std::string_view word) {
  static constexpr std::array<std::string_view, 34> words{
      "!",      ".",      "[[",   "alias", "builtin", "case",    "command",  "coproc", "do", "done",   "elif",   "else",
      "enable", "esac",   "eval", "exec",  "fi",      "for",     "function", "if",     "in", "return", "select", "set",
      "shopt",  "source", "then", "time",  "trap",    "unalias", "until",    "while",  "{",  "}"};
  return std::find(words.begin(), words.end(), word) != words.end();
}

bool assignment(std::string_view word) {
  const std::size_t equals = word.find('=');
  return equals != std::string_view::npos && equals > 0 &&
         std::all_of(word.begin(), word.begin() + static_cast<std::ptrdiff_t>(equals),
                     [](char c) { return name_character(c); });
}

/// Reads one line, and gives up at whatever is not a simple command or a pipeline of them.
class LineScanner {
 public:
  explicit LineScanner(std::string_view line) : line_(line) {}

  bool simple() {
    for (; sound_ && at_ < line_.size(); ++at_) step(line_[at_]);
    end_word();
    return sound_ && outer_.empty() && now_.commands > 0 && !now_.command_awaited();
  }

 private:
  /// Where in a command the scanner is.
  struct State {
    std::string word;     // the word being read, without what is quoted
    bool begun = false;   // one is being read
    bool opaque = false;  // something in it is quoted or expanded
    bool named = false;   // the command's name has been read
    bool any = false;     // assignments, at least
    int commands = 0;

    [[nodiscard]] bool command_awaited() const { return !named && !any; }
  };

  [[nodiscard]] char peek() const { return at_ + 1 < line_.size() ? line_[at_ + 1] : '\0'; }

  void end_word() {
    if (now_.begun && !now_.named) {
      if (assignment(now_.word)) {
        now_.any = true;
      } else {
        // A name that is only known when it runs might be any of the structural ones.
        if (now_.opaque || structural(now_.word)) sound_ = false;
        now_.named = true;
      }
      now_.commands = 1;
    }
    now_.word.clear();
    now_.begun = now_.opaque = false;
  }

  void step(char c) {
    switch (c) {
      case ' ':
        return end_word();
      case '\'':
        return pass_single_quoted();
      case '"':
        return pass_double_quoted();
      case '$':
        return pass_dollar();
      case '\\':
        at_ += 1;
        sound_ = at_ < line_.size();
        return take_opaque();
      case ')':
        return leave_substitution();
      case '|':
        return next_command();
      case '<':
      case '>':
        return pass_redirection(c);
      case '#':
        if (!now_.begun) sound_ = false;
        return take(c);
      case '(':
      case '&':
      case ';':
      case '`':
        sound_ = false;
        return;
      default:
        return take(c);
    }
  }

  void take(char c) {
    now_.word += c;
    now_.begun = true;
  }

  void take_opaque() { now_.begun = now_.opaque = true; }

  void next_command() {
    end_word();
    sound_ = sound_ && !now_.command_awaited() && peek() != '|' && peek() != '&';
    now_ = State{};
  }

  void pass_redirection(char c) {
    // Before the name, its target would be taken for the name.
    if (!now_.named) sound_ = false;
    end_word();
    if (c == '<' && (peek() == '<' || peek() == '&')) sound_ = false;
    if (c == '>' && peek() == '&') at_ += 1;
  }

  void pass_single_quoted() {
    const std::size_t end = line_.find('\'', at_ + 1);
    sound_ = end != std::string_view::npos;
    if (sound_) at_ = end;
    take_opaque();
  }

  void pass_double_quoted() {
    take_opaque();
    for (++at_; at_ < line_.size() && line_[at_] != '"'; ++at_) {
      // A substitution in quotes may hold quotes of its own.
      if (line_[at_] == '`' || (line_[at_] == '$' && peek() == '(')) sound_ = false;
      if (line_[at_] == '$' && peek() == '{') {
        pass_braces();
      } else if (line_[at_] == '\\') {
        ++at_;
      }
    }
    if (at_ >= line_.size()) sound_ = false;
  }

  void pass_dollar() {
    take_opaque();
    if (peek() == '(') {
      at_ += 1;
      if (peek() == '(') sound_ = false;
      outer_.push_back(now_);
      now_ = State{};
    } else if (peek() == '{') {
      pass_braces();
    } else if (peek() == '\'' || peek() == '"') {
      sound_ = false;
    }
  }

  void pass_braces() {
    const std::size_t end = line_.find('}', at_);
    if (end == std::string_view::npos ||
        line_.substr(at_ + 2, end - at_ - 2).find_first_of("'\"`\\${") != std::string_view::npos) {
      sound_ = false;
    } else {
      at_ = end;
    }
  }

  void leave_substitution() {
    end_word();
    if (outer_.empty() || now_.command_awaited()) {
      sound_ = false;
      return;
    }
    now_ = outer_.back();
    outer_.pop_back();
  }

  std::string_view line_;
  std::size_t at_ = 0;
  State now_;
  std::vector<State> outer_;  // around the substitution being read
  bool sound_ = true;
};

/// The inside of a JSON string. A physical line that begins with `#` would be a comment of the Dockerfile.
std::string json_text(std::string_view line) {
  const std::string word = JsonString(line).text();
  std::string text = word.substr(1, word.size() - 2);
  const std::size_t hash = text.find('#');
  const bool leads =
      hash != std::string::npos && std::none_of(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(hash),
                                                [](char c) { return c > ' ' && c < '\x7f'; });
  if (leads) text.replace(hash, 1, "\\u0023");
  return text;
}

}  // namespace

bool joinable(const std::vector<std::string>& lines) {
  return std::all_of(lines.begin(), lines.end(), [](const std::string& line) {
    const std::string_view text = trimmed(line);
    // The first two name the place they stand at; the Dockerfile's parser looks for the last one, in quotes too.
    static constexpr std::array<std::string_view, 3> telling{"LINENO", "BASH_", "<<"};
    const bool tells = std::any_of(telling.begin(), telling.end(),
                                   [&](std::string_view sign) { return text.find(sign) != std::string_view::npos; });
    return printable(text) && !tells && LineScanner(text).simple();
  });
}

bool stands_alone(std::string_view line) {
  const std::string_view text = trimmed(line);
  if (text.empty() || !printable(text) || text.ends_with('\\')) return false;
  // A JSON list, an option of RUN, a comment, a heredoc: each would be the Dockerfile's, not the shell's.
  return text.front() != '[' && text.front() != '-' && text.front() != '#' && text.find("<<") == std::string_view::npos;
}

std::string exec_form(const std::vector<std::string>& lines) {
  std::string out = R"(["/bin/bash", "-euo", "pipefail", "-c", "\)";
  out += '\n';
  for (const std::string& line : lines) out += json_text(line) + "\\n\\\n";
  return out + "\"]";
}

bool names_word(std::string_view text, std::string_view word) {
  for (std::size_t at = text.find(word); at != std::string_view::npos; at = text.find(word, at + 1)) {
    const bool begins = at == 0 || !name_character(text[at - 1]);
    const std::size_t end = at + word.size();
    if (begins && (end == text.size() || !name_character(text[end]))) return true;
  }
  return false;
}

std::string shellcheck_directive(std::string_view generated) {
  char quote = 0;
  for (std::size_t i = 0; i < generated.size(); ++i) {
    const char c = generated[i];
    if (quote == '\'' && (c == '$' || c == '`')) {
      return "# shellcheck disable=SC2016 # project.env means every $ as it stands\n";
    }
    if (c == '\\' && quote != '\'') {
      ++i;
    } else if (quote == 0 && (c == '\'' || c == '"')) {
      quote = c;
    } else if (c == quote) {
      quote = 0;
    }
  }
  return "";
}

}  // namespace envc
