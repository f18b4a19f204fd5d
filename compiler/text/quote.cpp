#include "text/quote.hpp"

#include "text/presume.hpp"
#include "text/unicode.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace envc {
namespace {

bool one_of(char c, std::string_view set) {
  return set.find(c) != std::string_view::npos;
}

bool alphanumeric(char c) {
  return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/// What a shell reads as itself anywhere in a word, save `=`.
bool plain(char c) {
  return alphanumeric(c) || one_of(c, "_@%+:,./-");
}

bool all_plain(std::string_view raw) {
  return !raw.empty() && std::all_of(raw.begin(), raw.end(), [](char c) { return plain(c) || c == '='; });
}

/// Plain words that still mean something where a command stands.
bool reserved(std::string_view raw) {
  static constexpr std::array<std::string_view, 17> words{"case",   "coproc", "do",   "done",     "elif", "else",
                                                          "esac",   "fi",     "for",  "function", "if",   "in",
                                                          "select", "then",   "time", "until",    "while"};
  return std::find(words.begin(), words.end(), raw) != words.end();
}

/// `A=1` would be an assignment where a command stands, `--a=1` never is.
bool plain_shell_word(std::string_view raw) {
  if (!all_plain(raw) || reserved(raw)) return false;
  return raw.front() == '-' || raw.find('=') == std::string_view::npos;
}

/// $'…': every byte that is not printable text as three octal digits, which no following character can extend. The
/// quote is octal too, so that a reader who knows '…' alone finds the same end.
std::string ansi_c_quoted(std::string_view raw) {
  std::string out = "$'";
  for (std::size_t i = 0; i < raw.size();) {
    const std::size_t length = printable_length(raw.substr(i));
    if (length == 0) {
      const auto byte = static_cast<unsigned char>(raw[i]);
      if (byte == '\n') {
        out += "\\n";
      } else if (byte == '\t') {
        out += "\\t";
      } else {
        out += fmt::format("\\{:03o}", byte);
      }
      i += 1;
    } else {
      if (raw[i] == '\\') {
        out += "\\\\";
      } else if (raw[i] == '\'') {
        out += "\\047";
      } else {
        out += raw.substr(i, length);
      }
      i += length;
    }
  }
  return out + "'";
}

std::string single_quoted(std::string_view raw) {
  std::string out = "'";
  for (const char c : raw) {
    if (c == '\'') {
      out += "'\\''";
    } else {
      out += c;
    }
  }
  return out + "'";
}

}  // namespace

ShellWord::ShellWord(std::string_view raw) {
  presume(raw.find('\0') == std::string_view::npos, "a shell word cannot hold a NUL byte; check refuses it");
  if (plain_shell_word(raw)) {
    text_ = raw;
  } else if (printable(raw)) {
    text_ = single_quoted(raw);
  } else {
    text_ = ansi_c_quoted(raw);
  }
}

bool DockerWord::can_hold(std::string_view raw) {
  return valid_utf8(raw) && raw.find_first_of(std::string_view("\0\n\r", 3)) == std::string_view::npos;
}

DockerWord::DockerWord(std::string_view raw) {
  presume(can_hold(raw), "a Dockerfile word holds no line end; check refuses it");
  if (all_plain(raw)) {
    text_ = raw;
    return;
  }
  text_ = "\"";
  for (const char c : raw) {
    if (one_of(c, "\"\\$")) text_ += '\\';
    text_ += c;
  }
  text_ += '"';
}

JsonString::JsonString(std::string_view raw) : text_("\"") {
  presume(valid_utf8(raw), "a JSON string holds only UTF-8");
  for (std::size_t i = 0; i < raw.size();) {
    const std::size_t length = utf8_length(raw.substr(i));
    if (raw[i] == '"' || raw[i] == '\\') {
      text_ += '\\';
      text_ += raw[i];
    } else if (raw[i] == '\n') {
      text_ += "\\n";
    } else if (raw[i] == '\t') {
      text_ += "\\t";
    } else if (printable_length(raw.substr(i)) == 0) {
      text_ += fmt::format("\\u{:04x}", code_point(raw.substr(i, length)));
    } else {
      text_ += raw.substr(i, length);
    }
    i += length;
  }
  text_ += '"';
}

CommentText::CommentText(std::string_view raw) {
  for (std::size_t i = 0; i < raw.size();) {
    const std::size_t length = printable_length(raw.substr(i));
    if (length == 0) {
      text_ += ' ';
      i += std::max<std::size_t>(1, utf8_length(raw.substr(i)));
    } else {
      text_ += raw.substr(i, length);
      i += length;
    }
  }
}

ShellScript::ShellScript(const std::vector<std::string>& lines) {
  std::string raw;
  if (lines.size() == 1) {
    raw = lines.front();
  } else {
    raw = "\n";
    for (const std::string& line : lines) raw += line.empty() ? "\n" : fmt::format("  {}\n", line);
  }
  presume(raw.find('\0') == std::string::npos, "a script cannot hold a NUL byte; check refuses it");
  text_ = single_quoted(raw);
}

std::string join(const std::vector<ShellWord>& words) {
  std::string out;
  for (const ShellWord& word : words) {
    if (!out.empty()) out += ' ';
    out += word.text();
  }
  return out;
}

}  // namespace envc
